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
