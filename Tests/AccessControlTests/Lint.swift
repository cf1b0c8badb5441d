import Postgres

/// Something that must not be, and the query that answers where it is.
struct Lint {
    let name: String
    let sql: String

    /// The names of the lints that find something.
    static func findings(_ connection: Connection) async throws -> [String] {
        var names: [String] = []
        for lint in all where try await !connection.query(lint.sql).isEmpty { names.append(lint.name) }
        return names
    }

    /// The schemas that berry fills.
    private static let own =
        "with own as (select oid, nspname from pg_namespace where nspname in ('public', 'private'))\n"

    /// Whether a function deletes a row softly or restores it, which it does where a rule lets the caller delete.
    private static let deletesSoftly = """
        (n.nspname = 'public' and proname ~ '^(delete|restore)_' and prorettype = 'boolean'::regtype
          and prosrc ~ 'set deleted_at = (now\\(\\)|null)\\s+where t\\.\\w+ = \\$1')
        """

    static let all: [Lint] = [
        (
            "row level security is on for every table",
            """
            select relname from pg_class join own as n on n.oid = relnamespace
            where relkind in ('r', 'p') and not relrowsecurity
            """
        ),
        (
            "policies name their roles and one command, and are permissive",
            """
            select polname from pg_policy
            where 0 = any (polroles) or polroles = '{}' or polcmd = '*' or not polpermissive
            """
        ),
        (
            "a policy for UPDATE states both clauses",
            "select polname from pg_policy where polcmd = 'w' and (polqual is null or polwithcheck is null)"
        ),
        (
            "there is one policy for each table, command and role",
            """
            select format('%s %s %s', polrelid::regclass, polcmd, r.role::regrole)
            from pg_policy, unnest(polroles) as r (role) group by polrelid, polcmd, r.role having count(*) > 1
            """
        ),
        (
            // The text that splinter's lint 0003 looks for.
            "policies ask for the caller once a statement",
            """
            select polname from pg_policy, unnest(array[
              pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)]) as e (expression)
            where regexp_replace(
                expression, '(\\( *select (auth|private)|\\( *select [^()]* from private)\\.\\w+\\(\\)', '', 'gi')
              ~* '(auth|private)\\.\\w+\\('
            """
        ),
        (
            "roles never come from what users write",
            """
            select polname from pg_policy
            where concat(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) ~ 'user_metadata'
            union all select proname from pg_proc join own as n on n.oid = pronamespace
            where prosrc ~ 'user_meta' and prorettype <> 'trigger'::regtype
            """
        ),
        (
            "every foreign key leads an index",
            """
            select conname from pg_constraint join own as n on n.oid = connamespace
            where contype = 'f' and not exists (
              select from pg_index where indrelid = conrelid and indpred is null
                and (string_to_array(indkey::text, ' ')::int2[])[1:cardinality(conkey)] @> conkey)
            """
        ),
        (
            "every column that a policy reads leads an index",
            """
            select format('%s.%s', p.polrelid::regclass, a.attname)
            from pg_policy as p
            join pg_depend as d on d.classid = 'pg_policy'::regclass and d.objid = p.oid
              and d.refclassid = 'pg_class'::regclass and d.refobjid = p.polrelid and d.refobjsubid > 0
            join pg_attribute as a on a.attrelid = p.polrelid and a.attnum = d.refobjsubid
            -- Nearly every row has no time of deletion: an index would find them all.
            where a.attname <> 'deleted_at' and not exists (
              select from pg_index where indrelid = p.polrelid and indpred is null
                -- The second column of a composite key is found through the first.
                and (indkey[0] = a.attnum or exists (
                  select from pg_constraint where conrelid = p.polrelid and contype in ('f', 'p')
                    and a.attnum = any (conkey) and conkey[1] = indkey[0])))
            """
        ),
        (
            "no two indexes are the same",
            """
            select min(indexrelid::regclass::text) from pg_index
            join pg_class as c on c.oid = indexrelid join own as n on n.oid = relnamespace
            group by indrelid, indkey::text, indclass::text, indoption::text, coalesce(indpred::text, ''), relam
            having count(*) > 1
            """
        ),
        (
            "API roles have no rights beyond those that rules need",
            """
            select format('%s %s %s', role, privilege, c.oid::regclass)
            from pg_class as c join own as n on n.oid = relnamespace and relkind in ('r', 'p'),
              unnest(array['anon', 'authenticated', 'service_role']) as r (role),
              unnest(array['TRUNCATE', 'REFERENCES', 'TRIGGER']) as p (privilege)
            where has_table_privilege(role, c.oid, privilege)
            """
        ),
        (
            "a right that is granted has a policy",
            """
            select format('%s %s %s', role, privilege, c.oid::regclass)
            from pg_class as c join own as n on n.oid = relnamespace and relkind in ('r', 'p'),
              unnest(array['anon', 'authenticated']) as r (role),
              (values ('SELECT', 'r'), ('INSERT', 'a'), ('UPDATE', 'w'), ('DELETE', 'd')) as p (privilege, command)
            where (case privilege when 'DELETE' then has_table_privilege(role, c.oid, privilege)
                else has_any_column_privilege(role, c.oid, privilege) end) <> exists (
              select from pg_policy where polrelid = c.oid and polcmd = command::"char"
                and role::regrole = any (polroles))
            """
        ),
        (
            "sequences are closed",
            """
            select format('%s %s', role, c.oid::regclass)
            from pg_class as c join own as n on n.oid = relnamespace and relkind = 'S',
              unnest(array['anon', 'authenticated', 'service_role']) as r (role)
            where has_sequence_privilege(role, c.oid, 'USAGE, SELECT, UPDATE')
            """
        ),
        (
            "functions lie in private, with an empty search path",
            """
            select proname from pg_proc join own as n on n.oid = pronamespace
            where n.nspname <> 'private' and not \(deletesSoftly) or proconfig is distinct from array['search_path=""']
            """
        ),
        (
            "only triggers that write, lock or refuse rows and functions that answer keys run with their owner's rights",
            """
            select proname from pg_proc join own as n on n.oid = pronamespace
            where prosecdef and not \(deletesSoftly) and not (prorettype = 'trigger'::regtype and prosrc ~ 'insert into|for update|insufficient_privilege')
              and not (provolatile = 's' and pronargs = 0 and proretset and prosrc ~ 'from public\\.')
              and not (provolatile = 's' and pronargs = 0 and prorettype::regtype::text ~ '\\[\\]$'
                and prosrc ~ 'from public\\.')
            """
        ),
        (
            "functions are closed to everybody, and helpers open to those whose policies call them",
            """
            select format('%s %s', role, f.oid::regprocedure) from pg_proc as f join own as n on n.oid = pronamespace,
              unnest(array['public', 'anon', 'authenticated', 'service_role']) as r (role)
            where not (\(deletesSoftly) and role <> 'public')
              and has_function_privilege(role, f.oid, 'EXECUTE') <> (
              f.proname = 'app_roles' and role in ('authenticated', 'service_role')
              or exists (
                select from pg_policy as p join pg_depend as d
                  on d.classid = 'pg_policy'::regclass and d.objid = p.oid
                  and d.refclassid = 'pg_proc'::regclass and d.refobjid = f.oid
                where role <> 'public' and role::name::text = any (
                  select rolname from pg_roles where oid = any (p.polroles))))
            """
        ),
        (
            "nobody may create anything, or look into private",
            """
            select format('%s %s', role, nspname) from own,
              unnest(array['anon', 'authenticated', 'service_role']) as r (role)
            where has_schema_privilege(role, own.oid, 'CREATE')
              or nspname = 'private' and has_schema_privilege(role, own.oid, 'USAGE')
            """
        ),
        (
            "views read with their caller's rights, or let no condition pass theirs",
            """
            select relname from pg_class as c join own as n on n.oid = relnamespace
            where relkind = 'v'
              and not coalesce(reloptions && array['security_invoker=true', 'security_barrier=true'], false)
            """
        ),
        (
            "every table has a primary key",
            """
            select relname from pg_class as c join own as n on n.oid = relnamespace
            where relkind = 'r' and not exists (select from pg_constraint where conrelid = c.oid and contype = 'p')
            """
        ),
    ].map { Lint(name: $0.0, sql: own + $0.1) }
}
