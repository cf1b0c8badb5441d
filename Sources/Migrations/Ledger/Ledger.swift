internal import Diagnostics
internal import Postgres

/// berry's own tables in a database: whose it is, and which migrations and seeds it has.
///
/// They live in the schema `berry`, which no API exposes and no API role may use.
public struct Ledger: Hashable, Sendable {
    /// The id of the project that set the database up.
    public var project: String
    public var application: String
    /// Whether the database was set up to the end.
    public var isReady: Bool
    /// By version.
    public var migrations: [AppliedMigration]
    /// The environments whose seeds were loaded.
    public var seeds: [String]

    /// A migration that the database has run.
    public struct AppliedMigration: Codable, Hashable, Sendable {
        public var version: String
        public var name: String
        /// SHA-256 of the file that was applied.
        public var digest: String
        public var status: Status
        /// How many of its statements the database has run, of one that didn't come to its end.
        public var step: Int

        /// Whether it came to its end; one that runs outside of a transaction may stop half way.
        public var isFinished: Bool { status == .applied }
    }

    /// How far a migration has come; the raw values are stored.
    public enum Status: String, Codable, Sendable {
        /// It began, and runs outside of a transaction.
        case started
        case applied
        /// Its way back began, and runs outside of a transaction.
        case undoing
    }

    /// Keeps runs apart: any number that nobody else is likely to lock.
    static let lockNumber = 7_203_914_421

    /// Reads a database's ledger; nil when it has none.
    static func read(_ connection: Connection, _ settings: LedgerSettings) async throws -> Ledger? {
        // Not to_regclass: a name that once wasn't there stays unknown to a session until it hears of the other's
        // commit, which is a moment after that commit's rows can be seen.
        let tables = try await connection.query(
            """
            select c.relname from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            join pg_catalog.pg_attribute as a on a.attrelid = c.oid
            where n.nspname = 'berry' and ((c.relname, a.attname) in (('project', 'application'), ('seeds', 'environment'))
              or a.attname = 'digest' and c.relkind = 'r' and c.relname <> 'history')
            """
        ).map { try $0.text(0) }
        // Other programs may be called berry as well.
        guard tables.contains("project"), tables.contains("seeds") else { return nil }
        guard tables.contains(settings.table) else { return try otherTable(tables, settings) }
        guard
            let project = try await connection.query(
                """
                -- A ledger of an earlier version has no such column.
                select id::text, application, coalesce((to_jsonb(p) ->> 'ready')::boolean, true) from berry.project as p
                """
            ).first
        else {
            return nil
        }
        let migrations = try await connection.query(
            """
            select version, name, digest, status, coalesce((to_jsonb(m) - '{up,down}'::text[] ->> 'step')::integer, 0)
            from \(settings.ledger) as m order by version
            """)
        let seeds = try await connection.query("select environment from berry.seeds order by environment")
        return Ledger(
            project: try project.text(0), application: try project.text(1), isReady: try project.bool(2),
            migrations: try migrations.map {
                .init(
                    version: try $0.text(0), name: try $0.text(1), digest: try $0.text(2),
                    status: Status(rawValue: try $0.text(3)) ?? .started, step: try $0.int(4))
            },
            seeds: try seeds.map { try $0.text(0) })
    }

    /// berry.json was changed after the database was set up.
    private static func otherTable(_ tables: [String], _ settings: LedgerSettings) throws -> Ledger? {
        guard let other = tables.first(where: { !LedgerSettings.reservedTables.contains($0) }) else { return nil }
        throw DiagnosticsError(
            Diagnostic(
                .error, "ledger-name",
                "this database's ledger is called berry.\(other), and berry.json calls it \(settings.ledger)",
                fix: "write \"ledger\": \"\(other)\" into berry.json, or rename the table in the database"))
    }
}

extension Ledger {
    /// What was applied, word for word, of the migrations whose versions are named; nothing where an earlier version
    /// of the ledger didn't keep it.
    static func texts(
        _ versions: [String], _ connection: Connection, _ settings: LedgerSettings
    ) async throws -> [String: Migration] {
        let rows = try await connection.query(
            """
            select version, name, to_jsonb(m) ->> 'up', to_jsonb(m) ->> 'down' from \(settings.ledger) as m
            where version = any ($1)
            """, [Parameter(array: versions)])
        var texts: [String: Migration] = [:]
        for row in rows {
            guard let up = try row.optionalText(2) else { continue }
            let version = try row.text(0)
            texts[version] = Migration(
                version: version, name: try row.text(1), up: up, down: try row.optionalText(3), layout: settings.layout)
        }
        return texts
    }
}
