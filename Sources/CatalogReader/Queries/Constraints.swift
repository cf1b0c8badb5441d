internal import Catalog

extension FactQuery {
    static let constraints = [
        // From version 18 on, NOT NULL is a constraint of its own; the column's fact has it already. A foreign key of
        // a partitioned table has a copy for each partition.
        FactQuery(
            kind: .constraint, catalog: "pg_constraint",
            sql: """
                select k.oid, format('%I on %I.%I', k.conname, n.nspname, c.relname) as name, c.oid as parent,
                  quote_ident(n.nspname) as schema, \(table), quote_ident(k.conname) as column,
                  regexp_replace(pg_get_constraintdef(k.oid), '( DEFERRABLE)?( INITIALLY DEFERRED)?( NOT VALID)?$', '') as definition,
                  \(flag("k.convalidated")) as validated,
                  case k.contype when 'p' then 'primary key' when 'u' then 'unique' when 'c' then 'check'
                    when 'f' then 'foreign key' when 'x' then 'exclude' end as "constraintType",
                  case when k.condeferrable then case when k.condeferred then 'deferrable initially deferred' else 'deferrable' end end
                    as deferrable,
                  pg_get_indexdef(i.oid) as index, case when k.contype <> 'x' then \(options("i.reloptions")) end
                    as options,
                  \(flag("x.indisclustered")) as clustered,
                  (select quote_ident(s.spcname) from pg_tablespace as s where s.oid = i.reltablespace) as tablespace,
                  \(ancestors("not k.conislocal")) as inherited
                from pg_constraint as k
                join pg_class as c on c.oid = k.conrelid
                join pg_namespace as n on n.oid = c.relnamespace
                left join pg_index as x on x.indexrelid = k.conindid and k.contype in ('p', 'u', 'x')
                left join pg_class as i on i.oid = x.indexrelid
                where k.contype in ('p', 'u', 'c', 'f', 'x') and (k.contype <> 'f' or k.conparentid = 0) and \(isOwn("n"))
                """)
    ]

    static let indexes = [
        FactQuery(
            kind: .index, catalog: "pg_class",
            sql: """
                select i.oid, format('%I.%I', n.nspname, i.relname) as name, c.oid as parent,
                  quote_ident(n.nspname) as schema, \(table), quote_ident(i.relname) as column,
                  -- Without an index of every partition it isn't valid, and PostgreSQL's own definition says ONLY.
                  case when i.relkind = 'I' and x.indisvalid then regexp_replace(pg_get_indexdef(i.oid), ' ON ONLY ', ' ON ') else pg_get_indexdef(i.oid) end
                    as definition, \(flag("x.indisvalid")) as valid,
                  case when i.relispartition then
                    (select h.inhparent::regclass::text from pg_inherits as h where h.inhrelid = i.oid) end as ancestor,
                  \(flag("x.indisclustered")) as clustered,
                  (select string_agg(format('alter column %s set statistics %s', a.attnum, a.attstattarget), ', ' order by a.attnum)
                    from pg_attribute as a where a.attrelid = i.oid and coalesce(a.attstattarget, -1) <> -1) as statistics,
                  (select quote_ident(s.spcname) from pg_tablespace as s where s.oid = i.reltablespace) as tablespace,
                  \(ancestors("i.relispartition")) as inherited
                from pg_index as x
                join pg_class as i on i.oid = x.indexrelid
                join pg_class as c on c.oid = x.indrelid
                join pg_namespace as n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p', 'm') and \(isOwn("n")) and \(isNoMember("pg_class", "c.oid"))
                  and not exists (select from pg_constraint as k where k.conindid = x.indexrelid and k.contype in ('p', 'u', 'x'))
                """)
    ]
}
