internal import Diagnostics
internal import DomainModel
public import Foundation
internal import GeneratedFiles
public import Migrations
internal import Postgres
internal import Specification

/// `berry migration baseline`: adopts a database that another tool built.
public struct BaselineRun: Sendable {
    public let project: ProjectFolder
    public let specification: String
    public let source: DatabaseSource
    let environment: [String: String]
    let observer: any SetupObserver

    public init(
        _ project: ProjectFolder, specification: String, source: DatabaseSource,
        environment: [String: String] = ProcessInfo.processInfo.environment, observer: any SetupObserver
    ) {
        self.project = project
        self.specification = specification
        self.source = source
        self.environment = environment
        self.observer = observer
    }

    /// - Parameters:
    ///   - version: of the baseline; nil for the time.
    ///   - decides: told what would be done; without its consent neither a file nor the database is changed.
    /// - Returns: what was found, and whether it was carried out.
    public func run(
        version: String?, decides: (DatabaseAdoption.Finding) async throws -> Bool
    ) async throws -> (finding: DatabaseAdoption.Finding, isDone: Bool) {
        guard !source.isPrivate else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "private-database", "no database is named, and the project's private server is berry's own",
                    fix: "name the database that another tool built: DATABASE_URL, or --database-url"))
        }
        let lock = try await RunLock.acquire(in: project, onWait: observer.waits)
        defer { withExtendedLifetime(lock) {} }
        try Journal.recover(in: project)
        try LockFile.read(in: project).checkVersion()
        let files = try SpecificationFiles(project.specification(specification), called: specification)
        let model = try await Stages.model.run(Stages.specification.run(files.document())).value
        var settings = try ProjectSettings.read(in: project) ?? ProjectSettings()
        settings.specification = specification
        let id = settings.project ?? UUID().uuidString.lowercased()
        settings.project = id
        let standing = try StandingMigrations(in: project)
        try standing.checkSeals()
        let database = try await observer.step("connect", source.summary) {
            try await ProjectDatabase.open(
                source, in: project, application: model.name, target: model.target, onStatement: observer.sends)
        }
        try await settings.checkVersion(of: database.connection)
        let adoption = DatabaseAdoption(
            database.connection, project: id, application: model.name, target: model.target,
            history: MigrationHistory(standing.history),
            version: version ?? Migration.newVersion(environment: environment), settings: settings.databases)
        let finding = try await observer.step("rehearse", "what the database holds") { try await adoption.inspect() }
        guard try await decides(finding) else { return (finding, false) }
        // The files first: without them the ledger would name something that nobody has.
        try Journal.commit(
            try project.sealing(finding.migrations, standing), in: project, label: "baseline")
        try settings.write(in: project)
        try await observer.step("adopt", "berry's ledger") { try await adoption.apply(finding) }
        return (finding, true)
    }
}
