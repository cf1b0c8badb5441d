internal import CLibPQ

/// A session with a PostgreSQL server, over libpq.
///
/// ```swift
/// let connection = try await Connection(ConnectionSettings(url: "postgres://ada@localhost/shop"))
/// let rows = try await connection.query("select id, name from products where price < $1", [100])
/// for row in rows { print(try row.int("id"), try row.text("name")) }
/// await connection.close()
/// ```
///
/// libpq's blocking calls run on a queue that belongs to the connection, one statement at a time. Cancelling
/// the task cancels the statement on the server, whichever method runs it; that throws
/// ``PostgresError/cancelled``. After any error that the server answered the connection can be used again.
public actor Connection {
    private let executor: QueueExecutor
    let session: Session
    var transactions = TransactionState()

    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Connects.
    /// - Parameter onStatement: told the text of each statement before it is sent, without the parameters' values.
    /// - Throws: ``PostgresError/connection(reason:serverMessage:advice:)`` or
    ///   ``PostgresError/settings(problem:)``.
    public init(
        _ settings: ConnectionSettings, onStatement: (@Sendable (String) -> Void)? = nil
    ) async throws(PostgresError) {
        let executor = QueueExecutor(label: "berry.postgres.connection")
        self.executor = executor
        self.settings = settings
        self.onStatement = onStatement
        session = try await openSession(settings, on: executor.queue)
    }

    /// Where this connection leads; without the password.
    public nonisolated let settings: ConnectionSettings
    nonisolated let onStatement: (@Sendable (String) -> Void)?

    /// As the server counts: 150013 is 15.13, so the major is `serverVersion / 10_000`.
    public var serverVersion: Int { session.serverVersion }

    /// The process id of the server's side, as in `pg_stat_activity.pid`.
    public var backendID: Int { session.backendID }

    public var isOpen: Bool { session.isOpen }

    /// Ends the session; using it afterwards throws. Closing twice does nothing.
    public func close() { session.close() }

    /// Runs one or more statements by the simple protocol, and returns the last one's rows.
    ///
    /// Several statements are one implicit transaction: they all take effect or none does, and those that
    /// can't run in a transaction (`CREATE DATABASE`, `CREATE INDEX CONCURRENTLY`) must be sent alone.
    @discardableResult
    public func execute(_ sql: String) async throws(PostgresError) -> Rows {
        try check(sql)
        try await admit()
        return try await running { session throws(PostgresError) in
            let connection = try session.connection
            onStatement?(sql)
            return try session.rows(consuming: PQexec(connection, sql), sql: sql)
        }
    }

    /// Runs one statement with values for `$1`, `$2`, …
    /// - Parameter format: how the columns of the result travel; `.binary` saves work for `bytea` and
    ///   numbers.
    @discardableResult
    public func query(
        _ sql: String, _ parameters: [Parameter] = [], format: Format = .text
    ) async throws(PostgresError) -> Rows {
        try check(sql, parameters)
        try await admit()
        return try await running { session throws(PostgresError) in
            let connection = try session.connection
            onStatement?(sql)
            let result = withParameters(parameters) { values, lengths, formats in
                PQexecParams(
                    connection, sql, Int32(parameters.count), nil, values, lengths, formats, format.rawValue)
            }
            return try session.rows(consuming: result, sql: sql)
        }
    }

    /// Hands over the notices and warnings that came since the last call; at most the first 1,000 are kept.
    public func takeNotices() -> [ServerMessage] {
        defer { session.notices.pending = [] }
        return session.notices.pending
    }

    /// Runs `body` so that cancelling the task stops it on the server.
    func running<Result>(
        _ body: (Session) throws(PostgresError) -> Result
    ) async throws(PostgresError) -> Result {
        guard !Task.isCancelled else { throw .cancelled }
        guard let cancelSwitch = session.cancelSwitch else { throw session.lost() }
        let statement = cancelSwitch.begin()
        let outcome: Swift.Result<Result, PostgresError> = await withTaskCancellationHandler {
            do throws(PostgresError) { return .success(try body(session)) } catch { return .failure(error) }
        } onCancel: {
            cancelSwitch.request(statement)
        }
        let wasCancelled = cancelSwitch.finish()
        switch outcome {
        case .success(let value): return value
        case .failure(let error) where wasCancelled && error.sqlState == "57014": throw .cancelled
        case .failure(let error): throw error
        }
    }

    /// C strings end at the first zero, so a zero would silently cut off what follows it.
    nonisolated func check(_ sql: String, _ parameters: [Parameter] = []) throws(PostgresError) {
        guard !sql.utf8.contains(0) else {
            throw .misuse("the SQL holds a zero byte, which PostgreSQL doesn't allow")
        }
        for (index, parameter) in parameters.enumerated() {
            let bytes = parameter.bytes ?? []
            // The manual's appendix "PostgreSQL Limits": a field has at most 1 GB.
            guard bytes.count < 1 << 30 else { throw .misuse("parameter $\(index + 1) is larger than 1 GB") }
            guard parameter.format == .binary || !bytes.contains(0) else {
                throw .misuse(
                    "parameter $\(index + 1) is text with a zero byte, which PostgreSQL doesn't allow")
            }
        }
    }
}

/// The three arrays that libpq wants: pointers (NULL for NULL), lengths (for binary values), formats.
func withParameters<Result>(
    _ parameters: [Parameter],
    _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Result
) -> Result {
    var bytes: [UInt8] = []
    var offsets: [Int?] = []
    for parameter in parameters {
        offsets.append(parameter.bytes == nil ? nil : bytes.count)
        bytes += parameter.bytes ?? []
        bytes.append(0)
    }
    return bytes.withUnsafeBytes { buffer in
        let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
        let values = offsets.map { offset in offset.flatMap { offset in start.map { $0 + offset } } }
        return body(values, parameters.map { Int32($0.bytes?.count ?? 0) }, parameters.map(\.format.rawValue))
    }
}
