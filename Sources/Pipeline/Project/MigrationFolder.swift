internal import Diagnostics
internal import Digest
internal import Migrations
internal import Specification
internal import SystemPackage

/// What `database/migrations` held when the run began.
struct MigrationFolder: Sendable {
    /// What is sealed or written by hand: the next migration begins where it ends.
    let history: MigrationHistory
    /// The version of the open migration, or of one that begins now.
    let version: String
    let sum: MigrationSum
    /// The paths of what berry wrote of the history.
    let written: Set<String>
    /// What the open migration is called, or somebody wants it to be.
    let name: String?

    init(_ run: PipelineRun) throws(DiagnosticsError) {
        let sum = try Self.sum(in: run.project)
        let known = try LockFile.read(in: run.project).files[StageName.migration.rawValue] ?? [:]
        var history: [Migration] = []
        var state: [String: String] = [:]
        var open: [MigrationFileName] = []
        let names = try FileIO.names(in: run.project.migrations).compactMap { MigrationFileName($0) }
        var written: Set<String> = []
        let sending = try run.project.sending()
        for file in names where file.direction == .up {
            let isWritten = known["\(Migration.folder)/\(file.text)"] != nil || file.isInitial
            let migration = try Self.migration(file, in: run.project)
            // What a push was sending when it was killed may have been run.
            let isSent = sending.contains("\(migration.upPath) \(migration.digest)")
            if isWritten, !isSent, !sum.isSealed(file: file.text) {
                open.append(file)
            } else {
                history.append(migration)
                if isWritten { written.insert(migration.upPath) } else { state[migration.upPath] = migration.digest }
            }
        }
        try Self.checkVersions(names)
        try Self.check(history, against: sum, in: run.project)
        let initial = Set((names.filter { $0.direction == .up && $0.isInitial }).map(\.version))
        guard initial.count <= 1 else {
            let names = initial.sorted().map { "\($0)_\(Migration.initialName)" }
            throw DiagnosticsError(
                Diagnostic(
                    .error, "initial-migrations",
                    "there is more than one initial migration in \(Migration.folder): \(names.joined(separator: ", "))",
                    fix: "keep the one that databases have run, and remove the other's two files"))
        }
        self.sum = sum
        self.written = written
        self.history = MigrationHistory(history)
        if let message = run.options.message { state["--message"] = message }
        self.state = state
        let first = open.min { $0.version < $1.version }
        // The rest of a change that was half applied is a change of its own.
        let isRest = first?.name.contains(/_[0-9]+$/) ?? true
        name = run.options.message.map(Migration.name(of:)) ?? (isRest ? nil : first?.name)
        var wanted = first?.version ?? run.options.version ?? ""
        if wanted.isEmpty { wanted = try Self.newVersion(run.environment) }
        // Databases run migrations in the order of their versions.
        version =
            history.map(\.version).max().map { last in wanted > last ? wanted : Migration.version(after: last) }
            ?? wanted
    }

    /// Reads the two files of a migration.
    private static func migration(
        _ file: MigrationFileName, in project: ProjectFolder
    ) throws(DiagnosticsError) -> Migration {
        var down = file
        down.direction = .down
        return Migration(
            version: file.version, name: file.name, up: try text(file, in: project) ?? "",
            down: try text(down, in: project))
    }

    private static func text(
        _ file: MigrationFileName, in project: ProjectFolder
    ) throws(DiagnosticsError) -> String? {
        let path = "\(Migration.folder)/\(file.text)"
        guard let source = try SourceFile.read(project.path(path), called: path) else { return nil }
        if let text = String(validating: source.bytes, as: UTF8.self), !source.bytes.contains(0) { return text }
        throw DiagnosticsError(
            Diagnostic(
                .error, "not-text", "\(path) isn't text in UTF-8, which SQL is written in",
                fix: "restore it from version control, or save it as UTF-8"))
    }

    /// A version says which migration it is.
    private static func checkVersions(_ names: [MigrationFileName]) throws(DiagnosticsError) {
        let up = Dictionary(grouping: names.filter { $0.direction == .up }, by: \.version).filter { $0.value.count > 1 }
        guard let (version, files) = up.min(by: { $0.key < $1.key }), !files.allSatisfy(\.isInitial) else { return }
        throw DiagnosticsError(
            Diagnostic(
                .error, "same-version", "two migrations have the version \(version)",
                notes: files.map { .init("\(Migration.folder)/\($0.text)") },
                fix: "give the one that no database has run a later version"))
    }

    /// What databases have run may be neither changed nor removed.
    private static func check(
        _ history: [Migration], against sum: MigrationSum, in project: ProjectFolder
    ) throws(DiagnosticsError) {
        var diagnostics: [Diagnostic] = []
        for entry in sum.entries {
            let path = "\(Migration.folder)/\(entry.file)"
            let bytes = try FileIO.read(project.path(path))
            guard let bytes, Digest(of: bytes).hex == entry.digest else {
                diagnostics.append(
                    Diagnostic(
                        .error, "sealed-migration",
                        "\(path) was applied to a database and may not change any more, but it "
                            + (bytes == nil ? "is gone" : "was edited"),
                        fix: "restore it from version control; what is to change goes into the next migration"))
                continue
            }
        }
        guard diagnostics.isEmpty else { throw DiagnosticsError(diagnostics) }
    }

    private static func sum(in project: ProjectFolder) throws(DiagnosticsError) -> MigrationSum {
        guard let bytes = try FileIO.read(project.path(MigrationSum.path)) else { return MigrationSum() }
        if let sum = MigrationSum(text: String(decoding: bytes, as: UTF8.self)) { return sum }
        throw DiagnosticsError(
            Diagnostic(
                .error, "migration-sum", "\(MigrationSum.path) was edited, or two branches were merged in it",
                fix: "restore the file from version control"))
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

extension MigrationFileName {
    fileprivate var isInitial: Bool { name == Migration.initialName }
}
