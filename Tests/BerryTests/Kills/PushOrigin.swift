import Catalog
import CatalogReader
import Foundation
import LocalPostgres
import Postgres
import Subprocess
import SystemPackage
import Testing

/// A project with a change of at least twelve steps to push, and the database from which every push starts.
struct PushOrigin: Sendable {
    let project: Project
    /// The name of the database.
    let database: String
    /// The folder of the server that holds it; nil for the one of all tests.
    let folder: FilePath?

    /// - Parameter folder: of a server that may be killed.
    static func with(
        _ form: PushKillTests.Form, folder: FilePath? = nil, _ body: (PushOrigin) async throws -> Void
    ) async throws {
        let server = try await server(in: folder)
        let name = newName
        try await server.createDatabase(name, from: .bootstrap(SupabasePlatform.bootstrap(.explicit)))
        let database = TestDatabase(name, on: server)
        try await Project.with { project in
            let project = project.with(environment: ["DATABASE_URL": database.address])
            try await project.succeed("db", "setup", "--seed")
            let connection = try await database.connect()
            try await connection.execute(
                """
                insert into public.todos (title, user_id)
                select 'todo ' || n, (select id from auth.users order by id limit 1) from generate_series(1, 3000) as n
                """)
            await connection.close()
            try Self.edit(project)
            switch form {
            case .files: try await project.succeed("generate")
            case .steps: try await writeSteps(in: project)
            }
            try await body(PushOrigin(project: project, database: name, folder: folder))
        }
    }

    private static func server(in folder: FilePath?) async throws -> LocalServer {
        if let folder { try await LocalServer.project(folder: folder) } else { try await testServer() }
    }

    private static var newName: String { "d\(String(UInt64.random(in: 0...UInt64.max), radix: 36))" }

    /// Six indexed columns, two unique keys, two stricter checks, a new table and a foreign key to it.
    private static func edit(_ project: Project) throws {
        let fields = (1...6).map { "{\"name\": \"extra\($0)\", \"type\": \"integer\", \"indexed\": true}" }
        try project.add(field: fields.joined(separator: ", "))
        try project.edit(
            "{\"name\": \"notes\", \"type\": \"text\"}", "{\"name\": \"notes\", \"type\": \"text\", \"maxLength\": 500}"
        )
        try project.edit(
            "\"order\": [\"completed\"",
            "\"unique\": [[\"user\", \"title\", \"extra1\"]],\n      \"order\": [\"completed\"")
        try project.edit("\"maxLength\": 200", "\"maxLength\": 150")
    }

    /// The statements of the whole change, with some that change rows, in one file without a transaction.
    private static func writeSteps(in project: Project) async throws {
        let plan = try project.json(try await project.succeed("db", "diff", "--json"))
        let steps = try #require(plan["steps"] as? [[String: Any]]).compactMap { $0["statement"] as? String }
        let note = { (mark: String) in "update public.todos set notes = coalesce(notes, '') || '\(mark)'" }
        let statements = [note("a")] + steps.prefix(4) + [note("b")] + steps.dropFirst(4) + [note("c")]
        #expect(statements.count >= 12)
        try project.write(
            migration: "20270101000000_steps",
            up: "-- Runs outside a transaction.\n" + statements.map { $0 + ";\n" }.joined())
        try await project.succeed("generate")
    }

    /// Runs `body` on a copy of the project and of the database.
    func copy<Value: Sendable>(_ body: (Project, TestDatabase) async throws -> Value) async throws -> Value {
        let server = try await Self.server(in: folder)
        let name = Self.newName
        try await server.createDatabase(name, from: .copy(of: database))
        let copy = TestDatabase(name, on: server)
        let value = try await withProject(copy) { try await body($0, copy) }
        // It may be another server by now.
        try await Self.server(in: folder).dropDatabase(name)
        return value
    }

    private func withProject<Value: Sendable>(
        _ database: TestDatabase, _ body: (Project) async throws -> Value
    ) async throws -> Value {
        try await Project.with(example: nil) { copy in
            try FileManager.default.removeItem(atPath: copy.folder.string)
            try FileManager.default.copyItem(atPath: project.folder.string, toPath: copy.folder.string)
            return try await body(copy.with(environment: ["DATABASE_URL": database.address]))
        }
    }

