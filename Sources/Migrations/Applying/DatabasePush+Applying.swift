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
        _ change: PendingChange, tells: @Sendable (String) -> Void, onApplied: (Migration) throws -> Void
    ) async throws {
        do {
            try await connection.lockLedger()
            if try await connection.query(Ledger.isOutdated).one.bool(0) {
                try await connection.transaction { _ = try await $0.execute(Ledger.upgrade) }
            }
            try await checkStillPending(change)
            if isPrivate {
                try await applyDifference(change)
            } else {
                if let unfinished = change.unfinished { try await tidy(unfinished) }
                for group in change.groups {
                    for migration in group.migrations {
                        tells(migration.upPath)
                        if migration.runsOutside {
                            _ = try await connection.applyOutside(migration)
                        } else {
                            try await applyBackingOff(migration, change.guarded, in: group, tells)
                        }
                        Failpoint.pass("push.after-migration")
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
        guard !isPrivate, let ledger = try await Ledger.read(connection) else { return }
        let known = migrations.map { "\($0.version) \($0.digest)" }
        let strangers = ledger.migrations.filter { $0.isFinished && !known.contains("\($0.version) \($0.digest)") }
        guard let first = strangers.first else { return }
        throw DiagnosticsError(
            Diagnostic(
                .error, "pushed-meanwhile",
                "somebody has pushed \(first.version)_\(first.name) to this database meanwhile; nothing was changed",
                fix: "get that migration from version control, and push again"))
    }

    /// Takes away what a migration left behind that stopped half way, so that it can begin again.
    private func tidy(_ unfinished: UnfinishedMigration) async throws {
        if unfinished.isDone, let migration = migrations.first(where: { $0.version == unfinished.version }) {
            return try await connection.record(migration, status: "applied", milliseconds: 0)
        }
        for index in unfinished.remains {
            try await connection.execute("drop index concurrently if exists \(index)")
        }
        try await connection.query(
            "delete from berry.migrations where version = $1 and status <> 'applied'", [Parameter(unfinished.version)])
    }

    /// How long a statement waits for a table. While it waits, everybody who comes later waits behind it.
    private static let patience = "2s"
    /// How long to leave the table to others before the next try, in milliseconds.
    private static let pauses = [250, 500, 1000, 2000, 4000, 8000, 16000]

    /// Runs a migration in a transaction. Where somebody holds a table for long, it steps back and tries again.
    private func applyBackingOff(
        _ migration: Migration, _ guarded: [MeasuredHazard], in group: PendingGroup, _ tells: @Sendable (String) -> Void
    ) async throws {
        for pause in Self.pauses {
            do { return try await applyInTransaction(migration, guarded, in: group) } catch let error as PostgresError {
                guard error.sqlState == PostgresError.lockNotAvailable else { throw error }
                tells("somebody holds a table that it needs; trying again in \(pause) ms")
                try await Task.sleep(for: .milliseconds(pause))
            }
        }
        try await applyInTransaction(migration, guarded, in: group)
    }

    private func applyInTransaction(
        _ migration: Migration, _ guarded: [MeasuredHazard], in group: PendingGroup
    ) async throws {
        try await connection.migrating(lockTimeout: Self.patience) { connection in
            let applied = try await connection.query(
                "select from berry.migrations where version = $1", [Parameter(migration.version)])
            guard applied.isEmpty else { return }
            try await Self.check(guarded, in: group, connection)
            try await connection.apply(migration)
            Failpoint.pass("push.before-commit")
        }
    }

    /// What held nothing at the inspection may hold something now. Nobody can fill it once the table is locked.
    private static func check(
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
            try await connection.migrating { connection in
                try await connection.execute("set local check_function_bodies = off")
                for step in transaction { _ = try await connection.execute(step.statement) }
            }
        }
        try await connection.transaction { [migrations] connection in
            try await connection.query(
                "delete from berry.migrations where version <> all ($1)", [Parameter(array: migrations.map(\.version))])
            for migration in migrations { try await connection.record(migration, status: "applied", milliseconds: 0) }
        }
    }
}

/// Something is at stake that nobody allowed.
public struct UnapprovedHazards: Error, Sendable {
    public var hazards: [MeasuredHazard]
}
