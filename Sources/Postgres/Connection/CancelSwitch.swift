internal import CLibPQ
internal import Dispatch
internal import Synchronization

/// Cancels the statement that a connection is running, and only that one.
///
/// `PQcancel` opens a connection of its own, so it is called on a queue of its own. Two races are closed
/// here: a request that arrives late must not hit the next statement (`finish` waits for a request under
/// way), and one that reaches the server before the statement does is ignored there (so it is repeated until
/// `finish`).
final class CancelSwitch: Sendable {
    /// A `PGcancel *`: by contract usable from any thread (libpq, "Canceling Queries in Progress").
    private struct Token: @unchecked Sendable { let raw: OpaquePointer }

    private struct State {
        var statement = 0
        var isRunning = false
        var wasRequested = false
    }

    private static let queue = DispatchQueue(label: "berry.postgres.cancel", attributes: .concurrent)

    private let token: Token
    private let state = Mutex(State())

    init?(connection: OpaquePointer) {
        guard let raw = PQgetCancel(connection) else { return nil }
        token = Token(raw: raw)
    }

    deinit { PQfreeCancel(token.raw) }

    /// Marks the beginning of a statement; the number names it.
    func begin() -> Int {
        state.withLock { state in
            state.statement += 1
            state.isRunning = true
            state.wasRequested = false
            return state.statement
        }
    }

    /// Marks its end; true if somebody asked for it to be cancelled.
    func finish() -> Bool {
        state.withLock { state in
            state.isRunning = false
            return state.wasRequested
        }
    }

    /// Whether the running statement was asked to stop.
    var isRequested: Bool { state.withLock { $0.wasRequested } }

    /// Asks the server to stop `statement`; returns at once.
    func request(_ statement: Int) {
        let isPending = state.withLock { state in
            guard state.isRunning, state.statement == statement else { return false }
            state.wasRequested = true
            return true
        }
        if isPending { Self.queue.async { self.send(statement) } }
    }

    private func send(_ statement: Int) {
        let isPending = state.withLock { state in
            guard state.isRunning, state.statement == statement else { return false }
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { reason in
                _ = PQcancel(token.raw, reason.baseAddress, Int32(reason.count))
            }
            return true
        }
        guard isPending else { return }
        Self.queue.asyncAfter(deadline: .now() + .milliseconds(50)) { self.send(statement) }
    }
}
