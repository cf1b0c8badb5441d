internal import Catalog

extension FactQuery {
    static let foreignData = [
        FactQuery(
            kind: .foreignDataWrapper, catalog: "pg_foreign_data_wrapper",
            sql: """
                select w.oid, quote_ident(w.fdwname) as name, \(owner("w.fdwowner")) as owner, \(options("w.fdwoptions")) as options,
                  nullif(w.fdwhandler, 0)::regproc::text as handler, nullif(w.fdwvalidator, 0)::regproc::text as validator
                from pg_foreign_data_wrapper as w where \(isNoMember("pg_foreign_data_wrapper", "w.oid"))
                """),
        FactQuery(
            kind: .foreignServer, catalog: "pg_foreign_server",
            sql: """
                select s.oid, quote_ident(s.srvname) as name, \(owner("s.srvowner")) as owner, \(options("s.srvoptions")) as options,
                  quote_literal(s.srvtype) as type, quote_literal(s.srvversion) as version,
                  (select quote_ident(w.fdwname) from pg_foreign_data_wrapper as w where w.oid = s.srvfdw) as handler
                from pg_foreign_server as s where \(isNoMember("pg_foreign_server", "s.oid"))
                """),
        // Passwords are among the options; a catalog has none, so only that there is a mapping counts.
        FactQuery(
            kind: .userMapping, catalog: "pg_user_mapping", parentCatalog: "pg_foreign_server",
            sql: """
                select u.umid as oid, format('for %s on %I', case u.umuser when 0 then 'public' else quote_ident(u.usename) end, u.srvname)
                    as name,
                  u.srvid as parent, quote_ident(u.srvname) as server,
                  case u.umuser when 0 then 'public' else quote_ident(u.usename) end as role
                from pg_user_mappings as u
                """),
    ]
}
