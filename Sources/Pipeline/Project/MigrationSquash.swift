internal import Diagnostics
internal import DomainModel
internal import GeneratedFiles
public import Migrations
internal import Schema
internal import Specification
internal import SystemPackage

/// Replaces the sealed migrations of a project by one, from which new databases start.
public struct MigrationSquash: Sendable {
    /// Those that it stands for, in order; none where there is nothing to squash.
    public let history: [Migration]
    /// What was made of them; nil where there is nothing to squash.
    public let result: HistorySquash.Result?

    /// - Parameters:
    ///   - name: words; what can't stand in a file's name becomes an underscore.
    ///   - losesRows: whether the rows may go that the history puts into tables.
    ///   - isDry: whether the files stay.
    /// - Throws: `DiagnosticsError`; the files are as they were then. ``UnsquashedRows`` where rows would go.
    public init(
        in project: ProjectFolder, specification: String, name: String, losesRows: Bool, isDry: Bool,
        onWait: (String) -> Void
    ) async throws {
        let lock = try await RunLock.acquire(in: project, onWait: onWait)
        defer { withExtendedLifetime(lock) {} }
        try Journal.recover(in: project)
        try LockFile.read(in: project).checkVersion()
        let standing = try StandingMigrations(in: project)
        try standing.checkSeals()
        let history = standing.history.filter { $0.files.contains(where: standing.sum.isSealed) }
        self.history = history
        guard history.count > 1 else {
            result = nil
            return
        }
        let before = standing.migrations.filter { $0.version <= history.last?.version ?? "" }
        if let stranger = before.first(where: { migration in !history.contains { $0.version == migration.version } }) {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "unsealed-migration",
                    "\(stranger.version)_\(stranger.name) comes before sealed migrations, and isn't sealed itself",
                    fix: "push it, or give it a later version; then squash"))
        }
        let files = try SpecificationFiles(project.specification(specification), called: specification)
        let model = try await Stages.model.run(Stages.specification.run(files.document()))
        let schema = try await Stages.schema.run(model.value)
        let squash = HistorySquash(history, target: model.value.target, platform: schema.platform)
        let result = try await squash.migration(named: Migration.name(of: name))
        guard losesRows || result.filledTables.isEmpty else { throw UnsquashedRows(tables: result.filledTables) }
        self.result = result
        guard !isDry else { return }
        try Journal.commit(
            try project.sealing([result.migration], replacing: history, standing), in: project,
            label: "migration.squash")
    }
}

/// The history puts rows into tables, which a migration of the schema alone hasn't got.
public struct UnsquashedRows: Error, Sendable {
    /// As SQL writes them.
    public var tables: [String]
}
