internal import Catalog
public import Diagnostics
internal import DomainModel
internal import Failpoints
public import Foundation
public import Migrations
internal import Postgres
internal import Schema
public import SchemaDiff
internal import Specification

/// `berry db push`: brings a database that berry set up to what the specification describes.
public struct PushRun: Sendable {
    public let project: ProjectFolder
    public let specification: String
    public let source: DatabaseSource
    let options: PipelineRun.Options
    let environment: [String: String]
    let observer: any SetupObserver
    /// What somebody agreed to beforehand.
    let allowed: [Approval]

    public init(
        _ project: ProjectFolder, specification: String, source: DatabaseSource, options: PipelineRun.Options = .init(),
        allowing allowed: [Approval] = [],
        environment: [String: String] = ProcessInfo.processInfo.environment, observer: any SetupObserver
    ) {
        self.allowed = allowed
        self.project = project
        self.specification = specification
        self.source = source
        self.options = options
        self.environment = environment
        self.observer = observer
    }

    /// What came of it.
    public enum Outcome: Sendable {
        /// Says what waits until it is allowed by name, where anything does.
        case upToDate(waiting: String? = nil)
        /// Somebody decided against it.
        case declined
        /// It ran on the database, and was taken back.
        case tried(PushTrial)
        case pushed

        public var isPushed: Bool { if case .pushed = self { true } else { false } }
    }

    /// Runs the stages that are out of date, looks at the database, and applies what `decides` agrees to.
    ///
    /// - Throws: `DiagnosticsError`, `PostgresError`, `LocalServerError`.
    public func run(decides: (PendingChange) async throws -> PushDecision) async throws -> Outcome {
        let lock = try await RunLock.acquire(in: project, onWait: observer.waits)
        defer { withExtendedLifetime(lock) {} }
        try Journal.recover(in: project)
        try LockFile.read(in: project).checkVersion()
        guard let settings = try ProjectSettings.read(in: project), let id = settings.project else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "not-set-up", "this project has set no database up yet", fix: "run 'berry db setup'"))
        }
        let pipeline = PipelineRun(
            project, specification: specification, options: options, environment: environment, observer: observer)
        var values = try await PipelineValues(pipeline)
        let target = try await values.model.value().value.target
        let database = try await observer.step("connect", source.summary) {
            try await ProjectDatabase.openExisting(source, in: project)
        }
        try await settings.checkVersion(of: database.connection)
        let result = try await pipeline.run(values)
        var files = try await values.migration.value()
        try project.refuseEdits(of: files.open)
        let wording = try await values.catalog(after: result, in: project)
        var push = try await Self.push(database, id, target, files, values, settings, wording)
        var change = try await observer.step("rehearse", "\(files.migrations.count) migrations") {
            try await push.inspect()
        }
        let large = files.open.flatMap { change.largeTables[$0.version] ?? [] }
        if let found = settings.adding(largeTables: Set(large)) {
            try found.write(in: project)
            observer.told("berry.json names what is large in this database: \(large.sorted().joined(separator: ", "))")
            values = try await PipelineValues(pipeline)
            _ = try await pipeline.run(values)
            files = try await values.migration.value()
            push = try await Self.push(database, id, target, files, values, found, wording)
            change = try await observer.step("rehearse", "\(files.migrations.count) migrations") {
                try await push.inspect()
            }
        }
        if let waiting = change.waiting(allowing: allowed), !database.isPrivate {
            push = push.with(files.migrations.filter { !waiting.versions.contains($0.version) })
            change = try await push.inspect()
            change.waits = waiting.text
        }
        // An earlier push may have been killed before it could.
        if !database.isPrivate {
            try project.seal(change.applied, of: &files)
            try project.forgetSending()
        }
        let drift = change.driftDiagnostics
        guard drift.isEmpty else { throw DriftError(diagnostics: drift) }
        if change.isEmpty { return .upToDate(waiting: change.waits) }
        let decision = try await decides(change)
        if !database.isPrivate {
            let approved = try project.approve(&change, decision, of: &files)
            for file in approved { observer.told("wrote into \(file) what is agreed to") }
            if !approved.isEmpty {
                let pending = Set(push.migrations.map(\.version))
                push = push.with(files.migrations.filter { pending.contains($0.version) })
            }
        }
        if decision.isTrial {
            guard !database.isPrivate else { throw Self.isPrivate }
            return .tried(try await observer.step("try", source.summary) { try await push.tryOut(change) })
        }
        guard decision.isConsent else { return .declined }
        let start = ContinuousClock.now
        if !database.isPrivate { try project.rememberSending(files.open) }
        do {
            try await push.apply(change, tells: observer.told) { migration in
                if !database.isPrivate { try project.seal([migration], of: &files) }
            }
        } catch {
            // Not when the connection was lost: then nobody knows.
            if error is DiagnosticsError || error is UnapprovedHazards, !database.isPrivate,
                await database.connection.isOpen
            {
                try project.forgetSending()
            }
            throw error
        }
        observer.stepEnded("apply", change.plan.summary, ContinuousClock.now - start)
        Failpoint.pass("push.after-apply")
        if !database.isPrivate { try project.forgetSending() }
        let problems = try await observer.step("verify", "the database against the specification") {
            try await push.verify(change)
        }
        guard problems.allSatisfy({ $0.severity != .error }) else { throw DiagnosticsError(problems) }
        return .pushed
    }
}

extension PushRun {
    private static func push(
        _ database: ProjectDatabase, _ id: String, _ target: Target, _ files: MigrationFiles, _ values: PipelineValues,
        _ settings: ProjectSettings, _ wording: Catalog
    ) async throws -> DatabasePush {
        DatabasePush(
            database.connection, project: id, target: target, migrations: files.migrations,
            isPrivate: database.isPrivate, evolution: try await values.schema.value().evolution,
            settings: settings.databases, wording: wording)
    }

    private static var isPrivate: DiagnosticsError {
        DiagnosticsError(
            Diagnostic(
                .error, "private-database",
                "--on-target is for a database that others use, and this is the project's private one",
                fix: "leave --on-target out, or name the database: DATABASE_URL, or --database-url"))
    }
}

/// A database that was changed by hand, in ways that no migration knows.
public struct DriftError: Error, Sendable {
    public var diagnostics: [Diagnostic]
}
