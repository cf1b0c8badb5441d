import LocalPostgres
import Postgres
import SystemPackage
import Testing

/// A run of `db setup` that is killed leaves the database empty or whole, and the next one finishes the work.
@Suite struct SetupKillTests {
    @Test func everyPlace() async throws {
        let (expected, places, _) = try await Self.uninterrupted()
        let kills = try await inPairs(places.filter { !$0.name.hasPrefix("generate") }) { place in
            let database = try await TestDatabase.make()
            return try await Project.with { project in
                let run = try await project.kill(at: place, "db", "setup", "--seed", "--database-url", database.address)
                #expect(run.status == -9, "\(place.variable) wasn't passed: \(run.everything)")
                try await Self.expectRecovery(of: project, database, expected, place.variable)
                return Kills(in: Kills.stage(of: place.name))
            }
        }
        kills.report("db setup, at every place")
        for stage in ["settings", "apply", "seed", "seal"] {
            #expect(kills.stages[stage] ?? 0 > 0, "no kill in \(stage)")
        }
    }

    @Test func randomMoments() async throws {
        let (expected, _, duration) = try await Self.uninterrupted()
        var generator = SeededGenerator(state: 3)
        let moments = (0..<Kills.randomMoments).map { _ in duration * Double.random(in: 0...1, using: &generator) }
        let kills = try await inPairs(moments) { moment in
            try await Kills.beforeTheEnd(moment) { moment in
                let database = try await TestDatabase.make()
                return try await Project.with { project in
                    let (run, stage) = try await project.kill(
                        after: moment, "db", "setup", "--seed", "--database-url", database.address)
                    try await Self.expectRecovery(of: project, database, expected, "\(moment)")
                    return run.status == -9 ? stage : nil
                }
            }
        }
        kills.report("db setup, at random moments")
        #expect(kills.total == moments.count)
    }

    /// The project's private server dies with the run; its data doesn't.
    @Test func onThePrivateServer() async throws {
        let (expected, places) = try await Project.with { project in
            let (run, passed) = try await project.log("db", "setup")
            try #require(run.status == 0, "\(run.everything)")
            return (try await Self.privateDatabase(of: project), Place.places(in: passed))
        }
        let kills = try await inPairs(places.filter { !$0.name.hasPrefix("generate") && $0.occurrence == 1 }) { place in
            try await Project.with { project in
                let run = try await project.kill(at: place, "db", "setup")
                #expect(run.status == -9, "\(place.variable) wasn't passed: \(run.everything)")
                let again = try await project.berry("db", "setup")
                #expect(again.status == 0, "after \(place.variable): \(again.everything)")
                let found = try await Self.privateDatabase(of: project)
                #expect(found == expected, "after \(place.variable)")
                return Kills(in: Kills.stage(of: place.name))
            }
        }
        kills.report("db setup on the private server")
        for stage in ["settings", "database", "apply", "seed"] {
            #expect(kills.stages[stage] ?? 0 > 0, "no kill in \(stage)")
        }
    }

    private static func privateDatabase(of project: Project) async throws -> DatabaseSnapshot {
        let server = try await LocalServer.project(folder: project.folder.appending(".berry").appending("server"))
        let connection = try await Connection(server.connectionSettings(database: "todo"))
        let snapshot = try await DatabaseSnapshot(connection, project: project.id)
        await connection.close()
        return snapshot
    }

    private static func uninterrupted() async throws -> ((Snapshot, DatabaseSnapshot), [Place], Duration) {
        let database = try await TestDatabase.make()
        return try await Project.with { project in
            let start = ContinuousClock.now
            let (run, passed) = try await project.log("db", "setup", "--seed", "--database-url", database.address)
            try #require(run.status == 0, "\(run.everything)")
            let duration = ContinuousClock.now - start
            let rows = try await DatabaseSnapshot(database.connect(), project: project.id)
            return ((try Snapshot(project), rows), Place.places(in: passed), duration)
        }
    }

    private static func expectRecovery(
        of project: Project, _ database: TestDatabase, _ expected: (Snapshot, DatabaseSnapshot), _ place: String
    ) async throws {
        let run = try await project.berry("db", "setup", "--seed", "--database-url", database.address)
        #expect(run.status == 0, "after \(place): \(run.everything)")
        let found = try Snapshot(project)
        #expect(found == expected.0, "after \(place): \(found.difference(expected.0))")
        #expect(!project.exists(".berry/pending"), "after \(place)")
        let rows = try await DatabaseSnapshot(database.connect(), project: project.id)
        #expect(rows.catalog == expected.1.catalog, "after \(place)")
        #expect(rows.rows == expected.1.rows, "after \(place)")
    }
}
