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

    /// Makes a database that belongs to `postgres`.
    /// - Throws: ``PostgresError`` with SQLSTATE 42P04 when there is one of that name.
    public func createDatabase(_ name: String, from source: DatabaseSource = .empty) async throws {
        let database = try quoted(name)
        let connection = try await administration.maintenance()
        let template: String
        switch source {
        case .empty: template = "template1"
        case .bootstrap(let bootstrap): template = try await preparedTemplate(bootstrap)
        case .copy(let original): template = original
        }
        // Copying files beats logging every page: nothing here needs the log. It does make two checkpoints,
        // which only cost something where they have to wait for a disk.
        let strategy = kind == .scratch ? "file_copy" : "wal_log"
        try await connection.execute(
            "create database \(database) with owner postgres template \(try quoted(template)) strategy \(strategy)"
        )
        if case .bootstrap(let bootstrap) = source {
            for (setting, value) in bootstrap.settings.sorted(by: { $0.key < $1.key }) {
                try await connection.execute("alter database \(database) set \(setting) = \(value)")
            }
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
        // A connection of its own: the lock belongs to the session, and other tasks may share the maintenance
        // one.
        let connection = try await Connection(administration.settings(database: "postgres"))
        do {
            // Other processes may be about to make the same one; the lock goes with the connection.
            try await connection.execute("select pg_advisory_lock(hashtext('berry bootstrap'))")
            if try await !databaseExists(template) {
                let unfinished = template + "_unfinished"
                try await connection.execute("drop database if exists \(quoted(unfinished)) with (force)")
                try await connection.execute("create database \(quoted(unfinished)) template template1")
                try await run(bootstrap, in: unfinished)
                try await connection.execute(
                    "alter database \(quoted(unfinished)) with allow_connections false")
                try await connection.execute(
                    "alter database \(quoted(unfinished)) rename to \(quoted(template))")
            }
            await connection.close()
        } catch {
            await connection.close()
            throw error
        }
        return template
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
