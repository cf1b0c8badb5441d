internal import CLibPQ
internal import Dispatch
internal import Synchronization

/// Connects on `queue`. When the task is cancelled this returns at once, and the connection is closed
/// whenever libpq, which can't be interrupted here, comes back with it.
func openSession(_ settings: ConnectionSettings, on queue: DispatchQueue) async throws(PostgresError)
    -> sending Session
{
    for (keyword, value) in settings.stated where value.utf8.contains(0) {
        throw .settings(problem: "the connection setting \(keyword) holds a zero byte")
    }
    let attempt = OpeningAttempt()
    let opened = await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
            guard attempt.begin(continuation) else { return }
            queue.async { attempt.finish(connect(settings)) }
        }
    } onCancel: {
        attempt.cancel()
    }
    guard let opened else { throw .cancelled }
    let raw = try opened.get().raw
    return Session(owning: raw, settings: settings)
}

/// A `PGconn *` on its way from the queue to the actor, owned by whoever holds this.
private struct Opened: @unchecked Sendable { let raw: OpaquePointer }

private final class OpeningAttempt: Sendable {
    typealias Outcome = Result<Opened, PostgresError>
    private enum State { case idle, waiting(CheckedContinuation<Outcome?, Never>), cancelled, done }

    private let state = Mutex(State.idle)

    /// False when the task was cancelled before.
    func begin(_ continuation: CheckedContinuation<Outcome?, Never>) -> Bool {
        let isCancelled = state.withLock { state in
            if case .cancelled = state { return true }
            state = .waiting(continuation)
            return false
        }
        if isCancelled { continuation.resume(returning: nil) }
        return !isCancelled
    }

    func finish(_ outcome: Outcome) {
        if let waiting = take(.done) {
            waiting.resume(returning: outcome)
        } else if case .success(let opened) = outcome {
            PQfinish(opened.raw)
        }
    }

    func cancel() { take(.cancelled)?.resume(returning: nil) }

    private func take(_ next: State) -> CheckedContinuation<Outcome?, Never>? {
        state.withLock { state in
            defer { state = next }
            if case .waiting(let continuation) = state { return continuation }
            return nil
        }
    }
}

private func connect(_ settings: ConnectionSettings) -> Result<Opened, PostgresError> {
    let parameters = settings.parameters()
    let raw = withCStrings(parameters.map(\.keyword)) { keywords in
        withCStrings(parameters.map(\.value)) { values in PQconnectdbParams(keywords, values, 1) }
    }
    func failure(_ reason: ConnectionFailure, _ message: String) -> Result<Opened, PostgresError> {
        .failure(.connection(reason: reason, serverMessage: message, advice: reason.advice(for: settings)))
    }
    guard let raw else { return failure(.other, "out of memory") }
    guard PQstatus(raw) == CONNECTION_OK else {
        defer { PQfinish(raw) }
        let message = tidy(String(cString: PQerrorMessage(raw)))
        return failure(ConnectionFailure(message: message), message)
    }
    return .success(Opened(raw: raw))
}

/// The strings as a C array that ends in NULL.
func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result
) -> Result {
    var bytes: [CChar] = []
    var offsets: [Int] = []
    for string in strings {
        offsets.append(bytes.count)
        bytes.append(contentsOf: string.utf8.map { CChar(bitPattern: $0) })
        bytes.append(0)
    }
    return bytes.withUnsafeBufferPointer { buffer in
        let pointers = offsets.map { offset in buffer.baseAddress.map { $0 + offset } } + [nil]
        return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
    }
}
