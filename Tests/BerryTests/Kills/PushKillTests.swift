import Catalog
import CatalogReader
import Foundation
import LocalPostgres
import Postgres
import Subprocess
import SystemPackage
import Testing

/// A push of many steps that is killed, or whose server is, between and inside of statements: the next push, or a
/// repair, ends exactly where an uninterrupted one does.
///
/// `make kills KILLS=200` says how often; without that it is a handful.
@Suite struct PushKillTests {
    /// The same change, as berry writes it, a file for each transaction, and by hand, in one file outside of any.
    enum Form: CaseIterable { case files, steps }

    /// Who dies.
    enum Victim: CaseIterable {
        /// The client, at a moment by chance.
        case client
        /// The client, at a place that it passes.
        case clientAtPlace
        /// The session on the server.
        case session
    }

    static let approvals = ["breaks-clients", "rejects-rows", "changes-rows", "index-dropped", "long-scan"]
        .flatMap { ["--allow", $0] }
    static var push: [String] { ["db", "push"] + approvals }

    @Test(arguments: Form.allCases)
    func theNextRunFinishes(form: Form) async throws {
        try await PushOrigin.with(form) { origin in
            let (expected, places, duration) = try await origin.uninterrupted()
            #expect(places.count >= 12)
            var generator = SeededGenerator(state: form == .files ? 5 : 6)
            let count = (Kills.pushes + 1) / 2
            let chances = (0..<count).map { _ in Double.random(in: 0...1, using: &generator) }
            let kills = try await inPairs(Array(chances.enumerated())) { number, chance in
                let victim = Victim.allCases[number % 3]
                let place = places[Int(chance * Double(places.count - 1))]
                return try await Kills.beforeTheEnd(duration * chance) { moment in
                    // On a busy machine every moment may come too late; a place never does.
                    let victim = moment < duration * chance / 50 ? .clientAtPlace : victim
                    return try await origin.copy { project, database in
                        let stage = try await Self.kill(victim, project, database, after: moment, at: place)
                        let repairs = number % 2 == 1
                        if repairs {
                            let run = try await project.launch(["repair", "--db", "--yes"] + Self.approvals)
                            #expect(run.status == 0, "repair after \(victim) in \(stage ?? "-"): \(run.everything)")
                        }
                        let run = try await project.launch(Self.push)
                        #expect(run.status == 0, "after \(victim) in \(stage ?? "-"): \(run.everything)")
                        let found = try await PushedState(database)
                        #expect(found == expected, "after \(victim) in \(stage ?? "-"), \(moment)")
                        return stage
                    }
                }
            }
            kills.report("db push as \(form)")
            #expect(kills.total == count)
        }
    }

    /// The whole server stops at once, as by a loss of power, and comes up again.
    @Test func theServerDies() async throws {
        let folder = FilePath("/tmp/berry-kill-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))")
        defer { try? FileManager.default.removeItem(atPath: folder.string) }
        try await PushOrigin.with(.steps, folder: folder) { origin in
            let (expected, places, _) = try await origin.uninterrupted()
            let begun = places.filter { $0.name == "push.before-statement" || $0.name == "push.before-commit" }
            var generator = SeededGenerator(state: 7)
            let count = max(2, Kills.pushes / 10)
            var kills = Kills()
            for number in 0..<count {
                let place = try #require(begun.randomElement(using: &generator))
                let within = number % 2 == 0 ? nil : Duration.milliseconds(Int.random(in: 0...20, using: &generator))
                let stage = try await origin.copy { project, database in
                    try await Self.killServer(in: folder, project, database, at: place, within: within, expected)
                }
                if let stage { kills.add(Kills(in: stage)) }
            }
            kills.report("db push, the server dies")
            // What dies within statements may have ended before.
            #expect(kills.total >= (count + 1) / 2)
        }
        _ = try await LocalServer.stopProject(folder: folder)
    }

    private static let watchers = Task { try await TestDatabase.make() }

    /// Runs a push and ends it, or its session; answers where it was, nil when it had ended before.
    private static func kill(
        _ victim: Victim, _ project: Project, _ database: TestDatabase, after moment: Duration, at place: Place
    ) async throws -> String? {
        if victim == .clientAtPlace {
            let run = try await project.launch(push, ["BERRY_FAILPOINT": place.variable])
            return run.status == -9 ? "place \(place.name)" : nil
        }
        // Not in that database, where it would be a session like the others.
        let watcher = try await Self.watchers.value.connect()
        let (run, stage) = try await project.launchWatched(push) { running in
            try await Task.sleep(for: moment)
            if victim == .client {
                try? running.send(signal: .kill)
            } else {
                try await watcher.query(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1",
                    [Parameter(database.settings.database)])
            }
        }
        await watcher.close()
        return run.status == 0 ? nil : stage
    }

    /// Runs a push whose server dies when it comes to `place`, or a while after it went on from there; answers the
    /// place, nil when the push had ended before.
    private static func killServer(
        in folder: FilePath, _ project: Project, _ database: TestDatabase, at place: Place, within: Duration?,
        _ expected: PushedState
    ) async throws -> String? {
        let run = try await project.launchStopped(push, at: place) { running in
            let file = try String(contentsOfFile: folder.appending("data/postmaster.pid").string, encoding: .utf8)
            let pid = try #require(file.split(separator: "\n").first.flatMap { Int32($0) })
            if let within {
                try running.send(signal: .resume)
                try await Task.sleep(for: within)
            }
            // What the manual calls an immediate shutdown: the server comes up again by its log ("Shutting Down the
            // Server").
            #expect(Foundation.kill(pid, SIGQUIT) == 0)
            if within == nil {
                try await patiently { Foundation.kill(pid, 0) != 0 }
                try running.send(signal: .resume)
            }
        }
        let again = try await LocalServer.project(folder: folder)
        let database = TestDatabase(try #require(database.settings.database), on: again)
        let push = try await project.with(environment: ["DATABASE_URL": database.address]).launch(Self.push)
        #expect(push.status == 0, "after the server died at \(place.name): \(push.everything)")
        #expect(try await PushedState(database) == expected, "after the server died at \(place.name)")
        return run.status == 0 ? nil : "\(place.name)\(within == nil ? "" : ", later")"
    }
}
