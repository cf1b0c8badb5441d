import LocalPostgres
import Postgres
import SystemPackage
import Testing

@Suite struct ScratchServerTests {
    @Test func isReadyForQueries() async throws {
        let server = try await LocalServer.scratch()
        try await server.createDatabase("shop")
        let connection = try await Connection(server.connectionSettings(database: "shop"))
        let row = try await connection.query("select current_user::text, 6 * $1::int", [7]).one
        #expect(try row.text(0) == "postgres")
        #expect(try row.int(1) == 42)
        #expect(await connection.serverVersion / 10_000 == server.installation.major)
        await connection.close()
        try await server.stop()
        #expect(!exists(server.folder))
        #expect(!exists(server.socketFolder))
    }

    @Test func endsWithItsLastHolder() async throws {
        var server: LocalServer? = try await LocalServer.scratch()
        let folder = try #require(server?.folder)
        #expect(exists(folder))
        server = nil
        #expect(await eventually { !exists(folder) })
    }

    /// No other program of this machine can knock at a door that isn't there.
    @Test func hasNoPort() async throws {
        let server = try await sharedServer()
        let connection = try await Connection(server.connectionSettings(database: sharedDatabase))
        #expect(try await connection.query("show listen_addresses").one.text(0) == "")
        await connection.close()
        let status = try Stat(server.socketFolder)
        #expect(status.permissions == [.ownerReadWriteExecute])
    }

    /// Processes that were killed before their server started can't clean up; the next one does it for them.
    @Test func remainsOfTheKilledAreRemoved() async throws {
        let server = try await sharedServer()
        let base = server.folder.removingLastComponent()
        let old = base.appending("scratch-old")
        let new = base.appending("scratch-new")
        try await shell(
            "mkdir -m 700 -p '\(old)' '\(new)'; touch -d '1 hour ago' '\(old)' '\(server.folder)'")
        try await LocalServer.scratch().stop()
        #expect(!exists(old))
        #expect(exists(new))
        #expect(try await server.databaseExists(sharedDatabase))
        try await shell("rmdir '\(new)'")
    }

    @Test func endsWhenItsUserIsKilled() async throws {
        var server: LocalServer? = try await LocalServer.scratch()
        let folder = try #require(server?.folder)
        let output = try await shell(
            "(exec 3>'\(folder)/pipe'; exec sleep 100) >/dev/null 2>&1 & sleep 0.3; echo $!")
        server = nil
        try await Task.sleep(for: .milliseconds(300))
        #expect(exists(folder))
        try await shell("kill -9 \(output)")
        #expect(await eventually { !exists(folder) })
    }

    /// Two servers at once have nothing in common.
    @Test func isAlone() async throws {
        async let one = LocalServer.scratch()
        async let other = LocalServer.scratch()
        let servers = try await (one, other)
        try await servers.0.createDatabase("here")
        #expect(try await servers.0.databaseExists("here"))
        #expect(try await !servers.1.databaseExists("here"))
    }
}
