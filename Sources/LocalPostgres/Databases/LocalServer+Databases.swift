internal import Digest
public import Postgres
internal import SystemPackage

extension LocalServer {
    /// The contrib extensions a schema may install: those that PostgreSQL calls trusted and that schemas
    /// commonly need. The owner of a database may create them; every other needs a superuser, which nobody
    /// here is.
    public static let installableExtensions: Set<String> = [
        "btree_gin", "btree_gist", "citext", "cube", "fuzzystrmatch", "hstore", "intarray", "isn", "ltree",
        "pg_trgm",
        "pgcrypto", "plpgsql", "seg", "tablefunc", "unaccent", "uuid-ossp",
    ]

    /// How to connect to a database of this server. No environment variable can lead it to another server.
    ///
    /// For what strangers wrote, set limits: `.setting("statement_timeout", "30s")`. A session can lift them
    /// itself, so cancel the task as well when the time is up.
    public func connectionSettings(database: String, role: LocalRole = .postgres) -> ConnectionSettings {
        ConnectionSettings(host: socketFolder.string, user: role.rawValue, database: database)
    }

    public func databaseExists(_ name: String) async throws -> Bool {
        let connection = try await administration.maintenance()
        return try await !connection.query("select from pg_database where datname = $1", [Parameter(name)])
            .isEmpty
    }

    /// The names of its databases that begin so.
    public func databases(beginningWith prefix: String) async throws -> Set<String> {
        let connection = try await administration.maintenance()
        return Set(
            try await connection.query(
                "select datname from pg_database where starts_with(datname, $1)", [Parameter(prefix)]
            ).map { try $0.text(0) })
    }

    /// Gives a database, which nobody is connected to, another name.
    public func renameDatabase(_ name: String, to new: String) async throws {
        let connection = try await administration.maintenance()
        try await connection.execute("alter database \(quoted(name)) rename to \(quoted(new))")
    }

    /// Makes a database that belongs to `postgres`: whole, or not at all.
    /// - Throws: ``PostgresError`` with SQLSTATE 42P04 when there is one of that name.
    public func createDatabase(_ name: String, from template: DatabaseTemplate = .empty) async throws {
        _ = try quoted(name)
        switch template {
        case .empty: try await copy("template1", to: name, administration.maintenance())
        case .copy(let original): try await copy(original, to: name, administration.maintenance())
        case .bootstrap(let bootstrap):
            let original = try await preparedTemplate(bootstrap)
            try await finish(name) { unfinished, connection in
                try await copy(original, to: unfinished, connection)
                for (setting, value) in bootstrap.settings.sorted(by: { $0.key < $1.key }) {
                    try await connection.execute("alter database \(quoted(unfinished)) set \(setting) = \(value)")
                }
                return true
            }
        }
    }

    private func copy(_ original: String, to name: String, _ connection: Connection) async throws {
        // Copying files beats logging every page: nothing here needs the log. It does make two checkpoints,
        // which only cost something where they have to wait for a disk.
        let strategy = kind == .scratch ? "file_copy" : "wal_log"
        try await connection.execute(
            "create database \(quoted(name)) with owner postgres template \(quoted(original)) strategy \(strategy)")
    }

    /// Makes the roles that aren't there, so that statements may name them. Nobody can log in as one of them.
    public func createRoles(_ names: [String]) async throws {
        let connection = try await administration.maintenance()
        for name in names {
            do { try await connection.execute("create role \(try quoted(name))") } catch let error as PostgresError
                where error.sqlState == "42710"
            { continue }
        }
    }

    /// Drops a database if there is one, ending the sessions that use it.
    public func dropDatabase(_ name: String) async throws {
        let connection = try await administration.maintenance()
        try await connection.execute("drop database if exists \(try quoted(name)) with (force)")
    }

    /// Runs a bootstrap once per server; returns the template database that holds its result.
    private func preparedTemplate(_ bootstrap: DatabaseBootstrap) async throws -> String {
        let template = bootstrap.templateDatabase
        if try await databaseExists(template) { return template }
        try await finish(template) { unfinished, connection in
            // Another process may have made it while this one waited.
            if try await databaseExists(template) { return false }
            try await connection.execute("create database \(quoted(unfinished)) template template1")
            try await run(bootstrap, in: unfinished)
            try await connection.execute("alter database \(quoted(unfinished)) with allow_connections false")
            return true
        }
        return template
    }

    /// Lets `make` make a database under another name and gives it its own at the end, so that a process that is
    /// killed leaves nothing behind that a later one takes for finished.
    ///
    /// `make` answers whether there is something to rename.
    private func finish(
        _ name: String, _ make: (_ unfinished: String, Connection) async throws -> Bool
    ) async throws {
        let unfinished = Self.unfinishedName(name)
        // A connection of its own: the lock belongs to the session, and other tasks may share the maintenance
        // one.
        let connection = try await Connection(administration.settings(database: "postgres"))
        do {
            // Other processes may be about to make the same one; the lock goes with the connection.
            try await connection.query("select pg_advisory_lock(hashtext($1))", [Parameter(unfinished)])
            try await connection.execute("drop database if exists \(quoted(unfinished)) with (force)")
            if try await make(unfinished, connection) {
                try await connection.execute("alter database \(quoted(unfinished)) rename to \(quoted(name))")
            }
            await connection.close()
        } catch {
            _ = try? await connection.execute("drop database if exists \(quoted(unfinished)) with (force)")
            await connection.close()
            throw error
        }
    }

    package static func unfinishedName(_ name: String) -> String {
        "berry_unfinished_\(Digest(of: name).hex.prefix(16))"
    }

    private func run(_ bootstrap: DatabaseBootstrap, in database: String) async throws {
        let connection = try await Connection(administration.settings(database: database))
        do { try await connection.execute(bootstrap.sql) } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }
}
