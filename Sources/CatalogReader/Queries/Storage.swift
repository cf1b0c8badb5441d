internal import Catalog

extension FactQuery {
    /// A bucket is the project's when a policy of the project's names it: buckets have no comment that would say so.
    static let storage = [
        FactQuery(
            kind: .bucket, catalog: nil, requiredColumn: ("storage.buckets", "allowed_mime_types"),
            sql: """
                select quote_literal(b.id) as name,
                  format('%s, %L', coalesce(b.public, false)::text, b.allowed_mime_types) as options
                from storage.buckets as b
                where exists (
                  select from pg_policy as p where p.polrelid = to_regclass('storage.objects')
                    and strpos(concat(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)),
                      quote_literal(b.id)) > 0)
                """)
    ]
}
