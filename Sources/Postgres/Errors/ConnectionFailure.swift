/// Why there is no connection.
public enum ConnectionFailure: String, Sendable, Hashable, CaseIterable {
    /// No server answered: wrong host or port, no network, a firewall, or it isn't running.
    case unreachable
    /// The host's name couldn't be resolved.
    case unknownHost
    /// Nobody answered within `connect_timeout`.
    case timedOut
    /// 28P01, or no password was given where one is needed.
    case wrongPassword
    /// 28000: the role doesn't exist or may not connect from here.
    case notPermitted
    /// 3D000.
    case databaseMissing
    /// TLS was refused, or the server's certificate didn't verify.
    case tls
    /// 53300: too many connections.
    case tooManyConnections
    /// 57P03 and its neighbours: the server is starting, stopping or recovering.
    case notReady
    /// The connection was there and has gone.
    case lost
    /// It has gone while the server was committing: the transaction took effect, or it didn't.
    case lostAtCommit
    /// `close()` was called.
    case closed
    case other

    public var summary: String {
        switch self {
        case .unreachable: "can't reach the database server"
        case .unknownHost: "can't find the database server's host"
        case .timedOut: "the database server didn't answer in time"
        case .wrongPassword: "the database server refused the password"
        case .notPermitted: "the database server doesn't let this role connect"
        case .databaseMissing: "there is no such database"
        case .tls: "no secure connection to the database server"
        case .tooManyConnections: "the database server has no connection left"
        case .notReady: "the database server isn't ready"
        case .lost: "the connection to the database server was lost"
        case .lostAtCommit:
            "the connection to the database server was lost during COMMIT; it isn't known whether anything was committed"
        case .closed: "the connection is closed"
        case .other: "can't connect to the database server"
        }
    }
}
