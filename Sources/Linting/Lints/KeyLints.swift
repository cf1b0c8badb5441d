internal import Catalog
internal import Diagnostics

/// Keys and indexes.
extension Lint {
    static let keys: [Lint] = [
        Lint(
            "unindexed_foreign_keys", ["0001"], .error, "no index begins with the columns of a foreign key",
            because: "each change of the other table reads all of this one, and so does each join",
            mend: "create an index whose first columns they are",
            .query(
                """
                select 'constraint' as kind, format('%I on %s', k.conname, \(LintQuery.relation)) as name,
                  format('%I on %s has no index', k.conname, \(LintQuery.relation)) as detail
                from pg_constraint as k join pg_class as c on c.oid = k.conrelid join own as n on n.oid = c.relnamespace
                where k.contype = 'f' and k.conparentid = 0 and not exists (
                  select from pg_index as i where i.indrelid = k.conrelid and i.indpred is null
                    and (string_to_array(i.indkey::text, ' ')::int2[])[1:cardinality(k.conkey)] @> k.conkey)
                """)),
        Lint(
            "no_primary_key", ["0004"], .error, "a table has no primary key",
            because: "a row can't be named, so neither an API nor replication can change just one",
            mend: "alter table … add primary key",
            .facts { database in
                let keyed = Set(
                    database.facts(.constraint).filter { $0[.constraintType] == "primary key" }.compactMap(\.parent))
                return database.localTables.filter { !keyed.contains($0.id) }
                    .map { Place($0.id, "\($0.name) has no primary key") }
            }),
        Lint(
            "duplicate_index", ["0009"], .error, "two indexes are the same",
            because: "every write keeps both up to date, and one of them serves nobody",
            mend: "drop one of them",
            .query(
                """
                select 'table' as kind, \(LintQuery.relation) as name,
                  format('%s has the same index twice: %s', \(LintQuery.relation),
                    string_agg(quote_ident(i.relname), ', ' order by i.relname)) as detail
                from pg_index as x join pg_class as i on i.oid = x.indexrelid join pg_class as c on c.oid = x.indrelid
                join own as n on n.oid = c.relnamespace
                group by n.nspname, c.relname, x.indrelid, i.relam, x.indkey::text, x.indclass::text, x.indoption::text,
                  x.indcollation::text, x.indnkeyatts, coalesce(x.indpred::text, ''),
                  regexp_replace(coalesce(x.indexprs::text, ''), ':location \\d+', '', 'g'), x.indisunique
                having count(*) > 1
                """)),
        Lint(
            "unsupported_reg_types", ["0018"], .error, "a column has a type that names an object of the database",
            because: "a major upgrade of the server refuses tables with such columns",
            mend: "store the object's name as text",
            .facts { database in
                let types: Set = [
                    "regcollation", "regconfig", "regdictionary", "regnamespace", "regoper", "regoperator", "regproc",
                    "regprocedure",
                ]
                return database.facts(.column).filter { types.contains($0[.type] ?? "") }
                    .map { Place($0.id, "\($0.name) is a \($0[.type] ?? "")") }
            }),
        Lint(
            "unique_key_across_tenants", ["B15"], .warning,
            "a unique key is shared by rows that callers may not see",
            because: "a refused insert tells the caller that somebody else's row has this value",
            mend: "begin the key with the column that the policy reads, unless the value is meant to be known to all",
            .query(
                """
                select 'table' as kind, \(LintQuery.relation) as name,
                  format('%s is unique over rows that a caller of %s may not see', quote_ident(i.relname),
                    \(LintQuery.relation)) as detail
                from pg_index as x join pg_class as i on i.oid = x.indexrelid join pg_class as c on c.oid = x.indrelid
                join own as n on n.oid = c.relnamespace
                where x.indisunique and not x.indisprimary
                  -- Whoever can't state the value learns nothing from a refusal.
                  and exists (select from pg_policy as p join api on p.polroles && array[0::oid, api.oid]
                    join unnest(x.indkey[0:x.indnkeyatts - 1]) as k (attnum) on k.attnum > 0
                      and has_column_privilege(api.oid, c.oid, k.attnum, case p.polcmd when 'w' then 'UPDATE' else 'INSERT' end)
                    where p.polrelid = c.oid and p.polcmd in ('a', 'w', '*')
                      -- Who may write any row because of who they are, may see any row.
                      and (coalesce(pg_get_expr(p.polwithcheck, p.polrelid), pg_get_expr(p.polqual, p.polrelid)) = 'true'
                        or exists (select from pg_depend as d where d.classid = 'pg_policy'::regclass and d.objid = p.oid
                          and d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid and d.refobjsubid > 0)))
                  and exists (select from pg_policy as p where p.polrelid = c.oid and p.polcmd in ('r', '*'))
                  -- Reading is bounded by no column of the key, and by some other.
                  and not exists (select from pg_policy as p
                    where p.polrelid = c.oid and p.polcmd in ('r', '*') and (
                      not exists (select from pg_depend as d where d.classid = 'pg_policy'::regclass and d.objid = p.oid
                        and d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid and d.refobjsubid > 0)
                      or exists (select from pg_depend as d where d.classid = 'pg_policy'::regclass and d.objid = p.oid
                        and d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid
                        and d.refobjsubid = any (x.indkey[0:x.indnkeyatts - 1]))))
                  -- A value that nobody can guess tells nothing.
                  and exists (select from pg_attribute as a where a.attrelid = c.oid and a.attnum = any (x.indkey)
                    and a.atttypid <> 'uuid'::regtype)
                """)),
    ]

    static let names: [Lint] = [
        Lint(
            "truncated_name", ["B18"], .warning, "a name has the 63 bytes at which PostgreSQL cuts names off",
            because: "another name with the same beginning is cut to the same one, and is refused or means this one",
            mend: "give it a shorter name",
            .query(
                """
                select * from (
                  select case c.relkind when 'i' then 'index' when 'I' then 'index' when 'S' then 'sequence' when 'v' then 'view'
                      when 'm' then 'materialized view' else 'table' end as kind,
                    \(LintQuery.relation) as name, c.relname::text as own
                  from pg_class as c join own as n on n.oid = c.relnamespace where c.relkind not in ('t', 'c')
                  union all
                  select 'column', format('%s.%I', \(LintQuery.relation), a.attname), a.attname
                  from pg_attribute as a join pg_class as c on c.oid = a.attrelid join own as n on n.oid = c.relnamespace
                  where a.attnum > 0 and c.relkind in ('r', 'p', 'v', 'm', 'f')
                  union all
                  select 'policy', format('%I on %s', p.polname, \(LintQuery.relation)), p.polname
                  from pg_policy as p join pg_class as c on c.oid = p.polrelid join own as n on n.oid = c.relnamespace
                  union all
                  select 'constraint', format('%I on %s', k.conname, \(LintQuery.relation)), k.conname
                  from pg_constraint as k join pg_class as c on c.oid = k.conrelid join own as n on n.oid = c.relnamespace
                  union all
                  select 'function', \(LintQuery.function), f.proname
                  from pg_proc as f join own as n on n.oid = f.pronamespace
                ) as named, lateral (select format('%s has a name of 63 bytes', name) as detail) as d
                -- PostgreSQL's own names and berry's keep their ends when they are shortened.
                where octet_length(own) >= 63 and own !~ '_([0-9a-f]{8}|pkey|fkey|key|check|excl|idx|seq|not_null)\\d*$'
                """))
    ]
}
