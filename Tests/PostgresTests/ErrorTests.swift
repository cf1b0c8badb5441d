import Diagnostics
import Testing

@testable import Postgres

@Suite struct ErrorTests {
    @Test func holdsWhatTheServerSaid() async throws {
        let connection = try await connect()
        try await connection.execute("create temp table people (email text constraint one_each unique)")
        try await connection.execute("insert into people values ('ada@example.com')")
        let sql = "insert into people values ('ada@example.com')"
        let error = await #expect(throws: PostgresError.self) { try await connection.execute(sql) }
        #expect(error?.sqlState == "23505")
        #expect(error?.serverMessage?.constraint == "one_each")
        #expect(error?.serverMessage?.table == "people")
        #expect(error?.sql == sql)
        #expect(
            error?.description == """
                duplicate key value violates unique constraint "one_each" (SQLSTATE 23505)
                  detail: Key (email)=(ada@example.com) already exists.
                """)
        await connection.close()
    }

    /// In characters, not bytes: `é` is two bytes.
    @Test func pointsIntoTheSQL() async throws {
        let connection = try await connect()
        let error = await #expect(throws: PostgresError.self) {
            try await connection.execute("select 'é', nosuchcolumn")
        }
        #expect(error?.sqlState == "42703")
        #expect(error?.serverMessage?.position == 13)
        await connection.close()
    }

    @Test(arguments: [
        ("accounts", "ada", "-1", "23514"), ("accounts", nil, "1", "23502"), ("adults", "ada", "1", "44000"),
    ])
    func keepsDataOutOfItsDescription(table: String, name: String?, age: String, sqlState: String) async throws {
        let connection = try await connect()
        try await connection.execute(
            """
            create temp table accounts (name text not null, password text, age int check (age > 0));
            create temp view adults as select * from accounts where age > 17 with check option
            """)
        let error = try await #require(throws: PostgresError.self) {
            try await connection.query(
                "insert into \(table) values ($1, $2, $3) -- s3cret",
                [Parameter(name), "s3cret", Parameter(age)])
        }
        #expect(error.sqlState == sqlState)
        var dumped = ""
        dump(error, to: &dumped)
        let rendered = DiagnosticRenderer().render(Diagnostic(error))
        for text in ["\(error)", String(reflecting: error), dumped, rendered] {
            #expect(!text.contains("s3cret"))
        }
        #expect(!"\(Parameter("s3cret"))".contains("s3cret"))
        await connection.close()
    }

    @Test(arguments: [
        (
            "connection to server at \"h\" (10.0.0.1), port 5432 failed: Connection refused\n\tIs the server running",
            ConnectionFailure.unreachable
        ),
        ("could not translate host name \"h\" to address: Name or service not known", .unknownHost),
        ("connection to server at \"h\", port 5432 failed: timeout expired", .timedOut),
        ("FATAL:  password authentication failed for user \"ada\"", .wrongPassword),
        ("fe_sendauth: no password supplied", .wrongPassword),
        ("FATAL:  role \"ada\" does not exist", .notPermitted),
        (
            "FATAL:  no pg_hba.conf entry for host \"10.0.0.1\", user \"ada\", database \"shop\", SSL encryption",
            .notPermitted
        ),
        ("FATAL:  permission denied for database \"shop\"", .notPermitted),
        ("FATAL:  database \"shop\" does not exist", .databaseMissing),
        ("server does not support SSL, but SSL was required", .tls),
        ("SSL error: certificate verify failed", .tls),
        ("server certificate for \"a\" does not match host name \"b\"", .tls),
        ("root certificate file \"/home/ada/.postgresql/root.crt\" does not exist", .tls),
        ("FATAL:  sorry, too many clients already", .tooManyConnections),
        ("FATAL:  the database system is starting up", .notReady),
        ("FATAL:  Datenbank existiert nicht", .other),
    ])
    func connectionFailuresAreToldApart(message: String, expected: ConnectionFailure) {
        #expect(ConnectionFailure(message: message) == expected)
    }

    @Test func advisesOnRealFailures() async throws {
        let settings = try await testSettings()
        func reason(_ settings: ConnectionSettings) async -> ConnectionFailure? {
            do { await (try Connection(settings)).close() } catch {
                guard case .connection(let reason, let message, let advice) = error else { return nil }
                #expect(!message.isEmpty && !advice.isEmpty)
                return reason
            }
            return nil
        }
        #expect(await reason(settings.with(database: "nosuch")) == .databaseMissing)
        #expect(await reason(settings.with(user: "nosuch")) == .notPermitted)
        #expect(await reason(settings.with(user: "anon")) == .notPermitted)
        #expect(await reason(settings.with("host", "/nowhere")) == .unreachable)
        #expect(await reason(settings.with("host", "127.0.0.1").with("port", "1")) == .unreachable)
        #expect(await reason(settings.with("host", "nosuch.invalid")) == .unknownHost)
    }

    /// Whoever loses the connection while committing knows nothing; before, that nothing happened.
    @Test(arguments: [(true, ConnectionFailure.lostAtCommit), (false, .lost)])
    func noticesThatTheServerHasGoneAtCommit(isDeferred: Bool, expected: ConnectionFailure) async throws {
        let connection = try await connect()
        try await connection.execute(
            """
            create temp table rows (id int);
            create function pg_temp.leave() returns trigger language plpgsql as
              'begin perform pg_terminate_backend(pg_backend_pid()); return null; end';
            create constraint trigger leave after insert on rows deferrable
              initially \(isDeferred ? "deferred" : "immediate") for each row execute function pg_temp.leave()
            """)
        let error = await #expect(throws: PostgresError.self) {
            try await connection.transaction { try await $0.execute("insert into rows values (1)") }
        }
        guard case .connection(let reason, _, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason == expected)
    }

    @Test func noticesThatTheServerHasGone() async throws {
        let victim = try await connect()
        let killer = try await connect()
        try await killer.query("select pg_terminate_backend($1::int)", [Parameter(await victim.backendID)])
        for _ in 0..<2 {
            let error = await #expect(throws: PostgresError.self) { try await victim.execute("select 1") }
            guard case .connection(.lost, let message, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(!message.isEmpty)
        }
        #expect(await !victim.isOpen)
        await victim.close()
        let error = await #expect(throws: PostgresError.self) { try await victim.execute("select 1") }
        guard case .connection(.closed, _, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        await killer.close()
    }
}
