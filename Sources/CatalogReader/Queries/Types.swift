internal import Catalog

extension FactQuery {
    private static func ownType(_ type: String) -> String {
        """
        from pg_type as t join pg_namespace as n on n.oid = t.typnamespace
        where t.typtype = '\(type)' and \(isOwn("n")) and \(isNoMember("pg_type", "t.oid"))
        """
    }

    private static let typeName =
        "t.oid, format('%I.%I', n.nspname, t.typname) as name, quote_ident(n.nspname) as schema, \(owner("t.typowner")) as owner"

    private static let collation = """
        case when t.typcollation <> 0 and t.typcollation <> b.typcollation then t.typcollation::regcollation::text end
        """

    static let types = [
        FactQuery(
            kind: .enumeration, catalog: "pg_type",
            sql: """
                select \(typeName),
                  (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum as e where e.enumtypid = t.oid) as values
                \(ownType("e"))
                """),
        FactQuery(
            kind: .compositeType, catalog: "pg_type",
            sql: """
                select \(typeName),
                  (select json_agg(json_build_array(quote_ident(a.attname), format_type(a.atttypid, a.atttypmod)
                      || case when a.attcollation <> 0 and a.attcollation <> b.typcollation
                        then ' collate ' || a.attcollation::regcollation else '' end) order by a.attnum)
                    from pg_attribute as a join pg_type as b on b.oid = a.atttypid
                    where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped) as attributes
                \(ownType("c"))
                  and exists (select from pg_class as c where c.oid = t.typrelid and c.relkind = 'c')
                """),
        FactQuery(
            kind: .rangeType, catalog: "pg_type",
            sql: """
                select \(typeName),
                  (select r.rngmultitypid::regtype::text from pg_range as r where r.rngtypid = t.oid) as objects,
                  (select concat_ws(', ', 'subtype = ' || format_type(r.rngsubtype, null),
                      case when not o.opcdefault then 'subtype_opclass = ' || (select format('%I.%I', s.nspname, o.opcname)
                        from pg_namespace as s where s.oid = o.opcnamespace) end,
                      case when r.rngcollation <> 0 and r.rngcollation <> b.typcollation
                        then 'collation = ' || r.rngcollation::regcollation end,
                      case when r.rngsubdiff <> 0 then 'subtype_diff = ' || r.rngsubdiff::regproc end,
                      'multirange_type_name = ' || r.rngmultitypid::regtype)
                    from pg_range as r join pg_opclass as o on o.oid = r.rngsubopc join pg_type as b on b.oid = r.rngsubtype
                    where r.rngtypid = t.oid) as definition
                \(ownType("r"))
                """),
        FactQuery(
            kind: .domain, catalog: "pg_type",
            sql: """
                select \(typeName), format_type(t.typbasetype, t.typtypmod) as type,
                  (select \(collation) from pg_type as b where b.oid = t.typbasetype) as collation,
                  \(flag("t.typnotnull")) as "notNull",
                  coalesce(pg_get_expr(t.typdefaultbin, 0), quote_literal(t.typdefault)) as expression
                \(ownType("d"))
                """),
        // From version 17 on, NOT NULL is a constraint of its own; the domain's fact has it already.
        FactQuery(
            kind: .domainConstraint, catalog: "pg_constraint", parentCatalog: "pg_type",
            sql: """
                select k.oid, format('%I on %I.%I', k.conname, n.nspname, t.typname) as name, t.oid as parent,
                  quote_ident(k.conname) as column, format('%I.%I', n.nspname, t.typname) as table,
                  pg_get_constraintdef(k.oid) as definition, \(flag("k.convalidated")) as validated
                from pg_constraint as k join pg_type as t on t.oid = k.contypid join pg_namespace as n on n.oid = t.typnamespace
                where k.contype = 'c' and \(isOwn("n"))
                """),
    ]
}
