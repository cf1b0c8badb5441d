import Postgres
import Synchronization

/// What a program saw that did the same over and over again.
struct TrafficLog {
    var statements = 0
    var longest = Duration.zero
    var failures: [String] = []
}

/// Repeats statements until told to stop.
final class Program: Sendable {
    private let isStopped = Mutex(false)

    func stop() { isStopped.withLock { $0 = true } }

    func run(_ connection: Connection, _ statement: (Int) -> String) async -> TrafficLog {
        var log = TrafficLog()
        while !isStopped.withLock({ $0 }) {
            let start = ContinuousClock.now
            do { try await connection.execute(statement(log.statements)) } catch { log.failures.append("\(error)") }
            log.longest = max(log.longest, ContinuousClock.now - start)
            log.statements += 1
        }
        return log
    }
}
