internal import CLibPQ

/// A libpq connection and what it was told, owned by one `Connection` and touched only on its queue.
final class Session {
    /// nil once closed.
    private var raw: OpaquePointer?
    let settings: ConnectionSettings
    let cancelSwitch: CancelSwitch?
    let notices = NoticeBox()

    /// Takes over `raw`, an open connection.
    init(owning raw: OpaquePointer, settings: ConnectionSettings) {
        self.raw = raw
        self.settings = settings
        cancelSwitch = CancelSwitch(connection: raw)
        PQsetNoticeReceiver(
            raw,
            { context, result in
                guard let context, let result else { return }
                Unmanaged<NoticeBox>.fromOpaque(context).takeUnretainedValue().receive(ServerMessage(result))
            }, Unmanaged.passUnretained(notices).toOpaque())
    }

    deinit { if let raw { PQfinish(raw) } }

    func close() {
        if let raw { PQfinish(raw) }
        raw = nil
    }

    var isOpen: Bool { raw.map { PQstatus($0) == CONNECTION_OK } ?? false }

    /// The libpq connection; throws when it was closed or has broken.
    var connection: OpaquePointer {
        get throws(PostgresError) {
            guard let raw else { throw failure(.closed, "") }
            guard PQstatus(raw) == CONNECTION_OK else { throw lost() }
            return raw
        }
    }

    var serverVersion: Int { raw.map { Int(PQserverVersion($0)) } ?? 0 }
    var transactionStatus: PGTransactionStatusType { raw.map { PQtransactionStatus($0) } ?? PQTRANS_UNKNOWN }
    var backendID: Int { raw.map { Int(PQbackendPID($0)) } ?? 0 }

    func lost() -> PostgresError {
        failure(.lost, raw.map { tidy(String(cString: PQerrorMessage($0))) } ?? "")
    }

    func failure(_ reason: ConnectionFailure, _ message: String) -> PostgresError {
        .connection(reason: reason, serverMessage: message, advice: reason.advice(for: settings))
    }

    /// Turns a result into rows, or into the error it is; frees it.
    ///
    /// A statement that began a COPY is ended, so that the connection stays usable.
    func rows(consuming result: OpaquePointer?, sql: String) throws(PostgresError) -> Rows {
        guard let result else { throw isOpen ? .misuse(lastMessage) : lost() }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
            return Rows(consuming: result)
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            PQclear(result)
            drain()
            throw .misuse("COPY … FROM STDIN needs copyIn")
        default:
            defer { PQclear(result) }
            let message = ServerMessage(result)
            // The server ended the session: 57P01 and its kin, or nothing at all when it died.
            if !isOpen || (raw.map { PQstatus($0) == CONNECTION_BAD } ?? true) {
                throw failure(.lost, message.message)
            }
            throw .server(message, sql: sql)
        }
    }

    /// Reads what is left of the current statement, ending a COPY, until the connection is idle.
    func drain() {
        guard let raw else { return }
        while let result = PQgetResult(raw) {
            let status = PQresultStatus(result)
            PQclear(result)
            switch status {
            case PGRES_COPY_IN:
                guard PQputCopyEnd(raw, "berry gave up") == 1 else { return }
            case PGRES_COPY_OUT:
                var chunk: UnsafeMutablePointer<CChar>?
                while PQgetCopyData(raw, &chunk, 0) > 0 {
                    PQfreemem(chunk)
                    chunk = nil
                }
            case PGRES_COPY_BOTH:
                close()
                return
            default: break
            }
            if PQstatus(raw) == CONNECTION_BAD { return }
        }
    }

    var lastMessage: String { raw.map { tidy(String(cString: PQerrorMessage($0))) } ?? "" }
}

/// Collects what the server says besides results. Only touched on the connection's queue.
final class NoticeBox {
    /// A function in a loop can raise millions; the first ones say what there is to say.
    static let limit = 1000

    var pending: [ServerMessage] = []

    func receive(_ notice: ServerMessage) { if pending.count < Self.limit { pending.append(notice) } }
}
