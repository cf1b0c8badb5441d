internal import Catalog

extension FactQuery {
    static let schemas = [
        FactQuery(
            kind: .schema, catalog: "pg_namespace",
            sql: """
                select n.oid, quote_ident(n.nspname) as name, \(owner("n.nspowner")) as owner
                from pg_namespace as n where \(isOwn("n")) and \(isNoMember("pg_namespace", "n.oid"))
                """),
        // What every database of a platform comes with is no part of a project.
        FactQuery(
            kind: .extension, catalog: "pg_extension",
            sql: """
                select e.oid, quote_ident(e.extname) as name, quote_ident(n.nspname) as schema,
                  nullif(e.extversion, (select a.default_version from pg_available_extensions as a where a.name = e.extname)) as version
                from pg_extension as e join pg_namespace as n on n.oid = e.extnamespace
                where e.extname not in ('plpgsql', 'pgcrypto', 'uuid-ossp', 'pg_stat_statements', 'pgjwt', 'pg_graphql',
                  'supabase_vault', 'pg_net', 'pgsodium') or \(isOwn("n")) and e.extname <> 'plpgsql'
                """),
        // The names of these columns changed with version 17.
        FactQuery(
            kind: .collation, catalog: "pg_collation",
            sql: """
                select o.oid, format('%I.%I', n.nspname, o.collname) as name, \(owner("o.collowner")) as owner,
                  concat_ws(', ',
                    'provider = ' || case o.collprovider when 'c' then 'libc' when 'i' then 'icu' when 'b' then 'builtin' end,
                    'locale = ' || quote_literal(coalesce(to_jsonb(o) ->> 'colllocale', to_jsonb(o) ->> 'colliculocale',
                      case when o.collcollate = o.collctype then o.collcollate end)),
                    case when o.collcollate <> o.collctype then format('lc_collate = %L, lc_ctype = %L', o.collcollate, o.collctype) end,
                    case when not o.collisdeterministic then 'deterministic = false' end) as definition
                from pg_collation as o join pg_namespace as n on n.oid = o.collnamespace
                where \(isOwn("n")) and \(isNoMember("pg_collation", "o.oid"))
                """),
    ]
}
