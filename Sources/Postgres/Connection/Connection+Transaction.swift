internal import CLibPQ

/// Keeps a connection's transactions apart when several tasks share it.
struct TransactionState {
    /// The task-local marks of the open transaction and its savepoints, outermost first.
    var open: [Int] = []
    var last = 0
    var waiting: [CheckedContinuation<Void, Never>] = []

    /// The transactions that the current task is in, on whatever connections.
    @TaskLocal static var current: [ObjectIdentifier: Int] = [:]
}

/// What came of a transaction that is rolled back all the same.
private struct RolledBack<Value: Sendable>: Error {
    let value: Value
}

extension Connection {
    /// Runs `body` in a transaction: commits when it returns, rolls back when it throws or the task is
    /// cancelled.
    ///
    /// Inside another `transaction` of the same connection it is a savepoint. Statements that other tasks
    /// send to this connection wait until the transaction is over. A detached task that `body` waits for must
    /// use a connection of its own.
    /// - Parameter begin: how to begin, for instance `begin isolation level serializable`. Not used for
    ///   savepoints.
    /// - Throws: what `body` throws; ``PostgresError/misuse(_:)`` when `body` ended the transaction itself,
    ///   or went on after a statement in it had failed.
    public func transaction<Value: Sendable>(
        _ begin: String = "begin", _ body: @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        try await admit()
        let isNested = !transactions.open.isEmpty
        transactions.last += 1
        let mark = transactions.last
        let savepoint = "berry_\(mark)"
        try runUncancellably(isNested ? "savepoint \(savepoint)" : begin)
        transactions.open.append(mark)
        defer { leaveTransaction() }
        var current = TransactionState.current
        current[ObjectIdentifier(self)] = mark
        do {
            let value = try await TransactionState.$current.withValue(current) { try await body(self) }
            try Task.checkCancellation()
            try checkStillOpen()
            if isNested { try runUncancellably("release savepoint \(savepoint)") } else { try commit() }
            return value
        } catch {
            // When the connection is gone the server rolls back by itself, unless it was lost while committing.
            try? runUncancellably(
                isNested ? "rollback to savepoint \(savepoint); release savepoint \(savepoint)" : "rollback")
            if error is CancellationError { throw PostgresError.cancelled }
            throw error
        }
    }

    /// Runs `body` in a transaction that is rolled back whatever comes of it.
    ///
    /// - Throws: what `body` throws.
    public func rollingBack<Value: Sendable>(
        _ body: @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        do {
            return try await transaction { connection in throw RolledBack(value: try await body(connection)) }
        } catch let outcome as RolledBack<Value> {
            return outcome.value
        }
    }

    /// Waits while another task's transaction is open.
    func admit() async throws(PostgresError) {
        while !transactions.open.isEmpty, !isInTransaction {
            await withCheckedContinuation { transactions.waiting.append($0) }
        }
    }

    private var isInTransaction: Bool {
        TransactionState.current[ObjectIdentifier(self)].map { transactions.open.contains($0) } ?? false
    }

    private func leaveTransaction() {
        transactions.open.removeLast()
        guard transactions.open.isEmpty else { return }
        let waiting = transactions.waiting
        transactions.waiting = []
        for continuation in waiting { continuation.resume() }
    }

    private func checkStillOpen() throws(PostgresError) {
        switch session.transactionStatus {
        case PQTRANS_INTRANS: return
        case PQTRANS_INERROR:
            throw .misuse(
                "a statement of the transaction failed and its error was swallowed, so nothing was committed")
        case PQTRANS_IDLE: throw .misuse("the transaction was ended by a statement inside it")
        default: throw session.lost()
        }
    }

    private func commit() throws(PostgresError) {
        do {
            try runUncancellably("commit")
        } catch .connection(.lost, let message, _) {
            throw session.failure(.lostAtCommit, message)
        }
    }

    /// For the statements that must run even when the task was cancelled.
    private func runUncancellably(_ sql: String) throws(PostgresError) {
        let connection = try session.connection
        onStatement?(sql)
        _ = try session.rows(consuming: PQexec(connection, sql), sql: sql)
    }
}
