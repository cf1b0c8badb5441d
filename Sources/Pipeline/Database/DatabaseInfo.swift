internal import Postgres

/// How much there is in a database.
public struct DatabaseInfo: Sendable, Codable {
    public var address: String
    public var origin: String
    public var serverVersion: String
    /// For people: `12 MB`.
    public var size: String
    public var connections: Int
    public var connectionLimit: Int
    /// Name and version.
    public var extensions: [String]
    /// The largest first.
    public var tables: [Table]

    public struct Table: Sendable, Codable {
        /// With its schema, as SQL writes it.
        public var name: String
        /// PostgreSQL's estimate; nil where it never looked.
        public var rows: Int?
        /// With its indexes, for people.
        public var size: String
        public var indexes: Int
        public var policies: Int
        public var hasRowSecurity: Bool
    }

    /// Reads without changing anything.
    public static func read(_ source: DatabaseSource, in project: ProjectFolder) async throws -> DatabaseInfo {
        let database = try await ProjectDatabase.openExisting(source, in: project)
        let connection = database.connection
        let whole = try await connection.query(
            """
            select current_setting('server_version'), pg_size_pretty(pg_database_size(current_database())),
              (select count(*)::int from pg_stat_activity where datname = current_database()),
              current_setting('max_connections')::int
            """
        ).one
        let extensions = try await connection.query(
            "select extname || ' ' || extversion from pg_extension where extname <> 'plpgsql' order by extname")
        let tables = try await connection.query(
            """
            select c.oid::regclass::text, case when c.reltuples >= 0 then c.reltuples::bigint end,
              pg_size_pretty(pg_total_relation_size(c.oid)),
              (select count(*)::int from pg_index as i where i.indrelid = c.oid),
              (select count(*)::int from pg_policy as p where p.polrelid = c.oid), c.relrowsecurity
            from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema$|berry$)'
              and not exists (select from pg_depend as d
                where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
            order by pg_total_relation_size(c.oid) desc, c.oid::regclass::text
            """)
        let info = DatabaseInfo(
            address: database.address, origin: source.origin, serverVersion: try whole.text(0),
            size: try whole.text(1), connections: try whole.int(2), connectionLimit: try whole.int(3),
            extensions: try extensions.map { try $0.text(0) },
            tables: try tables.map { row in
                Table(
                    name: try row.text(0), rows: try row.isNull(1) ? nil : row.int(1), size: try row.text(2),
                    indexes: try row.int(3), policies: try row.int(4), hasRowSecurity: try row.bool(5))
            })
        await connection.close()
        return info
    }
}
