internal import Catalog

extension FactQuery {
    static let relations = [
        FactQuery(
            kind: .table, catalog: "pg_class",
            sql: """
                select c.oid, format('%I.%I', n.nspname, c.relname) as name, quote_ident(n.nspname) as schema,
                  \(owner("c.relowner")) as owner, \(flag("c.relpersistence = 'u'")) as unlogged,
                  nullif(concat_ws(', ', \(options("c.reloptions")),
                    (select \(options("array(select 'toast.' || o from unnest(t.reloptions) as o)"))
                      from pg_class as t where t.oid = c.reltoastrelid)), '') as options,
                  case when m.amname <> 'heap' then quote_ident(m.amname) end as "accessMethod",
                  (select quote_ident(spcname) from pg_tablespace as s where s.oid = c.reltablespace) as tablespace,
                  pg_get_partkeydef(c.oid) as "partitionKey",
                  nullif(c.reloftype, 0)::regtype::text as "ofType",
                  \(flag("c.relrowsecurity")) as "rowSecurity", \(flag("c.relforcerowsecurity")) as "forcedRowSecurity",
                  quote_ident(v.srvname) as server, \(options("f.ftoptions")) as definition
                from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
                left join pg_am as m on m.oid = c.relam
                left join pg_foreign_table as f on f.ftrelid = c.oid left join pg_foreign_server as v on v.oid = f.ftserver
                where c.relkind in ('r', 'p', 'f') and \(isOwn("n")) and \(isNoMember("pg_class", "c.oid"))
                """),
        FactQuery(
            kind: .inheritance, catalog: nil,
            sql: """
                select format('%I.%I of %s', n.nspname, c.relname, i.inhparent::regclass) as name, c.oid as parent, i.inhparent as on,
                  i.inhseqno as position, \(table), i.inhparent::regclass::text as ancestor,
                  pg_get_expr(c.relpartbound, c.oid) as bound
                from pg_inherits as i join pg_class as c on c.oid = i.inhrelid join pg_namespace as n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p', 'f') and \(isOwn("n"))
                """),
        FactQuery(
            kind: .replicaIdentity, catalog: nil, preposition: "of",
            sql: """
                select c.oid as parent, \(table),
                  case c.relreplident when 'n' then 'nothing' when 'f' then 'full' else 'using index ' || quote_ident(i.relname) end
                    as definition,
                  i.oid as on
                from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
                left join pg_index as x on x.indrelid = c.oid and x.indisreplident
                left join pg_class as i on i.oid = x.indexrelid
                where c.relkind in ('r', 'p') and c.relreplident <> 'd' and \(isOwn("n"))
                """),
        FactQuery(
            kind: .statistics, catalog: "pg_statistic_ext",
            sql: """
                select s.oid, format('%I.%I', n.nspname, s.stxname) as name, s.stxrelid as parent,
                  \(owner("s.stxowner")) as owner, \(statisticsDefinition) as definition,
                  nullif(coalesce(s.stxstattarget, -1), -1) as statistics
                from pg_statistic_ext as s join pg_namespace as n on n.oid = s.stxnamespace where \(isOwn("n"))
                """),
    ]

    /// The columns are sorted by name; PostgreSQL lists them in the order of the table's.
    private static let statisticsDefinition = """
        (select coalesce(replace(pg_get_statisticsobjdef(s.oid), ' ON ' || string_agg(quote_ident(a.attname), ', ' order by a.attnum),
            ' ON ' || string_agg(quote_ident(a.attname), ', ' order by a.attname)), pg_get_statisticsobjdef(s.oid))
          from pg_attribute as a where a.attrelid = s.stxrelid and a.attnum = any (s.stxkeys))
        """

    static let columns = [
        FactQuery(
            kind: .column, catalog: "pg_class",
            sql: """
                select c.oid, a.attnum as sub, format('%I.%I.%I', n.nspname, c.relname, a.attname) as name, c.oid as parent,
                  a.attnum as position, \(table), quote_ident(a.attname) as column,
                  format_type(a.atttypid, a.atttypmod) as type,
                  case when a.attcollation <> t.typcollation then nullif(a.attcollation, 0)::regcollation::text end as collation,
                  \(flag("a.attnotnull")) as "notNull",
                  \(flag("""
                    c.relkind = 'p' and exists (select from pg_depend as k where k.classid = 'pg_class'::regclass
                      and k.objid = c.oid and k.objsubid = a.attnum and k.refclassid = 'pg_class'::regclass
                      and k.refobjid = c.oid and k.refobjsubid = 0 and k.deptype = 'i')
                    """)) as "partitionKey",
                  case a.attgenerated when 's' then format('(%s) stored', pg_get_expr(f.adbin, f.adrelid))
                    when 'v' then format('(%s)', pg_get_expr(f.adbin, f.adrelid)) end as generated,
                  case a.attidentity when 'a' then 'always' when 'd' then 'by default' end as identity,
                  q.seqstart as start, q.seqincrement as increment, q.seqmin as minimum, q.seqmax as maximum,
                  q.seqcache as cache, \(flag("q.seqcycle")) as cycle, q.seqrelid::regclass::text as objects,
                  case when a.attstorage <> t.typstorage then case a.attstorage when 'p' then 'plain' when 'e' then 'external'
                    when 'm' then 'main' when 'x' then 'extended' end end as storage,
                  case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end as compression,
                  nullif(coalesce(a.attstattarget, -1), -1) as statistics, \(options("a.attoptions")) as options,
                  \(options("a.attfdwoptions")) as definition,
                  \(ancestors("a.attinhcount > 0 and not a.attislocal")) as inherited
                from pg_attribute as a
                join pg_class as c on c.oid = a.attrelid
                join pg_namespace as n on n.oid = c.relnamespace
                join pg_type as t on t.oid = a.atttypid
                left join pg_attrdef as f on f.adrelid = a.attrelid and f.adnum = a.attnum
                left join pg_depend as d on a.attidentity <> '' and d.classid = 'pg_class'::regclass and d.deptype = 'i'
                  and d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid and d.refobjsubid = a.attnum
                left join pg_sequence as q on q.seqrelid = d.objid
                where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'f') and c.reloftype = 0 and \(isOwn("n"))
                """),
        FactQuery(
            kind: .defaultValue, catalog: "pg_attrdef",
            sql: """
                select f.oid, format('%I.%I.%I', n.nspname, c.relname, a.attname) as name, c.oid as parent, a.attnum as parent_sub,
                  \(table), quote_ident(a.attname) as column, pg_get_expr(f.adbin, f.adrelid) as expression,
                  \(ancestors("""
                    c.relispartition and exists (select from pg_inherits as h
                      join pg_attribute as b on b.attrelid = h.inhparent and b.attname = a.attname
                      join pg_attrdef as g on g.adrelid = b.attrelid and g.adnum = b.attnum
                      where h.inhrelid = c.oid and pg_get_expr(g.adbin, g.adrelid) = pg_get_expr(f.adbin, f.adrelid))
                    """)) as inherited
                from pg_attrdef as f join pg_attribute as a on a.attrelid = f.adrelid and a.attnum = f.adnum
                join pg_class as c on c.oid = f.adrelid join pg_namespace as n on n.oid = c.relnamespace
                where a.attgenerated = '' and c.relkind in ('r', 'p', 'f', 'v') and \(isOwn("n"))
                """),
    ]
}
