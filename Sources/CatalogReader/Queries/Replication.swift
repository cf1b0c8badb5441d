internal import Catalog

extension FactQuery {
    static let replication = [
        // Supabase brings its own; the tables in it are the project's.
        FactQuery(
            kind: .publication, catalog: "pg_publication",
            sql: """
                select p.oid, quote_ident(p.pubname) as name, \(owner("p.pubowner")) as owner, \(flag("p.puballtables")) as objects,
                  format('publish = %L, publish_via_partition_root = %s', concat_ws(', ', case when p.pubinsert then 'insert' end,
                    case when p.pubupdate then 'update' end, case when p.pubdelete then 'delete' end,
                    case when p.pubtruncate then 'truncate' end), p.pubviaroot::text) as options
                from pg_publication as p where p.pubname !~ '^supabase_'
                """),
        FactQuery(
            kind: .publishedTable, catalog: "pg_publication_rel",
            sql: """
                select r.oid, format('%I.%I in %I', n.nspname, c.relname, p.pubname) as name, c.oid as parent,
                  quote_ident(p.pubname) as schema, \(table),
                  (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute as a
                    where a.attrelid = c.oid and a.attnum = any (r.prattrs)) as columns,
                  pg_get_expr(r.prqual, r.prrelid) as expression
                from pg_publication_rel as r join pg_publication as p on p.oid = r.prpubid
                join pg_class as c on c.oid = r.prrelid join pg_namespace as n on n.oid = c.relnamespace
                where \(isOwn("n"))
                """),
        FactQuery(
            kind: .publishedSchema, catalog: "pg_publication_namespace", parentCatalog: "pg_namespace",
            sql: """
                select r.oid, format('%I in %I', n.nspname, p.pubname) as name, n.oid as parent,
                  quote_ident(p.pubname) as schema, quote_ident(n.nspname) as table
                from pg_publication_namespace as r join pg_publication as p on p.oid = r.pnpubid
                join pg_namespace as n on n.oid = r.pnnspid where \(isOwn("n"))
                """),
    ]
}
