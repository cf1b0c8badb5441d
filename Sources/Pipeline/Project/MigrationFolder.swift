internal import Diagnostics
internal import Migrations

/// What the folder of migrations held when the run began.
struct MigrationFolder: Sendable {
    /// What is sealed or written by hand: the next migration begins where it ends.
    let history: MigrationHistory
    /// What berry may still write anew, as it stands there.
    let open: [Migration]
    /// The version of the open migration, or of one that begins now.
    let version: String
    let sum: MigrationSum
    /// The paths of what berry wrote of the history.
    let written: Set<String>
    /// What the open migration is called, or somebody wants it to be.
    let name: String?

    /// Tables whose rows are written a few at a time, as SQL writes them.
    let largeTables: Set<String>

    init(_ run: PipelineRun) throws(DiagnosticsError) {
        largeTables = try ProjectSettings.read(in: run.project)?.largeTables ?? []
        let standing = try StandingMigrations(in: run.project)
        try standing.checkSeals()
        let initial = standing.migrations.filter { $0.name == Migration.initialName }
        guard initial.count <= 1 else {
            let names = initial.map { "\($0.version)_\(Migration.initialName)" }
            throw DiagnosticsError(
                Diagnostic(
                    .error, "initial-migrations",
                    "there is more than one initial migration in \(standing.sum.layout.folder): \(names.joined(separator: ", "))",
                    fix: "keep the one that databases have run, and remove the other's two files"))
        }
        sum = standing.sum
        written = standing.written
        open = standing.open
        history = MigrationHistory(standing.history)
        var state: [String: String] = [:]
        for migration in standing.history where !standing.written.contains(migration.upPath) {
            // What somebody agrees to changes nothing of what comes after it.
            state[migration.upPath] = migration.withoutApprovals.digest
        }
        if let message = run.options.message { state["--message"] = message }
        if !largeTables.isEmpty { state["large tables"] = largeTables.sorted().joined(separator: ", ") }
        self.state = state
        let first = standing.open.first
        // The rest of a change that was half applied is a change of its own.
        let named = standing.open.first { !$0.isPlatform && !$0.waits }
        let isRest = named?.name.contains(/_[0-9]+$/) ?? true
        name = run.options.message.map(Migration.name(of:)) ?? (isRest ? nil : named?.name)
        var wanted = first?.version ?? run.options.version ?? ""
        if wanted.isEmpty { wanted = try Self.newVersion(run.environment) }
        // Databases run migrations in the order of their versions.
        if let last = standing.history.last?.version, wanted <= last {
            version = try Migration.version(after: last)
        } else {
            version = wanted
        }
    }

    private static func newVersion(_ environment: [String: String]) throws(DiagnosticsError) -> String {
        // A version has fourteen digits until the end of the year 9999.
        if let seconds = environment["SOURCE_DATE_EPOCH"], !(0..<253_402_300_800).contains(Int(seconds) ?? -1) {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "source-date-epoch", "SOURCE_DATE_EPOCH is '\(seconds)', which is no moment",
                    fix: "write the seconds since 1970, a whole number"))
        }
        return Migration.newVersion(environment: environment)
    }

    /// For the stage's key: what the stage reads and doesn't write. Sealing changes nothing of what it writes.
    var state: [String: String]
}
