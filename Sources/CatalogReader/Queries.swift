internal import Catalog

extension Fact.Kind {
    /// berry's ledger is no part of what a project's statements made.
    private static let isOwn = "\(ForeignSchemas.excluded("n")) and n.nspname <> 'berry'"

    /// `catalog` is the catalog that numbers the object, as an expression of type `oid`.
    private static func isNoMember(_ catalog: String, _ oid: String) -> String {
        """
        not exists (select from pg_catalog.pg_depend as m where m.classid = \(catalog)
          and m.objid = \(oid) and m.deptype = 'e')
        """
    }

    private static let relations = "'pg_catalog.pg_class'::pg_catalog.regclass"

    private static let ownTable = "c.relkind in ('r', 'p') and \(isOwn) and \(isNoMember(relations, "c.oid"))"

    /// Rights that somebody other than the owner holds, as one text.
    private static func grants(_ acl: String, _ owner: String, _ defaults: String) -> String {
        """
        (select coalesce(string_agg(
            format('%s:%s%s', case g.grantee when 0 then 'public' else g.grantee::pg_catalog.regrole::text end,
              g.privilege_type, case when g.is_grantable then '*' else '' end), ' ' order by
              case g.grantee when 0 then 'public' else g.grantee::pg_catalog.regrole::text end, g.privilege_type), '')
          from pg_catalog.aclexplode(coalesce(\(acl), \(defaults))) as g where g.grantee <> \(owner))
        """
    }

