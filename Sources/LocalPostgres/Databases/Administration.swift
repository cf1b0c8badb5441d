internal import Naming
internal import Postgres
internal import SystemPackage

/// The superuser's connection. It runs berry's own statements and bootstraps, never what a stranger wrote.
actor Administration {
    private let sockets: FilePath
    private var connection: Connection?

    init(sockets: FilePath) { self.sockets = sockets }

    nonisolated func settings(database: String) -> ConnectionSettings {
        ConnectionSettings(host: sockets.string, user: LocalRole.superuser, database: database)
    }

    /// The connection to the maintenance database, opened when it is first needed.
    func maintenance() async throws(PostgresError) -> Connection {
        if let connection, await connection.isOpen { return connection }
        let opened = try await Connection(settings(database: "postgres"))
        connection = opened
        return opened
    }

    func close() async {
        await connection?.close()
        connection = nil
    }
}

/// A name in double quotes.
func quoted(_ name: String) throws(LocalServerError) -> String {
    // Longer names would be cut to 63 bytes, and then be another database's.
    guard !name.isEmpty, name.utf8.count <= 63, !name.utf8.contains(0) else {
        throw LocalServerError(
            .invalidName, "a database's name has 1 to 63 bytes and no zero byte, not \"\(name)\"")
    }
    return quotedIdentifier(name)
}
