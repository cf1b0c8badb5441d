import Foundation
import Postgres
import SystemPackage
import Testing

/// Several runs at once.
@Suite struct TogetherTests {
    /// The first run waits for the database, which the test keeps; the second waits for the first.
    @Test func theSecondWaitsForTheFirst() async throws {
        let database = try await TestDatabase.make()
        let keeper = try await database.connect()
        try await keeper.execute("select pg_advisory_lock(7203914421)")
        try await Project.with { project in
            async let first = project.berry("db", "setup", "--database-url", database.address)
            let watcher = try await database.connect()
            try await eventually {
                try await watcher.query(
                    """
                    select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
                      and query like '%pg_try_advisory%'
                    """
                ).count == 1
            }
            async let second = project.launch(["db", "setup", "--database-url", database.address]) { _ in
                try await Task.sleep(for: .milliseconds(700))
                try await keeper.execute("select pg_advisory_unlock(7203914421)")
            }
            let (one, two) = try await (first, second)
            #expect(one.status == 0, "\(one.everything)")
            #expect(two.status == 0, "\(two.everything)")
            #expect(two.errors.contains(/another run of berry \(process [1-9][0-9]*\) is working on this project/))
            #expect(try await watcher.query("select from berry.migrations").count == 1)
        }
    }

    @Test func sixteenInOneProject() async throws {
        let database = try await TestDatabase.make()
        try await Project.with { project in
            let runs = try await Self.run(Array(repeating: project, count: 16), database)
            // Who waits for more than a minute gives up and says why; slow machines are slow.
            for run in runs where run.status != 0 {
                #expect(
                    run.errors.contains(/error: another run of berry \(process [0-9]+\) is working/),
                    "\(run.everything)")
            }
            #expect(runs.contains { $0.status == 0 })
            try await Self.expectOneMigration(database)
        }
    }

    /// Clones of one project know nothing of each other; the database keeps them apart.
    @Test func sixteenClones() async throws {
        let database = try await TestDatabase.make()
        try await Project.with { project in
            try await project.succeed("generate")
            try project.write(
                "berry.json",
                """
                {"specification": "spec/specification.json", "postgresql": 15,
                 "project": "5a3f6c1e-8d0b-4c6e-9f0a-2b7d1e4c8a90"}
                """)
            let clones = (1...16).map { Project(folder: project.folder.appending("clone\($0)")) }
            for clone in clones {
                try #require(
                    await shell(
                        "mkdir '\(clone.folder)' && cd '\(project.folder)' && cp -a spec berry.* database docs Packages .berry '\(clone.folder)'"
                    ))
            }
            let runs = try await Self.run(clones, database)
            for run in runs { #expect(run.status == 0, "\(run.everything)") }
            try await Self.expectOneMigration(database)
        }
    }

    private static func expectOneMigration(_ database: TestDatabase) async throws {
        let connection = try await database.connect()
        #expect(try await connection.query("select from berry.migrations").count == 1)
        #expect(try await connection.query("select from berry.project").count == 1)
    }

    static func run(_ projects: [Project], _ database: TestDatabase) async throws -> [Project.Run] {
        try await withThrowingTaskGroup(of: Project.Run.self) { group in
            for project in projects {
                group.addTask { try await project.berry("db", "setup", "--seed", "--database-url", database.address) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}

/// Waits until `condition` holds, at most two minutes.
func eventually(_ condition: () async throws -> Bool) async throws {
    for _ in 0..<12_000 {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("it never came true")
}