    /// Answers the columns `identity` and `content`.
    var query: String {
        switch self {
        case .schema:
            // The rights that PostgreSQL itself gives to everybody in `public` changed with version 15; what counts is
            // that the API roles reach it and that nobody else may create anything.
            """
            select n.nspname as identity,
              case n.nspname when 'public' then
                (select coalesce(string_agg(format('%s:%s', r.rolname, p.privilege), ' ' order by r.rolname, p.privilege), '')
                  from pg_catalog.pg_roles as r cross join (values ('CREATE'), ('USAGE')) as p (privilege)
                  where r.rolname in ('anon', 'authenticated', 'service_role')
                    and has_schema_privilege(r.oid, n.oid, p.privilege))
              else \(Self.grants("n.nspacl", "n.nspowner", "acldefault('n', n.nspowner)")) end as content
            from pg_catalog.pg_namespace as n where \(Self.isOwn)
            """
        case .table:
            """
            select format('%I.%I', n.nspname, c.relname) as identity,
              format('%s rls=%s force=%s%s', c.relkind, c.relrowsecurity, c.relforcerowsecurity,
                case when c.relkind in ('v', 'm') then ' ' || pg_get_viewdef(c.oid) end) as content
            from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v', 'm', 'f') and \(Self.isOwn) and \(Self.isNoMember(Self.relations, "c.oid"))
            """
        case .column:
            """
            select format('%I.%I.%I', n.nspname, c.relname, a.attname) as identity,
              format('%s not_null=%s default=%s identity=%s generated=%s', format_type(a.atttypid, a.atttypmod),
                a.attnotnull, coalesce(pg_get_expr(f.adbin, f.adrelid), ''), a.attidentity, a.attgenerated) as content
            from pg_catalog.pg_attribute as a
            join pg_catalog.pg_class as c on c.oid = a.attrelid
            join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            left join pg_catalog.pg_attrdef as f on f.adrelid = a.attrelid and f.adnum = a.attnum
            where a.attnum > 0 and not a.attisdropped and \(Self.ownTable)
            """
        case .constraint:
            // From 18 on, NOT NULL is a constraint of its own; the column's fact has it already.
            """
            select format('%I.%I.%I', n.nspname, c.relname, k.conname) as identity,
              format('%s validated=%s', pg_get_constraintdef(k.oid), k.convalidated) as content
            from pg_catalog.pg_constraint as k
            join pg_catalog.pg_class as c on c.oid = k.conrelid
            join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            where k.contype not in ('n', 't') and \(Self.ownTable)
            """
        case .index:
            """
            select format('%I.%I', n.nspname, i.relname) as identity,
              format('%s valid=%s', pg_get_indexdef(x.indexrelid), x.indisvalid) as content
            from pg_catalog.pg_index as x
            join pg_catalog.pg_class as i on i.oid = x.indexrelid
            join pg_catalog.pg_class as c on c.oid = x.indrelid
            join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            where \(Self.ownTable)
              and not exists (select from pg_catalog.pg_constraint as k where k.conindid = x.indexrelid
                and k.contype in ('p', 'u', 'x'))
            """
        case .type:
            """
            select format('%I.%I', n.nspname, t.typname) as identity,
              (select string_agg(e.enumlabel, E'\\n' order by e.enumsortorder) from pg_catalog.pg_enum as e
                where e.enumtypid = t.oid) as content
            from pg_catalog.pg_type as t join pg_catalog.pg_namespace as n on n.oid = t.typnamespace
            where t.typtype = 'e' and \(Self.isOwn) and \(Self.isNoMember("'pg_catalog.pg_type'::pg_catalog.regclass", "t.oid"))
            """
        case .function:
            """
            select format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) as identity,
              pg_get_functiondef(p.oid) || ' '
                || \(Self.grants("p.proacl", "p.proowner", "acldefault('f', p.proowner)")) as content
            from pg_catalog.pg_proc as p join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
            where p.prokind in ('f', 'p') and \(Self.isOwn) and \(Self.isNoMember("'pg_catalog.pg_proc'::pg_catalog.regclass", "p.oid"))
            """
        case .trigger:
            """
            select format('%I on %s', t.tgname, t.tgrelid::pg_catalog.regclass) as identity,
              pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text as content
            from pg_catalog.pg_trigger as t
            join pg_catalog.pg_proc as p on p.oid = t.tgfoid
            join pg_catalog.pg_class as c on c.oid = t.tgrelid
            join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            join pg_catalog.pg_namespace as f on f.oid = p.pronamespace
            where not t.tgisinternal and (\(Self.isOwn) or f.nspname in (
              select n.nspname from pg_catalog.pg_namespace as n where \(Self.isOwn)))
            """
        case .policy:
            """
            select format('%I on %I.%I', p.polname, n.nspname, c.relname) as identity,
              format('%s %s to %s using %s check %s', p.polcmd, p.polpermissive,
                (select string_agg(case r.role when 0 then 'public' else r.role::pg_catalog.regrole::text end, ','
                  order by case r.role when 0 then 'public' else r.role::pg_catalog.regrole::text end)
                  from unnest(p.polroles) as r (role)),
                coalesce(pg_get_expr(p.polqual, p.polrelid), ''),
                coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')) as content
            from pg_catalog.pg_policy as p
            join pg_catalog.pg_class as c on c.oid = p.polrelid
            join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            where \(Self.isOwn)
            """
        case .grant:
            """
            select format('%I.%I', n.nspname, c.relname) as identity,
              \(Self.grants("c.relacl", "c.relowner", "acldefault(case c.relkind when 'S' then 's' else 'r' end::\"char\", c.relowner)"))
              || coalesce((select string_agg(format(' %I(%s)', a.attname,
                  \(Self.grants("a.attacl", "c.relowner", "'{}'::aclitem[]"))), '' order by a.attname)
                from pg_catalog.pg_attribute as a
                where a.attrelid = c.oid and a.attacl is not null and not a.attisdropped), '') as content
            from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and \(Self.isOwn) and \(Self.isNoMember(Self.relations, "c.oid"))
            """
        case .comment:
            // Everything that can have a comment and lies in a schema, or is one; `public` comes with its own.
            """
            select format('%s %s', i.type, i.identity) as identity, d.description as content
            from pg_catalog.pg_description as d
            join pg_catalog.pg_namespace as n on n.oid = case d.classoid
              when 'pg_catalog.pg_namespace'::pg_catalog.regclass then d.objoid
              when 'pg_catalog.pg_class'::pg_catalog.regclass then
                (select x.relnamespace from pg_catalog.pg_class as x where x.oid = d.objoid)
              when 'pg_catalog.pg_proc'::pg_catalog.regclass then
                (select x.pronamespace from pg_catalog.pg_proc as x where x.oid = d.objoid)
              when 'pg_catalog.pg_type'::pg_catalog.regclass then
                (select x.typnamespace from pg_catalog.pg_type as x where x.oid = d.objoid)
              when 'pg_catalog.pg_constraint'::pg_catalog.regclass then
                (select x.connamespace from pg_catalog.pg_constraint as x where x.oid = d.objoid)
              when 'pg_catalog.pg_policy'::pg_catalog.regclass then
                (select c.relnamespace from pg_catalog.pg_policy as x
                  join pg_catalog.pg_class as c on c.oid = x.polrelid where x.oid = d.objoid)
              when 'pg_catalog.pg_trigger'::pg_catalog.regclass then
                (select c.relnamespace from pg_catalog.pg_trigger as x
                  join pg_catalog.pg_class as c on c.oid = x.tgrelid where x.oid = d.objoid)
            end
            cross join lateral pg_catalog.pg_identify_object(d.classoid, d.objoid, d.objsubid) as i
            where d.objoid >= \(Self.firstOwnObject) and \(Self.isOwn) and \(Self.isNoMember("d.classoid", "d.objoid"))
            """
        }
    }

    /// PostgreSQL numbers what users make from here on (`FirstNormalObjectId`).
    private static let firstOwnObject = 16384
}
