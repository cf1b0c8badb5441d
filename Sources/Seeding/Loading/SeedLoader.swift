public import Diagnostics
internal import Naming
public import Postgres
internal import SQL

/// Loads seed files into a database, all of them or nothing.
///
/// JSON files come first, whatever their folder: an array of rows each, named after its table (`todos.json`,
/// `auth.users.json`). The order of the tables is that of the database's foreign keys. SQL files follow, in the order
/// given; each runs as one statement, so none of them can end the transaction.
///
/// Rows whose primary key is there already stay as they are, so loading again changes nothing. A row that a trigger
/// makes meanwhile, such as the profile that an account gets at sign-up, takes the values that the files state.
/// References that close a circle of tables are set at the end.
///
/// The connection's role must own the tables or bypass row security: where a policy would hide rows, loading fails
/// instead. Moments without a zone are in UTC.
public struct SeedLoader: Sendable {
    private let files: [SourceFile]

    /// `files` as ``SeedFolder/files(in:of:)`` returns them.
    public init(_ files: [SourceFile]) { self.files = files }

    /// - Throws: ``DiagnosticsError`` for what is wrong with the files, with its place; ``PostgresError`` where there
    ///   is no connection. Nothing is loaded then.
    public func load(into connection: Connection) async throws -> SeedReport {
        var diagnostics = Diagnostics()
        let parsed = files.filter { $0.path.hasSuffix(".json") }.compactMap {
            SeedFileRows($0, reporting: &diagnostics)
        }
        try diagnostics.throwIfErrors()
        let scripts = files.filter { $0.path.hasSuffix(".sql") }
        return try await connection.transaction { connection in
            try await connection.execute(Self.settings)
            let catalog = try await SeedCatalog.read(connection)
            let batches = try Self.batches(of: parsed, catalog)
            let run = SeedRun(batches, catalog.foreignKeys)
            var report = SeedReport()
            report.tables = try await run.load(connection)
            for script in scripts {
                try await SeedScript(script).run(connection)
                report.scripts.append(script.path)
            }
            try await connection.execute("set constraints all immediate")
            return report
        }
    }

    /// The same file gives the same rows whatever the session's settings are. With `row_security` off, a policy that
    /// applies is an error instead of a filter.
    private static let settings = """
        set local row_security = off;
        set local timezone = 'UTC';
        set local datestyle = 'ISO, YMD';
        set constraints all deferred
        """

    private static func batches(
        of files: [SeedFileRows], _ catalog: SeedCatalog
    ) throws(DiagnosticsError) -> [SeedBatch] {
        var diagnostics = Diagnostics()
        var batches: [SeedBatch] = []
        var positions: [QualifiedName: Int] = [:]
        for file in files {
            guard let table = catalog.table(called: file.table) else {
                let names = catalog.tables.keys.map(\.label).sorted()
                diagnostics.error(
                    "seed-unknown-table", "there is no table '\(file.table)'",
                    at: file.file.location(of: 0..<1),
                    fix: nearest(to: file.table, among: names).map { "name the file '\($0).json'" })
                continue
            }
            guard !table.key.isEmpty else {
                diagnostics.error(
                    "seed-no-key",
                    "'\(table.name.label)' has no primary key by which its rows could be told apart",
                    at: file.file.location(of: 0..<1), fix: "insert them in an SQL file")
                continue
            }
            if positions[table.name] == nil {
                positions[table.name] = batches.count
                batches.append(SeedBatch(table, number: batches.count))
            }
            if let position = positions[table.name] { batches[position].add(file, reporting: &diagnostics) }
        }
        try diagnostics.throwIfErrors()
        return batches
    }
}

extension SeedCatalog {
    /// The table that a file named `todos` or `auth.users` means.
    func table(called name: String) -> Table? {
        if let table = tables[QualifiedName("public", name)] { return table }
        for index in name.indices where name[index] == "." {
            let qualified = QualifiedName(String(name[..<index]), String(name[name.index(after: index)...]))
            if let table = tables[qualified] { return table }
        }
        return nil
    }
}
