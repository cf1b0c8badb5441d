import LocalPostgres
import Postgres
import SystemPackage
import Testing

@Suite struct PasswordTests {
    /// A server that asks for passwords, as servers elsewhere do.
    @Test func areAskedForAndNeverShown() async throws {
        let server = try await LocalServer.scratch()
        try await server.createDatabase("shop")
        let settings = server.connectionSettings(database: "shop")
        let owner = try await Connection(settings)
        try await owner.execute("alter role postgres password 's3cret'")
        let rules = server.folder.appending("data").appending("pg_hba.conf")
        let file = try FileDescriptor.open(rules, .writeOnly, options: [.truncate])
        try file.closeAfter { _ = try file.writeAll("local all all scram-sha-256\n".utf8) }
        try await server.reload()

        func attempt(_ password: String?) async -> PostgresError? {
            do { await (try Connection(settings.with(user: "postgres", password: password))).close() } catch {
                return error
            }
            return nil
        }
        #expect(await attempt("s3cret") == nil)
        for password in [nil, "wr0ng"] {
            let error = await attempt(password)
            guard case .connection(.wrongPassword, _, let advice) = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(advice.hasPrefix(password == nil ? "No password was given" : "Check the user name"))
            #expect(!"\(String(reflecting: error))".contains("wr0ng"))
        }
        await owner.close()
        try await server.stop()
    }
}
