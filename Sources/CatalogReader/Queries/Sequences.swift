internal import Catalog

extension FactQuery {
    static let sequences = [
        // The sequence of an identity column is that column's.
        FactQuery(
            kind: .sequence, catalog: "pg_class",
            sql: """
                select c.oid, format('%I.%I', n.nspname, c.relname) as name, quote_ident(n.nspname) as schema,
                  \(owner("c.relowner")) as owner,
                  format_type(s.seqtypid, null) as type, s.seqstart as start, s.seqincrement as increment,
                  s.seqmin as minimum, s.seqmax as maximum, s.seqcache as cache, \(flag("s.seqcycle")) as cycle,
                  \(flag("c.relpersistence = 'u'")) as unlogged
                from pg_sequence as s join pg_class as c on c.oid = s.seqrelid join pg_namespace as n on n.oid = c.relnamespace
                where \(isOwn("n")) and not exists (select from pg_depend as d where d.classid = 'pg_class'::regclass
                  and d.objid = c.oid and d.deptype in ('i', 'e'))
                """),
        FactQuery(
            kind: .sequenceOwner, catalog: nil, preposition: "of",
            sql: """
                select c.oid as parent, r.oid as on, a.attnum as on_sub, format('%I.%I.%I', n.nspname, r.relname, a.attname) as column
                from pg_depend as d join pg_class as c on c.oid = d.objid and c.relkind = 'S'
                join pg_class as r on r.oid = d.refobjid join pg_namespace as n on n.oid = r.relnamespace
                join pg_attribute as a on a.attrelid = r.oid and a.attnum = d.refobjsubid
                where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype = 'a' and \(isOwn("n"))
                """),
    ]
}
