internal import CatalogReader
internal import Diagnostics
internal import Postgres

/// What another migration tool says that it has applied to a database.
public struct ForeignHistory: Hashable, Sendable {
    /// For people: "golang-migrate".
    public var tool: String
    /// The table that says so, as SQL writes it.
    public var table: String
    /// How many migrations it lists; nil where it only knows the last one's version.
    public var count: Int?
    /// The versions that it lists, in order; none where it knows others by their digests only.
    public var versions: [String]
    /// Whether its versions are names of files in the project's folder.
    var namesFiles: Bool

    /// "the Supabase CLI (3 migrations in supabase_migrations.schema_migrations)"
    public var text: String {
        let what = count.map { "\($0) \($0 == 1 ? "migration" : "migrations")" } ?? "version \(versions.last ?? "none")"
        return "\(tool) (\(what) in \(table))"
    }

    /// Those of a database.
    ///
    /// - Throws: `DiagnosticsError` where a tool says that its last migration failed half way.
    static func read(_ connection: Connection) async throws -> [ForeignHistory] {
        var histories: [ForeignHistory] = []
        for table in try await HistoryTable.read(connection) {
            histories.append(try await read(table, connection))
        }
        // Hasura's older versions have a table for each half of this.
        return histories.filter { $0.count != 0 || histories.count == 1 }
    }

    private static func read(_ table: HistoryTable, _ connection: Connection) async throws -> ForeignHistory {
        let hasVersions = table.columns.contains("version") && !table.columns.contains("cli_state")
        let versions =
            hasVersions
            ? try await connection.query("select version::text from \(table.name) order by version")
                .map { try $0.text(0) } : try await hasuraVersions(table, connection)
        if table.columns.contains("dirty") {
            let dirty = try await connection.query("select version::text from \(table.name) where dirty order by 1")
            if let row = dirty.first { throw isDirty(table, version: try row.text(0)) }
        }
        let count: Int? =
            switch table.tool {
            case .golangMigrate: nil
            case .drizzle: try await connection.query("select count(*) from \(table.name)").one.int(0)
            case .hasura, .nself, .supabase: versions.count
            }
        return ForeignHistory(
            tool: table.tool.title, table: table.name, count: count, versions: versions,
            namesFiles: table.tool == .supabase)
    }

    /// Version 2 of Hasura's CLI keeps them as JSON, a list for each database that it knows.
    private static func hasuraVersions(_ table: HistoryTable, _ connection: Connection) async throws -> [String] {
        guard table.columns.contains("cli_state") else { return [] }
        return try await connection.query(
            """
            select v.key from \(table.name) as t
            cross join lateral jsonb_each(coalesce(to_jsonb(t) -> 'cli_state' -> 'migrations', '{}')) as d
            cross join lateral jsonb_each(d.value) as v order by 1
            """
        ).map { try $0.text(0) }
    }

    private static func isDirty(_ table: HistoryTable, version: String) -> DiagnosticsError {
        DiagnosticsError(
            Diagnostic(
                .error, "dirty-database",
                "\(table.tool.title) says in \(table.name) that its migration \(version) failed half way",
                fix: "bring that to its end with \(table.tool.title), or undo it; then run the command again"))
    }
}

extension HistoryTable.Tool {
    fileprivate var title: String {
        switch self {
        case .drizzle: "Drizzle"
        case .golangMigrate: "golang-migrate"
        case .hasura: "Hasura"
        case .nself: "nself"
        case .supabase: "the Supabase CLI"
        }
    }
}
