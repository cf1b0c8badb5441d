import Postgres
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// In processes of their own, as variables belong to the whole process.
@Suite struct EnvironmentTests {
    @Test func libpqsOwnVariablesCount() async {
        await #expect(processExitsWith: .success) {
            setenv("PGHOST", "db.example.com", 1)
            setenv("PGUSER", "ada", 1)
            setenv("PGDATABASE", "shop", 1)
            setenv("PGPASSWORD", "s3cret", 1)
            let settings = ConnectionSettings.fromEnvironment
            #expect(settings.redactedDescription == "postgres://ada@db.example.com:5432/shop")
            #expect(settings.hasPassword)
            #expect(!settings.isLocal)
        }
    }

    /// Another project's variables must not lead an address that somebody gave to another server or database.
    @Test(arguments: [
        ("postgresql:///app", "postgres://ada@:5432/app"),
        ("postgres://bob@db.example.com", "postgres://bob@db.example.com:5432/bob"),
        ("host=/run/x port=5433", "postgres://ada@:5433/ada?host=/run/x"),
    ])
    func anAddressStaysWhatItIs(url: String, meaning: String) async {
        await #expect(processExitsWith: .success) { [url, meaning] in
            for (name, value) in [
                ("PGHOST", "elsewhere.example.com"), ("PGHOSTADDR", "203.0.113.7"), ("PGPORT", "6543"),
                ("PGDATABASE", "production"), ("PGUSER", "ada"), ("PGPASSWORD", "s3cret"),
            ] {
                setenv(name, value, 1)
            }
            let settings = try ConnectionSettings(url: url)
            #expect(settings.redactedDescription == meaning)
            #expect(settings.hasPassword)
            #expect(settings.environment["PGHOSTADDR"] == "")
            #expect(settings.environment["PGDATABASE"].map { "production".contains($0) && !$0.isEmpty } != true)
        }
    }

    @Test func anAddressConnectsWhereItSays() async throws {
        try await expectAddressConnects(host: testSettings().host ?? "")
    }

    private func expectAddressConnects(host: String) async throws {
        await #expect(processExitsWith: .success) { [host] in
            for (name, value) in [("PGHOSTADDR", "203.0.113.7"), ("PGPORT", "6543"), ("PGDATABASE", "nowhere")] {
                setenv(name, value, 1)
            }
            let connection = try await Connection(ConnectionSettings(url: "host=\(host) user=postgres dbname=tests"))
            #expect(try await connection.query("select current_database()").one.text(0) == "tests")
            await connection.close()
        }
    }

    /// A variable meant for production must not lead berry's private work there.
    @Test func aNamedServerIsNotLedAstray() async throws {
        let settings = try await testSettings()
        try await expectConnects(host: settings.host ?? "")
    }

    private func expectConnects(host: String) async throws {
        await #expect(processExitsWith: .success) { [host] in
            setenv("PGHOSTADDR", "203.0.113.7", 1)
            setenv("PGOPTIONS", "-c search_path=elsewhere", 1)
            setenv("PGTARGETSESSIONATTRS", "standby", 1)
            setenv("PGCHANNELBINDING", "require", 1)
            let settings = ConnectionSettings(host: host, user: "postgres", database: "tests")
            #expect(settings.isLocal)
            let connection = try await Connection(settings)
            #expect(try await connection.query("show search_path").one.text(0) == "\"$user\", public")
            await connection.close()
        }
    }
}
