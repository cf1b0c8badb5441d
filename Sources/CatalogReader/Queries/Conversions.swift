internal import Catalog

extension FactQuery {
    private static func operatorName(_ oid: String) -> String {
        """
        (select format('operator(%I.%s)', s.nspname, r.oprname) from pg_operator as r join pg_namespace as s
          on s.oid = r.oprnamespace where r.oid = \(oid))
        """
    }

    /// How values of types are compared and converted.
    static let conversions = [
        FactQuery(
            kind: .cast, catalog: "pg_cast",
            sql: """
                select k.oid, format('(%s as %s)', format_type(k.castsource, null), format_type(k.casttarget, null)) as name,
                  concat_ws(' ', case k.castmethod when 'f' then 'with function ' || k.castfunc::regprocedure
                      when 'i' then 'with inout' else 'without function' end,
                    case k.castcontext when 'a' then 'as assignment' when 'i' then 'as implicit' end) as definition
                from pg_cast as k where k.oid >= 16384
                  -- A range type brings one to its multirange.
                  and not exists (select from pg_depend as m where m.classid = 'pg_cast'::regclass and m.objid = k.oid
                    and m.deptype in ('e', 'i'))
                """),
        // One without a function was only named as another one's commutator or negator.
        FactQuery(
            kind: .operator, catalog: "pg_operator",
            sql: """
                select o.oid, format('%I.%s (%s, %s)', n.nspname, o.oprname,
                    case when o.oprleft = 0 then 'none' else format_type(o.oprleft, null) end, format_type(o.oprright, null)) as name,
                  quote_ident(n.nspname) as schema, format('%I.%s', n.nspname, o.oprname) as objects, \(owner("o.oprowner")) as owner,
                  concat_ws(', ', 'function = ' || o.oprcode::regproc,
                    'leftarg = ' || format_type(nullif(o.oprleft, 0), null), 'rightarg = ' || format_type(o.oprright, null),
                    'commutator = ' || \(operatorName("o.oprcom")), 'negator = ' || \(operatorName("o.oprnegate")),
                    case when o.oprcanhash then 'hashes' end, case when o.oprcanmerge then 'merges' end) as definition,
                  concat_ws(', ', 'restrict = ' || coalesce(nullif(o.oprrest, 0)::regproc::text, 'none'),
                    'join = ' || coalesce(nullif(o.oprjoin, 0)::regproc::text, 'none')) as options
                from pg_operator as o join pg_namespace as n on n.oid = o.oprnamespace
                where o.oprcode <> 0 and \(isOwn("n")) and \(isNoMember("pg_operator", "o.oid"))
                """),
    ]

    static let textSearch = [
        FactQuery(
            kind: .textSearchDictionary, catalog: "pg_ts_dict",
            sql: """
                select d.oid, format('%I.%I', n.nspname, d.dictname) as name, quote_ident(n.nspname) as schema,
                  \(owner("d.dictowner")) as owner,
                  (select format('%I.%I', s.nspname, t.tmplname) from pg_ts_template as t join pg_namespace as s
                    on s.oid = t.tmplnamespace where t.oid = d.dicttemplate) as handler,
                  d.dictinitoption as options
                from pg_ts_dict as d join pg_namespace as n on n.oid = d.dictnamespace
                where \(isOwn("n")) and \(isNoMember("pg_ts_dict", "d.oid"))
                """),
        FactQuery(
            kind: .textSearchConfiguration, catalog: "pg_ts_config",
            sql: """
                select c.oid, format('%I.%I', n.nspname, c.cfgname) as name, quote_ident(n.nspname) as schema,
                  \(owner("c.cfgowner")) as owner,
                  (select format('%I.%I', s.nspname, p.prsname) from pg_ts_parser as p join pg_namespace as s
                    on s.oid = p.prsnamespace where p.oid = c.cfgparser) as handler,
                  (select json_agg(json_build_array(m.token, m.dictionaries) order by m.token) from (
                    select (select t.alias from ts_token_type(c.cfgparser) as t where t.tokid = m.maptokentype) as token,
                      string_agg(m.mapdict::regdictionary::text, ', ' order by m.mapseqno) as dictionaries
                    from pg_ts_config_map as m where m.mapcfg = c.oid group by m.maptokentype) as m) as values
                from pg_ts_config as c join pg_namespace as n on n.oid = c.cfgnamespace
                where \(isOwn("n")) and \(isNoMember("pg_ts_config", "c.oid"))
                """),
    ]
}
