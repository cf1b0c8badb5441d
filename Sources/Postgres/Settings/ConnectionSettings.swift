/// Where and as whom to connect.
///
/// The password is kept private: it is in no description, no mirror, no error and no process's arguments.
///
/// ```swift
/// let settings = try ConnectionSettings(url: "postgres://ada:secret@db.example.com/shop")
/// print(settings)  // postgres://ada@db.example.com:5432/shop
/// ```
///
/// A server that isn't local must prove who it is: where nothing states an `sslmode`, it is `verify-full`
/// with the system's certificate authorities. It is never lowered; who wants less states it.
public struct ConnectionSettings: Sendable, Equatable {
    /// What was stated, by libpq's keywords.
    var stated: [String: String]
    /// What libpq's environment variables and service files fill in where nothing was stated.
    let environmentFills: EnvironmentUse
    /// Run-time settings of the session (`statement_timeout`, …).
    var sessionSettings: [String: String] = [:]

    /// Reads `postgres://…`, `postgresql://…` or a string of keywords (`host=localhost dbname=shop`).
    ///
    /// Which server and which database it means is the text's alone, with libpq's defaults for what it leaves out:
    /// an address that somebody gave is never led elsewhere by a `PGHOST` or `PGDATABASE` that was still around.
    /// The rest (`PGUSER`, `PGPASSWORD`, `PGSSLMODE`, …) comes from libpq's environment variables, as for every
    /// PostgreSQL client.
    /// - Throws: ``PostgresError/settings(problem:)``, which never repeats the text, as it may hold a
    ///   password.
    public init(url: String) throws(PostgresError) {
        guard !url.utf8.contains(0) else { throw .settings(problem: "the database URL holds a zero byte") }
        stated = try LibPQOptions.parse(url)
        try Self.checkForUnencodedPassword(url, stated)
        // A service that the text names brings the address.
        environmentFills = stated["service"] == nil ? .allButAddress : .everything
    }

    /// A `/` in a password that isn't encoded makes libpq take the rest of the password for the database's
    /// name, which would then be printed.
    private static func checkForUnencodedPassword(
        _ url: String, _ stated: [String: String]
    ) throws(PostgresError) {
        let ports = stated["port"] ?? ""
        guard ports.allSatisfy({ $0.isNumber || $0 == "," }) else {
            throw LibPQOptions.unreadable("the port isn't a number")
        }
        guard url.hasPrefix("postgres://") || url.hasPrefix("postgresql://") else { return }
        let path = url.split(separator: "?", maxSplits: 1)[0].split(separator: "/", maxSplits: 2).dropFirst(2)
        if path.contains(where: { $0.contains("@") }) {
            throw LibPQOptions.unreadable("there is an @ after the host")
        }
    }

    /// Connects to exactly this server: libpq's environment variables change nothing about it.
    ///
    /// A `PGHOSTADDR` meant for another server can't lead such a connection astray.
    /// - Parameters:
    ///   - host: a name, an address, or the folder of a unix socket, which begins with `/`.
    ///   - port: TCP port, or the number in the socket's name.
    public init(host: String, port: Int = 5432, user: String, database: String, password: String? = nil) {
        stated = ["host": host, "port": String(port), "user": user, "dbname": database]
        stated["password"] = password
        environmentFills = .nothing
    }

    /// Leaves everything to libpq: `PGHOST`, `PGDATABASE`, `PGSERVICE`, `~/.pgpass`, …
    public static var fromEnvironment: ConnectionSettings { ConnectionSettings() }

    private init() {
        stated = [:]
        environmentFills = .everything
    }
}

/// How far libpq's environment variables count.
enum EnvironmentUse: Equatable {
    case everything, allButAddress, nothing

    /// The options that say which server and which database.
    private static let address: Set = ["host", "hostaddr", "port", "dbname"]

    func fills(_ keyword: String) -> Bool {
        switch self {
        case .everything: true
        case .allButAddress: !Self.address.contains(keyword)
        case .nothing: false
        }
    }
}

extension ConnectionSettings {
    /// nil where libpq's default applies: a local socket.
    public var host: String? { effective("hostaddr") ?? effective("host") }
    public var port: String { effective("port") ?? "5432" }
    public var user: String? { effective("user") }
    public var database: String? { effective("dbname") ?? user }
    /// Whether a password was stated or is in `PGPASSWORD`. `~/.pgpass` isn't looked into.
    public var hasPassword: Bool { effective("password") != nil }

    /// Whether the server is on this machine: a unix socket or a loopback address.
    public var isLocal: Bool {
        guard let host else { return effective("service") == nil }
        return host.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { isLoopback($0) }
    }

    /// The same server, another database.
    public func with(database: String) -> ConnectionSettings { with("dbname", database) }

    /// The same server and database, another role, without the password of the first.
    public func with(user: String, password: String? = nil) -> ConnectionSettings {
        var copy = with("user", user)
        copy.stated["password"] = password
        return copy
    }

    /// Any of libpq's keywords (libpq manual, "Parameter Key Words"), for instance `connect_timeout` in
    /// seconds.
    public func with(_ keyword: String, _ value: String) -> ConnectionSettings {
        var copy = self
        copy.stated[keyword] = value
        return copy
    }

    /// A setting of the server for this session: `statement_timeout` to `30s`, `search_path`, …
    public func setting(_ name: String, _ value: String) -> ConnectionSettings {
        var copy = self
        copy.sessionSettings[name] = value
        return copy
    }

    /// What holds for `keyword`: stated, or from the environment where that counts.
    func effective(_ keyword: String) -> String? {
        let value = stated[keyword] ?? (environmentFills.fills(keyword) ? LibPQOptions.fromEnvironment[keyword] : nil)
        return value.flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension ConnectionSettings: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// A URL without password and options: `postgres://ada@db.example.com:5432/shop`.
    public var redactedDescription: String {
        func encoded(_ text: String) -> String {
            text.utf8.reduce(into: "") { result, byte in
                let character = Character(Unicode.Scalar(byte))
                if character.isASCII, character.isLetter || character.isNumber || "-._~".contains(character) {
                    result.append(character)
                } else {
                    let digits = String(byte, radix: 16, uppercase: true)
                    result += "%" + (digits.count == 1 ? "0" : "") + digits
                }
            }
        }
        let account = user.map { encoded($0) + "@" } ?? ""
        let path = "/" + (database.map(encoded) ?? "")
        guard let host else { return "postgres://\(account):\(port)\(path)" }
        if host.hasPrefix("/") { return "postgres://\(account):\(port)\(path)?host=\(host)" }
        let name = host.contains(":") && !host.contains(",") ? "[\(host)]" : host
        return "postgres://\(account)\(name):\(port)\(path)"
    }

    public var description: String { redactedDescription }
    public var debugDescription: String { redactedDescription }
    public var customMirror: Mirror { Mirror(self, children: ["server": redactedDescription]) }
}

/// `localhost`, `127.0.0.0/8`, `::1`, and the folders and abstract names of unix sockets.
private func isLoopback(_ host: Substring) -> Bool {
    if host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@") { return true }
    if host == "localhost" || host == "::1" { return true }
    let octets = host.split(separator: ".", omittingEmptySubsequences: false)
    return octets.count == 4 && octets[0] == "127" && octets.allSatisfy { UInt8($0) != nil }
}
