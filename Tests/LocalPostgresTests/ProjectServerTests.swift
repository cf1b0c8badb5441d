import LocalPostgres
import Postgres
import Subprocess
import SystemPackage
import Testing

@Suite struct ProjectServerTests {
    @Test func keepsItsData() async throws {
        try await withTemporaryFolder { folder in
            let place = folder.appending(".berry").appending("server")
            let first = try await LocalServer.project(folder: place)
            try await first.createDatabase("shop")
            let connection = try await Connection(first.connectionSettings(database: "shop"))
            try await connection.execute("create table orders (id int); insert into orders values (1)")
            await connection.close()
            try await first.stop()

            let second = try await LocalServer.project(folder: place)
            let again = try await Connection(second.connectionSettings(database: "shop"))
            #expect(try await again.query("select count(*) from orders").one.int(0) == 1)
            await again.close()
            try await second.stop()
            #expect(try await LocalServer.isRunning(folder: place) == false)
        }
    }

    @Test func manyWhoStartItAtOnceShareOne() async throws {
        try await withTemporaryFolder { folder in
            let place = folder.appending("server")
            let servers = try await withThrowingTaskGroup(of: LocalServer.self) { group in
                for _ in 0..<8 { group.addTask { try await LocalServer.project(folder: place) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(servers.map(\.socketFolder)).count == 1)
            try await servers[0].stop()
        }
    }

    /// Whoever comes while the last user goes gets a server that works: the old one or a new one.
    @Test func joiningWhileTheLastUserLeaves() async throws {
        try await withTemporaryFolder { folder in
            let place = folder.appending("server")
            for _ in 0..<12 {
                let server = try await LocalServer.project(folder: place)
                #expect(try await server.databaseExists("postgres"))
                // Dropped here: the watchdog begins to stop it while the next round joins.
            }
            try await LocalServer.stopProject(folder: place)
        }
    }

    @Test func endsWhenItsLastUserIsKilled() async throws {
        try await withTemporaryFolder { folder in
            let place = folder.appending("server")
            var server: LocalServer? = try await LocalServer.project(folder: place)
            let pipe = try #require(server?.folder.appending("pipe"))
            let sockets = try #require(server?.socketFolder)
            let other = try await shell(
                "exec 4>&1; (exec 3>'\(pipe)'; exec sleep 100) >/dev/null 2>&1 4>&- & echo $!")
            let process = try #require(Int32(other.filter(\.isNumber)))
            // It has opened the pipe when its third descriptor leads there.
            #expect(await eventually { exists(FilePath("/proc/\(process)/fd/3")) || !exists("/proc/self") })
            server = nil
            try await Task.sleep(for: .milliseconds(300))
            #expect(try await LocalServer.isRunning(folder: place))

            try await shell("kill -9 \(process)")
            #expect(try await eventually { try await !LocalServer.isRunning(folder: place) })
            #expect(await eventually { !exists(sockets) })
        }
    }

    @Test func survivesItsUsersWhenAsked() async throws {
        try await withTemporaryFolder { folder in
            let place = folder.appending("server")
            var server: LocalServer? = try await LocalServer.project(folder: place, keepRunning: true)
            let sockets = server?.socketFolder
            server = nil
            try await Task.sleep(for: .milliseconds(300))
            #expect(try await LocalServer.isRunning(folder: place))

            var joined: LocalServer? = try await LocalServer.project(folder: place)
            #expect(joined?.socketFolder == sockets)
            joined = nil
            try await Task.sleep(for: .milliseconds(300))
            #expect(try await LocalServer.stopProject(folder: place))
            #expect(try await LocalServer.stopProject(folder: place) == false)
        }
    }

    @Test func aRunningServerCanBeKept() async throws {
        try await withTemporaryFolder { folder in
            let place = folder.appending("server")
            var server: LocalServer? = try await LocalServer.project(folder: place)
            server?.keepRunning()
            try await Task.sleep(for: .milliseconds(100))
            server = nil
            try await Task.sleep(for: .milliseconds(300))
            #expect(try await LocalServer.stopProject(folder: place))
        }
    }

    @Test func startsAgainAfterACrash() async throws {
        try await withTemporaryFolder { folder in
            let place = folder.appending("server")
            let first = try await LocalServer.project(folder: place)
            try await first.createDatabase("shop")
            try await shell("kill -9 $(head -1 '\(first.folder)/data/postmaster.pid')")
            #expect(try await eventually { try await !LocalServer.isRunning(folder: place) })
            #expect(exists(first.folder.appending("data").appending("postmaster.pid")))

            let second = try await LocalServer.project(folder: place)
            #expect(try await second.databaseExists("shop"))
            try await second.stop()
        }
    }

    /// A socket's path has at most 107 bytes; the project's may have any number.
    @Test func worksUnderALongPath() async throws {
        try await withTemporaryFolder { folder in
            let place = folder.appending(String(repeating: "long", count: 50)).appending("server")
            let server = try await LocalServer.project(folder: place)
            #expect(try await server.databaseExists("postgres"))
            try await server.stop()
        }
    }

    /// As root in a container: PostgreSQL runs as another user, who can't enter root's home.
    @Test(.enabled(if: isRoot)) func movesOutOfAFolderThatIsClosedToTheServer() async throws {
        try await withTemporaryFolder { folder in
            try await shell("chmod 700 '\(folder)'")
            let place = folder.appending("server")
            let server = try await LocalServer.project(folder: place)
            #expect(server.requestedFolder == place)
            #expect(server.folder.starts(with: "/var/lib/berry"))
            try await server.stop()
            try await shell("rm -rf '\(server.folder)'")
        }
    }

    @Test func saysWhichVersionItsDataNeeds() async throws {
        try await withTemporaryFolder { folder in
            let place = folder.appending("server")
            try await LocalServer.project(folder: place).stop()
            try await shell("echo 14 >'\(place)/data/PG_VERSION'")
            let error = await #expect(throws: LocalServerError.self) {
                try await LocalServer.project(folder: place)
            }
            #expect(error?.reason == .unsupportedVersion)
            #expect(error?.message == "PostgreSQL 14 is needed and wasn't found on this machine")
        }
    }

    /// Somebody else's folder isn't used, and neither is one that others can read.
    @Test func refusesAFolderThatIsOpenToOthers() async throws {
        try await withTemporaryFolder { folder in
            let place = folder.appending("server")
            try await shell("mkdir -m 777 '\(place)' && chmod 777 '\(place)'")
            let error = await #expect(throws: LocalServerError.self) {
                try await LocalServer.project(folder: place)
            }
            #expect(error?.reason == .storage)
        }
    }

    static let isRoot = exists("/proc/self") && (try? Stat("/proc/self"))?.userID.rawValue == 0
}
