import Catalog
import CatalogReader
import Foundation
import LocalPostgres
import Postgres
import SchemaDiff
import Synchronization

/// How long somebody waits who writes to a table while it is changed: at the longest, for the online form of each change
/// and for the statement that anybody would write.
///
/// `BERRY_BENCH_ROWS` is how many rows the table has.
struct StallBenchmark {
    var rows = Int(ProcessInfo.processInfo.environment["BERRY_BENCH_ROWS"] ?? "") ?? 300_000

    /// A change of the table, as PostgreSQL's manual would have one write it.
    private struct Form {
        var name: String
        var statement: String
        /// What rows get that are there, where no default says it.
        var fill: (column: String, value: String)?
    }

    private static let forms = [
        Form(name: "an index", statement: "create index big_number_idx on public.big (number)"),
        Form(name: "a unique key", statement: "alter table public.big add constraint big_number_key unique (number)"),
        Form(name: "a check", statement: "alter table public.big add constraint big_check check (number >= 0)"),
        Form(
            name: "a foreign key",
            statement: "alter table public.big add constraint big_few_fkey foreign key (few) references public.few (id)"
        ),
        Form(name: "a required column", statement: "alter table public.big alter column number set not null"),
        Form(
            name: "another type", statement: "alter table public.big alter column number type bigint"),
        Form(
            name: "a default for each row",
            statement: "alter table public.big add column token uuid not null default gen_random_uuid()"),
        Form(
            name: "a backfill",
            statement: """
                alter table public.big add column short text; update public.big set short = left(text, 3);
                alter table public.big alter column short set not null
                """, fill: ("short", "left(text, 3)")),
    ]

    func goals() async throws -> [Goal] {
        let server = try await LocalServer.scratch()
        try await server.createDatabase("base")
        let base = try await Connection(server.connectionSettings(database: "base"))
        try await base.execute(
            """
            create table public.few (id integer primary key);
            insert into public.few select generate_series(0, 99);
            create table public.big (id integer primary key, number integer, few integer, text text not null);
            insert into public.big select n, n, n % 100, md5(n::text) from generate_series(1, \(rows)) as n;
            """)
        try await base.execute("vacuum analyze")
        await base.close()
        print("\n\(rows) rows, longest wait of a writer, s       online    naive")
        var goals: [Goal] = []
        for form in Self.forms {
            let naive = try await wait(for: form, on: server) { connection, _ in
                try await connection.execute(form.statement)
            }
            let online = try await wait(for: form, on: server) { connection, goal in
                try await carryOut(form, to: goal, connection)
            }
            print(
                form.name.padding(toLength: 40, withPad: " ", startingAt: 0) + number(online) + number(naive))
            goals.append(
                Goal(name: "stall of \(form.name), against naive", measured: online / naive, limit: 0.5, unit: "x"))
        }
        try await server.stop()
        return goals
    }

    private func carryOut(_ form: Form, to goal: Catalog, _ connection: Connection) async throws {
        var declared = DeclaredChanges()
        declared.largeTables = [Fact.ID(.table, "public.big")]
        if let fill = form.fill {
            declared.fills[Fact.ID(.column, "public.big.\(fill.column)")] = Fill(fill.value, isConstant: false)
        }
        let plan = try SchemaPlan(from: try await CatalogReader.read(connection), to: goal, declared: declared)
        for transaction in plan.transactions {
            if transaction[0].execution == .outside {
                try await connection.execute(transaction[0].statement)
                continue
            }
            try await connection.transaction { connection in
                for step in transaction { try await connection.execute(step.statement) }
            }
        }
    }

    /// Seconds, on a copy of the table of which somebody changes one row after the other.
    private func wait(
        for form: Form, on server: LocalServer, _ body: (Connection, Catalog) async throws -> Void
    ) async throws -> Double {
        try await server.createDatabase("goal", from: .copy(of: "base"))
        let goal = try await Connection(server.connectionSettings(database: "goal"))
        try await goal.execute(form.statement)
        let catalog = try await CatalogReader.read(goal)
        await goal.close()
        try await server.dropDatabase("goal")

        try await server.createDatabase("copy", from: .copy(of: "base"))
        let (connection, writer) = (
            try await Connection(server.connectionSettings(database: "copy")),
            try await Connection(server.connectionSettings(database: "copy"))
        )
        let isOver = Mutex(false)
        async let longest = longestWait(of: writer) { isOver.withLock { $0 } }
        do { try await body(connection, catalog) } catch {
            isOver.withLock { $0 = true }
            throw error
        }
        isOver.withLock { $0 = true }
        let seconds = try await longest
        await connection.close()
        await writer.close()
        try await server.dropDatabase("copy")
        return seconds
    }

    private func longestWait(of writer: Connection, until isOver: @Sendable () -> Bool) async throws -> Double {
        var (longest, place) = (0.0, 0)
        while !isOver() {
            place = (place + 7919) % rows
            let start = ContinuousClock.now
            try await writer.execute("update public.big set few = (few + 1) % 100 where id = \(place + 1)")
            longest = max(longest, (ContinuousClock.now - start).inSeconds)
        }
        return longest
    }
}
