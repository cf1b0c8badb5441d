internal import Catalog
internal import Diagnostics
internal import Failpoints
internal import Postgres
internal import SchemaDiff

extension DatabasePush {
    /// Applies what ``inspect()`` found.
    ///
    /// - Parameters:
    ///   - tells: told each migration before it runs, and when somebody's lock is in its way.
    ///   - onApplied: told each migration when the ledger has it.
    /// - Throws: `DiagnosticsError`, ``UnapprovedHazards``. What was committed before stays, and is in the ledger.
    public func apply(
        _ change: PendingChange, tells: @escaping @Sendable (String) -> Void, onApplied: (Migration) throws -> Void
    ) async throws {
        do {
            try await connection.lockLedger(wait: settings.wait)
            try await connection.upgradeLedger(settings, migrations)
            try await connection.recordSquashed(squashed(), settings)
            try await checkStillPending(change)
            if getsDifference {
                try await applyDifference(change)
            } else {
                let run = MigrationRun(connection: connection, settings: settings, tells: tells)
                if let unfinished = change.unfinished { try await run.tidy(unfinished) }
                for group in change.groups {
                    for migration in group.migrations {
                        tells(migration.path(change.direction))
                        let step = change.unfinished.map { $0.migration.version == migration.version ? $0.step : 0 }
                        try await run.run(migration, change.direction, from: step ?? 0) { connection in
                            try await Self.check(change.guarded, in: group, connection)
                        }
                        try onApplied(migration)
                    }
                }
            }
            try await connection.releaseLedger()
        } catch let error as PostgresError {
            throw DiagnosticsError(Diagnostic(refusal: error))
        }
    }

    /// Somebody may have pushed since the inspection: the same, then nothing is left to do; or something else.
    private func checkStillPending(_ change: PendingChange) async throws {
        guard !getsDifference, let ledger = try await Ledger.read(connection, settings) else { return }
        let known = migrations.map { "\($0.version) \($0.digest)" }
        let strangers = ledger.migrations.filter { $0.isFinished && !known.contains("\($0.version) \($0.digest)") }
        guard let first = strangers.first else { return }
        throw DiagnosticsError(
            Diagnostic(
                .error, "pushed-meanwhile",
                "somebody has pushed \(first.version)_\(first.name) to this database meanwhile; nothing was changed",
                fix: "get that migration from version control, and push again"))
    }

    /// What held nothing at the inspection may hold something now. Nobody can fill it once the table is locked.
    static func check(
        _ guarded: [MeasuredHazard], in group: PendingGroup, _ connection: isolated Connection
    ) async throws {
        for measured in guarded where group.effect.hazards.contains(measured.hazard) {
            guard let question = measured.hazard.question, let fact = group.before[measured.hazard.subject] else {
                continue
            }
            let table = fact.kind == .table ? fact.name : fact[.table]
            let former = group.renamedTables.first { $0.new == table }
            // Which names there are depends on how many files of the change have run.
            for (table, question) in [(table, question), (former?.old, question.asked(under: group.renamedTables))] {
                guard let number = try await count(question, table, connection) else { continue }
                guard number > 0 else { break }
                throw UnapprovedHazards(hazards: [MeasuredHazard(hazard: measured.hazard, number: number)])
            }
        }
    }

    /// Nil where there is nothing of these names: an earlier file of the change has done it.
    private static func count(
        _ question: Question, _ table: String?, _ connection: isolated Connection
    ) async throws -> Int? {
        do {
            return try await connection.transaction { connection in
                if let table { try await connection.execute("lock table \(table) in access exclusive mode") }
                return try await connection.query(question.sql).one.int(0)
            }
        } catch let error as PostgresError {
            guard error.isAboutSomethingAbsent else { throw error }
            return nil
        }
    }

    /// The private database gets the difference itself, in one transaction where there is no more to it.
    private func applyDifference(_ change: PendingChange) async throws {
        for transaction in change.plan.transactions {
            if transaction[0].execution == .outside {
                _ = try await connection.execute(transaction[0].statement)
                continue
            }
            try await connection.migrating(.rehearsal) { connection in
                try await connection.execute("set local check_function_bodies = off")
                for step in transaction { _ = try await connection.execute(step.statement) }
            }
        }
        try await connection.transaction { [migrations, settings] connection in
            let known = try await connection.query(
                "select version, digest from \(settings.ledger) where status = 'applied'"
            )
            .map { "\(try $0.text(0)) \(try $0.text(1))" }
            try await connection.query(
                "delete from \(settings.ledger) where version <> all ($1)",
                [Parameter(array: migrations.map(\.version))])
            for migration in migrations where !known.contains("\(migration.version) \(migration.digest)") {
                try await connection.recordApplied(migration, settings)
            }
        }
    }
}

/// Something is at stake that nobody allowed.
public struct UnapprovedHazards: Error, Sendable {
    public var hazards: [MeasuredHazard]

    public init(hazards: [MeasuredHazard]) { self.hazards = hazards }
}
