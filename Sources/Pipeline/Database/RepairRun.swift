internal import Diagnostics
public import Foundation
internal import GeneratedFiles
public import Migrations
internal import Postgres
internal import SchemaDiff

/// `berry repair --db`: finds and mends what a failed or foreign change left behind.
public struct RepairRun: Sendable {
    public let project: ProjectFolder
    public let specification: String
    public let source: DatabaseSource
    /// Whether a migration that stopped half way is taken back, and not gone on with.
    public let takesBack: Bool
    let environment: [String: String]
    let observer: any SetupObserver

    public init(
        _ project: ProjectFolder, specification: String, source: DatabaseSource, takesBack: Bool = false,
        environment: [String: String] = ProcessInfo.processInfo.environment, observer: any SetupObserver
    ) {
        self.project = project
        self.specification = specification
        self.source = source
        self.takesBack = takesBack
        self.environment = environment
        self.observer = observer
    }

    /// What came of it.
    public struct Outcome: Sendable {
        /// What was wrong, and was mended.
        public var mended: [Fault] = []
        /// What is left.
        public var left: [Fault] = []
        /// Files that were written, relative to the project.
        public var files: [String] = []

        public init(mended: [Fault] = [], left: [Fault] = [], files: [String] = []) {
            self.mended = mended
            self.left = left
            self.files = files
        }
    }

    /// Looks for faults, and mends those that `decides` agrees to.
    ///
    /// - Parameter isDry: changes nothing, neither in the database nor in the folder.
    /// - Throws: `DiagnosticsError`, ``UnapprovedHazards``, `PostgresError`, `LocalServerError`.
    public func run(isDry: Bool, decides: ([Fault]) async throws -> Bool) async throws -> Outcome {
        let lock = try await RunLock.acquire(in: project, onWait: observer.waits)
        defer { withExtendedLifetime(lock) {} }
        if !isDry { try Journal.recover(in: project) }
        let session = try await observer.step("connect", source.summary) {
            try await DatabaseSession.open(project, specification: specification, source)
        }
        var outcome = Outcome()
        let found = try await observer.step("look", "the ledger, the catalog, the folder") {
            try await repair(session).inspect()
        }
        outcome.left = found
        let mendable = found.filter(\.isMendable)
        guard try await decides(found), !isDry, !mendable.isEmpty else { return outcome }
        var approved = Set(mendable.flatMap(\.hazards).map(\.hazard.key))
        // What is mended may show what was hidden behind it, or change what mends the next.
        for _ in 0..<Self.rounds {
            let faults = try await repair(session).inspect()
            outcome.left = faults
            guard let fault = faults.first(where: \.isMendable) else { break }
            let open = fault.hazards.filter { !approved.contains($0.hazard.key) }
            guard open.isEmpty else { throw UnapprovedHazards(hazards: open) }
            try await mend(fault, session, &outcome)
            approved.formUnion(fault.hazards.map(\.hazard.key))
        }
        try await settle(session, &outcome)
        return outcome
    }

    /// More faults than these one after the other are a sign that mending them doesn't help.
    private static let rounds = 100

    private func repair(_ session: DatabaseSession) throws -> DatabaseRepair {
        let standing = try StandingMigrations(in: project)
        let seals = Dictionary(standing.broken.map { ($0.path, $0.digest) }, uniquingKeysWith: { first, _ in first })
        return DatabaseRepair(
            session.push(standing.migrations), seals: seals,
            newVersion: Migration.newVersion(environment: environment), takesBack: takesBack)
    }

    private func mend(_ fault: Fault, _ session: DatabaseSession, _ outcome: inout Outcome) async throws {
        var written: [String] = []
        try await observer.step("mend", fault.subject) {
            try await repair(session).mend(fault, tells: observer.told) { files in
                written += try write(files)
            }
        }
        outcome.mended.append(fault)
        outcome.files += written
    }

    /// Puts files into the project's folder; what stood there is kept beside it.
    private func write(_ files: [GeneratedFile]) throws -> [String] {
        var changes: [Journal.Change] = []
        for file in files {
            let found = try FileIO.read(project.path(file.path))
            if found == file.contents { continue }
            if let found {
                let copy = "\(file.path).edited"
                let before = try FileIO.read(project.path(copy))
                changes.append(.init(path: copy, contents: found, replaces: before.map(Migration.digest(of:))))
            }
            changes.append(
                .init(path: file.path, contents: file.contents, replaces: found.map(Migration.digest(of:))))
        }
        try Journal.commit(changes, in: project, label: "repair")
        return changes.map(\.path)
    }

    /// What the database has run to its end may not change any more; and what leads from there to the specification is
    /// written anew.
    private func settle(_ session: DatabaseSession, _ outcome: inout Outcome) async throws {
        guard !session.database.isPrivate, outcome.left.allSatisfy({ $0.kind != .changedMigration }) else { return }
        var files = try StandingMigrations(in: project).files
        try project.seal(try await repair(session).applied(), of: &files, makesStale: true)
        guard outcome.mended.contains(where: { $0.kind == .changedByHand }) else { return }
        let run = PipelineRun(
            project, specification: specification, environment: environment, observer: observer)
        let result = try await run.run(PipelineValues(run))
        outcome.files += result.reports.filter { $0.stage == .migration }.flatMap(\.writes.written)
    }
}
