internal import Diagnostics
internal import Digest
public import Foundation
internal import GeneratedFiles
internal import Seeding

/// One run of the pipeline over a project.
public struct PipelineRun: Sendable {
    public struct Options: Sendable {
        /// The first and the last stage that may run.
        public var from: StageName?
        public var until: StageName?
        /// Runs stages that are up to date as well.
        public var force = false
        /// Changes nothing and reports what would run.
        public var isCheck = false
        /// Replaces files that somebody edited or that berry didn't write.
        public var overwrite = false
        /// Takes over a project whose files another version of berry generated.
        public var upgrades = false
        /// The version of the open migration, where it is written for the first time.
        public var version: String?
        /// What somebody calls the change; part of the name of the migration's files.
        public var message: String?

        public init() {}
    }

    public let project: ProjectFolder
    /// The specification's path, relative to the project unless it is absolute.
    public let specification: String
    public let options: Options
    let observer: any PipelineObserver
    let environment: [String: String]

    public init(
        _ project: ProjectFolder, specification: String, options: Options = Options(),
        environment: [String: String] = ProcessInfo.processInfo.environment, observer: any PipelineObserver
    ) {
        self.project = project
        self.specification = specification
        self.options = options
        self.environment = environment
        self.observer = observer
    }

    /// Brings every stage up to date, one after the other.
    ///
    /// - Throws: `DiagnosticsError`. Stages before the one that failed keep what they wrote.
    public func run() async throws -> PipelineResult {
        // A check changes nothing, so it needs neither the lock nor a folder that is writable.
        if options.isCheck { return try await run(PipelineValues(self)) }
        let lock = try await RunLock.acquire(in: project, onWait: observer.waits)
        defer { withExtendedLifetime(lock) {} }
        try Journal.recover(in: project)
        return try await run(PipelineValues(self))
    }

    /// Brings every stage up to date. The caller holds the project's lock and has recovered its journal.
    func run(_ values: PipelineValues) async throws -> PipelineResult {
        let lock = try LockFile.read(in: project)
        if !options.upgrades { try lock.checkVersion() }
        var session = PipelineSession(run: self, values: values, lock: lock)
        for step in values.steps { try await step.bring(&session) }
        session.end()
        return PipelineResult(reports: session.reports)
    }
}

/// What a run did.
public struct PipelineResult: Sendable, Encodable {
    public var reports: [StageReport]

    private enum CodingKeys: String, CodingKey { case reports = "stages" }

    /// How many files of the project were written or removed; what berry keeps for itself is none of them.
    public var changedFiles: Int {
        reports.flatMap { $0.writes.written + $0.writes.removed }.count { !$0.hasPrefix(".berry/") }
    }

    public var isUpToDate: Bool { reports.allSatisfy { $0.outcome == .fresh } }
}
