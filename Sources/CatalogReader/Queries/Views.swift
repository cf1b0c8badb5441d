internal import Catalog

extension FactQuery {
    private static func view(_ kind: Fact.Kind, _ relkind: String) -> FactQuery {
        FactQuery(
            kind: kind, catalog: "pg_class",
            sql: """
                select c.oid, format('%I.%I', n.nspname, c.relname) as name, quote_ident(n.nspname) as schema,
                  \(owner("c.relowner")) as owner,
                  \(options("c.reloptions")) as options,
                  (select json_agg(json_build_array(quote_ident(a.attname), format_type(a.atttypid, a.atttypmod)
                      || case when a.attcollation <> t.typcollation then ' collate ' || a.attcollation::regcollation else '' end)
                      order by a.attnum)
                    from pg_attribute as a join pg_type as t on t.oid = a.atttypid
                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
                  rtrim(pg_get_viewdef(c.oid), ';') as definition,
                  case when c.relkind = 'm' then (select string_agg(concat_ws(', ',
                      case when coalesce(a.attstattarget, -1) <> -1
                        then format('alter column %I set statistics %s', a.attname, a.attstattarget) end,
                      case when a.attstorage <> t.typstorage then format('alter column %I set storage %s', a.attname,
                        case a.attstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end) end),
                      ', ' order by a.attname)
                    from pg_attribute as a join pg_type as t on t.oid = a.atttypid
                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                      and (coalesce(a.attstattarget, -1) <> -1 or a.attstorage <> t.typstorage)) end as statistics,
                  \(flag("c.relkind = 'm' and c.relispopulated")) as populated
                \(ownRelation("'\(relkind)'"))
                """)
    }

    static let views = [
        view(.view, "v"), view(.materializedView, "m"),
        FactQuery(
            kind: .rule, catalog: "pg_rewrite",
            sql: """
                select r.oid, format('%I on %I.%I', r.rulename, n.nspname, c.relname) as name, c.oid as parent, \(table),
                  quote_ident(r.rulename) as column,
                  rtrim(pg_get_ruledef(r.oid), ';') as definition, nullif(r.ev_enabled::text, 'O') as enabled
                from pg_rewrite as r join pg_class as c on c.oid = r.ev_class join pg_namespace as n on n.oid = c.relnamespace
                where r.rulename <> '_RETURN' and \(isOwn("n"))
                """),
    ]
}
