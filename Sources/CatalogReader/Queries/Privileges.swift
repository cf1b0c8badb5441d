internal import Catalog

extension FactQuery {
    /// What somebody other than the owner may do, a row for each grantee; `source` answers `class`, `oid`, `sub`,
    /// `acl`, `owner` and the name of a column. `type` is `sequence` for that of an identity column, which is no fact of
    /// its own.
    private static func grants(_ source: String) -> String {
        """
        select s.class as parent_class, s.oid as parent, s.sub as parent_sub,
          \(roleName("g.grantee")) || coalesce(' (' || s.type || ')', '') as name,
          \(roleName("g.grantee")) as grantee, s.column, s.type,
          string_agg(lower(g.privilege_type) || case when g.is_grantable then ' with grant option' else '' end, ', '
            order by g.privilege_type) as privileges
        from (\(source)) as s cross join lateral aclexplode(s.acl) as g
        where g.grantee <> s.owner
        group by s.class, s.oid, s.sub, s.column, s.type, g.grantee
        """
    }

    private static func aboutParent(_ source: String) -> FactQuery {
        FactQuery(kind: .grant, catalog: nil, preposition: "on", sql: grants(source))
    }

    /// Whoever reads the catalog is `current_user`, whatever the name: on another server it may be another.
    private static let role =
        "case owner::regrole::text when quote_ident(current_user) then 'current_user' else owner::regrole::text end"

    static let privileges = [
        aboutParent(
            """
            select 'pg_class'::regclass::oid as class, c.oid, 0 as sub, null as column, c.relowner as owner, c.relacl as acl,
              case when c.relkind = 'S' and exists (select from pg_depend as d where d.classid = 'pg_class'::regclass
                and d.objid = c.oid and d.deptype = 'i') then 'sequence' end as type
            \(ownRelation("'r', 'p', 'v', 'm', 'f', 'S'")) and c.relacl is not null
            union all
            select 'pg_class'::regclass, c.oid, a.attnum, quote_ident(a.attname), c.relowner, a.attacl, null
            from pg_attribute as a join pg_class as c on c.oid = a.attrelid join pg_namespace as n on n.oid = c.relnamespace
            where a.attacl is not null and not a.attisdropped and \(isOwn("n"))
            union all
            select 'pg_proc'::regclass, p.oid, 0, null, p.proowner, coalesce(p.proacl, acldefault('f', p.proowner)), null
            from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace where \(isOwn("n"))
            union all
            select 'pg_type'::regclass, t.oid, 0, null, t.typowner, coalesce(t.typacl, acldefault('T', t.typowner)), null
            from pg_type as t join pg_namespace as n on n.oid = t.typnamespace
            where (t.typtype in ('e', 'd', 'r')
                or t.typtype = 'c' and exists (select from pg_class as c where c.oid = t.typrelid and c.relkind = 'c'))
              and \(isOwn("n"))
            union all
            select 'pg_foreign_data_wrapper'::regclass, w.oid, 0, null, w.fdwowner, w.fdwacl, null from pg_foreign_data_wrapper as w
            union all
            select 'pg_foreign_server'::regclass, s.oid, 0, null, s.srvowner, s.srvacl, null from pg_foreign_server as s
            union all
            select 'pg_namespace'::regclass, n.oid, 0, null,
              case n.nspowner::regrole::text when 'pg_database_owner'
                then (select datdba from pg_database where datname = current_database()) else n.nspowner end,
              (select array_agg(i) from unnest(n.nspacl) as i where i::text !~ '^pg_database_owner='), null
            from pg_namespace as n where \(isOwn("n"))
            """),
        // A schema's are in addition to PostgreSQL's own; those of the whole database take their place, so that what
        // everybody would have and hasn't is a fact, too: one without privileges.
        FactQuery(
            kind: .defaultPrivilege, catalog: nil,
            sql: """
                with defaults as (
                  select d.defaclrole as owner, n.nspname, d.defaclacl as acl, d.defaclobjtype as type
                  from pg_default_acl as d left join pg_namespace as n on n.oid = d.defaclnamespace
                  where d.defaclnamespace = 0 or \(isOwn("n"))
                ), granted as (
                  select owner, nspname, type, g.grantee,
                    string_agg(lower(g.privilege_type) || case when g.is_grantable then ' with grant option' else '' end, ', '
                      order by g.privilege_type) as privileges
                  from defaults cross join lateral aclexplode(acl) as g where g.grantee <> owner
                  group by owner, nspname, type, g.grantee
                  union all
                  select d.owner, nspname, type, 0, null from defaults as d
                  where nspname is null and type in ('f', 'T')
                    and not exists (select from aclexplode(d.acl) as g where g.grantee = 0)
                )
                select format('for %s%s on %s to %s', \(role), ' in ' || quote_ident(nspname), o.objects, \(roleName("grantee")))
                    as name,
                  \(role) as role, quote_ident(nspname) as schema, o.objects, \(roleName("grantee")) as grantee, privileges,
                  coalesce(nspname = 'public' and \(roleName("grantee")) in ('postgres', 'anon', 'authenticated', 'service_role')
                    and exists (select from pg_namespace as a where a.nspname = 'auth' and a.nspowner::regrole::text ~ '^supabase_'),
                    false) as platform
                from granted cross join lateral (select case type when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions'
                  when 'T' then 'types' else 'schemas' end) as o (objects)
                where not (nspname is null and grantee = 0 and
                  coalesce(type = 'f' and privileges = 'execute' or type = 'T' and privileges = 'usage', false))
                """),
    ]
}