    /// What the uninterrupted push makes, the places that it passes while it applies, and how long that takes.
    func uninterrupted() async throws -> (PushedState, [Place], Duration) {
        try await copy { project, database in
            let log = project.folder.appending("passed")
            try project.write("passed", "")
            let clock = ContinuousClock()
            let beginning = Moment()
            let run = try await project.launch(PushKillTests.push, ["BERRY_FAILPOINT_LOG": log.string]) { _ in
                try await patiently { try project.read("passed").contains("push.before-migration") }
                beginning.set(clock.now)
            }
            let duration = clock.now - beginning.value(or: clock.now)
            try #require(run.status == 0, "\(run.everything)")
            var counts: [String: Int] = [:]
            let places = try project.read("passed").split(separator: "\n").map(String.init)
                .filter { $0.hasPrefix("push.") }
                .map { name in
                    counts[name, default: 0] += 1
                    return Place(name: name, occurrence: counts[name] ?? 1)
                }
            return (try await PushedState(database), places, duration)
        }
    }
}

/// What a push is judged by: the schema, the ledger, and every row, without the times of changes.
struct PushedState: Equatable {
    var catalog: Catalog
    var rows: [String: [String]] = [:]

    init(_ database: TestDatabase) async throws {
        let connection = try await database.connect()
        catalog = try await CatalogReader.read(connection)
        for table in ["public.todos", "public.categories", "auth.users"] {
            rows[table] = try await connection.texts(
                "select (to_jsonb(t) - 'updated_at')::text from \(table) as t order by 1")
        }
        rows["ledger"] = try await connection.texts(
            "select version || ' ' || name || ' ' || digest || ' ' || status from berry.migrations order by 1")
        rows["invalid"] = try await connection.texts(
            "select indexrelid::regclass::text from pg_index where not indisvalid")
        await connection.close()
    }
}

/// When something happened, told by another task.
private final class Moment: @unchecked Sendable {
    private let lock = NSLock()
    private var instant: ContinuousClock.Instant?

    func set(_ instant: ContinuousClock.Instant) { lock.withLock { self.instant = instant } }
    func value(or other: ContinuousClock.Instant) -> ContinuousClock.Instant { lock.withLock { instant ?? other } }
}

extension Project {
    /// Runs a push; `during` begins when it applies its first migration. Answers where it was last.
    func launchWatched(
        _ arguments: [String], during: @escaping @Sendable (Running) async throws -> Void
    ) async throws -> (run: Run, stage: String) {
        try await launchWatched(
            arguments, [:], from: Place(name: "push.before-migration", occurrence: 1), during: during)
    }

    /// Runs a push that stops at `place`; `during` begins when it does, and has to let it go on (`SIGCONT`).
    func launchStopped(
        _ arguments: [String], at place: Place, during: @escaping @Sendable (Running) async throws -> Void
    ) async throws -> Run {
        try await launchWatched(arguments, ["BERRY_FAILPOINT_STOP": place.variable], from: place, during: during).run
    }

    private func launchWatched(
        _ arguments: [String], _ environment: [String: String], from place: Place,
        during: @escaping @Sendable (Running) async throws -> Void
    ) async throws -> (run: Run, stage: String) {
        try write("passed", "")
        var environment = environment
        environment["BERRY_FAILPOINT_LOG"] = folder.appending("passed").string
        let run = try await launch(arguments, environment) { running in
            try await patiently { try self.passed().count { $0 == place.name } >= place.occurrence }
            try await during(running)
        }
        let last = try passed().last { $0.hasPrefix("push.") }
        try remove("passed")
        return (run, last ?? "start")
    }

    private func passed() throws -> [String] { try read("passed").split(separator: "\n").map(String.init) }
}

extension TestDatabase {
    init(_ name: String, on server: LocalServer) {
        self.init(
            settings: server.connectionSettings(database: name),
            address: "postgresql://postgres@/\(name)?host=\(server.socketFolder)")
    }
}
