public import AccessControl
internal import Catalog
internal import Diagnostics
internal import DomainModel
internal import Failpoints
public import Foundation
internal import Migrations
internal import Postgres
internal import Seeding
internal import Specification
internal import SwiftRepositories

/// `berry db setup`: everything, on a new database; resumes where it stopped.
public struct SetupRun: Sendable {
    public let project: ProjectFolder
    /// The specification's path, relative to the project unless it is absolute.
    public let specification: String
    public let source: DatabaseSource
    /// Whether development seeds are loaded; by default only into the private server.
    public let seeds: Bool?
    /// The environment whose seeds are loaded.
    public let seedEnvironment: String
    let options: PipelineRun.Options
    let environment: [String: String]
    let observer: any SetupObserver

    public init(
        _ project: ProjectFolder, specification: String, source: DatabaseSource, seeds: Bool?,
        seedEnvironment: String = "development", options: PipelineRun.Options = .init(),
        environment: [String: String] = ProcessInfo.processInfo.environment, observer: any SetupObserver
    ) {
        self.project = project
        self.specification = specification
        self.source = source
        self.seeds = seeds
        self.seedEnvironment = seedEnvironment
        self.options = options
        self.environment = environment
        self.observer = observer
    }

    public struct Outcome: Sendable, Encodable {
        public var application: String
        public var address: String
        public var isPrivate: Bool
        public var tables: Int
        public var access: AccessSummary
        /// The Swift package's folder, relative to the project.
        public var package: String
    }

    /// - Throws: `DiagnosticsError`, `PostgresError`, `LocalServerError`. The schema is made in one transaction and the
    ///   seeds are loaded in a second, so a failure leaves the database as it was, or with the whole schema.
    public func run() async throws -> Outcome {
        let lock = try await RunLock.acquire(in: project, onWait: observer.waits)
        defer { withExtendedLifetime(lock) {} }
        try Journal.recover(in: project)
        try LockFile.read(in: project).checkVersion()
        let pipeline = PipelineRun(
            project, specification: specification, options: options, environment: environment, observer: observer)
        let values = try await PipelineValues(pipeline)

        // Everything that can be wrong with the specification or the database is found before a file is written.
        let model = try await values.model.value().value
        var settings = try ProjectSettings.read(in: project) ?? ProjectSettings()
        settings.specification = specification
        let id = settings.project ?? UUID().uuidString.lowercased()
        settings.project = id
        let database = try await observer.step("connect", source.summary) {
            try await ProjectDatabase.open(
                source, in: project, application: model.name, target: model.target, onStatement: observer.sends)
        }
        try await settings.checkVersion(of: database.connection)
        let setup = DatabaseSetup(
            database.connection, project: id, application: model.name, target: model.target,
            settings: settings.databases)
        // One snapshot: another run may be just about to set the same database up.
        _ = try await database.connection.transaction("begin isolation level repeatable read read only") { _ in
            try await setup.inspect()
        }
        try settings.write(in: project)

        let result = try await pipeline.run(values)
        var files = try await values.migration.value()
        try project.refuseEdits(of: files.open)
        let catalog = try await values.catalog(after: result, in: project)
        for migration in files.migrations {
            try await observer.step("apply", migration.upPath) { _ = try await setup.apply(migration) }
        }
        try await setup.finish()
        Failpoint.pass("apply.after-commit")
        // Whatever comes after may fail, and the schema is there.
        if !database.isPrivate { try project.seal(files.migrations, of: &files) }
        try await loadSeeds(into: database, setup)
        let verification = try await observer.step("verify", "ledger, catalog, row level security") {
            try await setup.verify(files.migrations, expected: catalog)
        }
        guard verification.succeeded else { throw DiagnosticsError(verification.diagnostics) }
        return Outcome(
            application: model.name, address: database.address, isPrivate: database.isPrivate,
            tables: verification.tables, access: AccessSummary(model),
            package: model.swiftPackageFolder)
    }
}

extension SetupRun {
    /// Development seeds go into the private server, or where `--seed` says so; once, as the ledger remembers.
    private func loadSeeds(into database: ProjectDatabase, _ setup: DatabaseSetup) async throws {
        guard seeds ?? database.isPrivate else { return }
        let (environment, project) = (seedEnvironment, project)
        let rows = try await observer.step("seed", "database/seeds/\(environment)") {
            try await setup.seed(environment) { connection in
                let files = try SeedFolder.files(in: SeedFolder.paths(for: environment), of: project)
                let report = try await SeedLoader(files).load(into: connection)
                Failpoint.pass("seed.before-commit")
                return report.tables.reduce(0) { $0 + $1.inserted }
            }
        }
        Failpoint.pass("seed.after-commit")
        if let rows { observer.told("loaded \(rows) rows for \(environment)") }
    }
}

/// Told about the steps after the pipeline.
public protocol SetupObserver: PipelineObserver {
    func stepBegan(_ name: String, _ detail: String)
    /// A statement is sent to the user's database.
    func sends(_ sql: String)
    /// Something a user likes to know, at the end of a step.
    func told(_ fact: String)
    func stepEnded(_ name: String, _ detail: String, _ duration: Duration)
}

extension SetupObserver {
    func step<Value>(_ name: String, _ detail: String, _ body: () async throws -> Value) async rethrows -> Value {
        stepBegan(name, detail)
        let start = ContinuousClock.now
        let value = try await body()
        stepEnded(name, detail, ContinuousClock.now - start)
        return value
    }
}
