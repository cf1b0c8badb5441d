internal import Catalog

extension FactQuery {
    /// The arguments that tell functions of one name apart.
    static let signature = """
        format('%I.%I(%s)', n.nspname, p.proname, case when p.prokind = 'a' then coalesce(nullif(pg_get_function_identity_arguments(p.oid), ''), '*')
          else (select string_agg(format_type(y.type, null), ', ' order by y.place)
            from unnest(p.proargtypes::oid[]) with ordinality as y (type, place)) end)
        """

    static let routines = [
        FactQuery(
            kind: .function, catalog: "pg_proc",
            sql: """
                select p.oid, \(signature) as name, quote_ident(n.nspname) as schema, \(owner("p.proowner")) as owner,
                  case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end as routine,
                  case when p.prokind <> 'a' then pg_get_functiondef(p.oid) else (
                    select concat_ws(E',\\n    ', 'sfunc = ' || a.aggtransfn::regproc,
                        'stype = ' || format_type(a.aggtranstype, null),
                        'sspace = ' || nullif(a.aggtransspace, 0),
                        'finalfunc = ' || nullif(a.aggfinalfn, 0)::regproc,
                        case when a.aggfinalextra then 'finalfunc_extra' end,
                        'finalfunc_modify = ' || case when a.aggfinalfn <> 0 and a.aggfinalmodify
                            <> case when a.aggkind = 'n' then 'r' else 'w' end then
                          case a.aggfinalmodify when 'r' then 'read_only' when 's' then 'shareable' else 'read_write' end end,
                        'combinefunc = ' || nullif(a.aggcombinefn, 0)::regproc,
                        'serialfunc = ' || nullif(a.aggserialfn, 0)::regproc,
                        'deserialfunc = ' || nullif(a.aggdeserialfn, 0)::regproc,
                        'initcond = ' || quote_literal(a.agginitval),
                        'msfunc = ' || nullif(a.aggmtransfn, 0)::regproc,
                        'minvfunc = ' || nullif(a.aggminvtransfn, 0)::regproc,
                        'mstype = ' || format_type(nullif(a.aggmtranstype, 0), null),
                        'mfinalfunc = ' || nullif(a.aggmfinalfn, 0)::regproc,
                        case when a.aggmfinalextra then 'mfinalfunc_extra' end,
                        'minitcond = ' || quote_literal(a.aggminitval),
                        'sortop = ' || (select format('operator(%I.%s)', s.nspname, r.oprname) from pg_operator as r
                          join pg_namespace as s on s.oid = r.oprnamespace where r.oid = a.aggsortop),
                        case when a.aggkind = 'h' then 'hypothetical' end,
                        case p.proparallel when 's' then 'parallel = safe' when 'r' then 'parallel = restricted' end)
                    from pg_aggregate as a where a.aggfnoid = p.oid) end as definition,
                  case when p.prokind <> 'a' then pg_get_function_arguments(p.oid) || ' -> '
                    || coalesce(pg_get_function_result(p.oid), '') end as signature
                from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace
                where \(isOwn("n")) and \(isNoMember("pg_proc", "p.oid"))
                  and not exists (select from pg_depend as d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'i')
                """)
    ]

    static let triggers = [
        // Triggers on tables of others, such as auth.users, count when they call a function of the project.
        FactQuery(
            kind: .trigger, catalog: "pg_trigger", allowsForeignParent: true,
            sql: """
                select t.oid, format('%I on %I.%I', t.tgname, n.nspname, c.relname) as name, c.oid as parent, \(table),
                  quote_ident(t.tgname) as column, pg_get_triggerdef(t.oid) as definition,
                  case t.tgenabled when 'D' then 'disable' when 'R' then 'enable replica' when 'A' then 'enable always' end as enabled
                from pg_trigger as t
                join pg_proc as p on p.oid = t.tgfoid
                join pg_class as c on c.oid = t.tgrelid
                join pg_namespace as n on n.oid = c.relnamespace
                join pg_namespace as f on f.oid = p.pronamespace
                where not t.tgisinternal and t.tgparentid = 0 and n.nspname <> 'berry'
                  and (\(isOwn("n")) or \(isOwn("f")))
                """),
        FactQuery(
            kind: .policy, catalog: "pg_policy", allowsForeignParent: true,
            sql: """
                select p.oid, format('%I on %I.%I', p.polname, n.nspname, c.relname) as name, c.oid as parent, \(table),
                  quote_ident(p.polname) as column,
                  case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end
                    as command,
                  \(flag("not p.polpermissive")) as restrictive,
                  (select string_agg(\(roleName("r.role")), ', ' order by \(roleName("r.role")) collate "C") from unnest(p.polroles) as r (role))
                    as roles,
                  pg_get_expr(p.polqual, p.polrelid) as using, pg_get_expr(p.polwithcheck, p.polrelid) as check
                from pg_policy as p join pg_class as c on c.oid = p.polrelid join pg_namespace as n on n.oid = c.relnamespace
                where \(isOwn("n")) or n.nspname in ('storage', 'realtime')
                """),
        FactQuery(
            kind: .eventTrigger, catalog: "pg_event_trigger",
            sql: """
                select t.oid, quote_ident(t.evtname) as name, \(owner("t.evtowner")) as owner,
                  format('on %s%s execute function %s()', t.evtevent,
                    (select ' when tag in (' || string_agg(quote_literal(g), ', ' order by g) || ')' from unnest(t.evttags) as g),
                    t.evtfoid::regproc) as definition,
                  case t.evtenabled when 'D' then 'disable' when 'R' then 'enable replica' when 'A' then 'enable always' end as enabled
                from pg_event_trigger as t join pg_proc as p on p.oid = t.evtfoid join pg_namespace as n on n.oid = p.pronamespace
                where \(isOwn("n")) and \(isNoMember("pg_event_trigger", "t.oid"))
                """),
    ]
}
