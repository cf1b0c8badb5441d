import DatabaseTesting
import Foundation
import Migrations
import Postgres

/// What row level security costs on tables of 1,000,000 rows: each form of policy that berry generates, against the same
/// rows read by the tables' owner, whom no policy restricts. And what plans hold: nothing may be asked once a row.
struct AccessBenchmark {
    let runs: Int

    func goals() async throws -> [Goal] {
        let example = try Example(json: AccessTables.specification)
        return try await withDatabase(.plain) { connection in
            try await connection.execute(example.migration.up)
            try await connection.execute(
                "set statement_timeout = 0; set max_parallel_workers_per_gather = 0; set jit = off")
            for statement in AccessTables.rows { try await connection.execute(statement) }
            try await connection.execute("vacuum analyze")
            var goals: [Goal] = []
            print("\nreads of 1,000,000 rows: without policies, with them, and the ratio")
            for reading in AccessReading.all {
                let result = try await measure(reading, on: connection)
                goals += result.goals
                print(result.line)
            }
            goals += try await insertions(on: connection)
            goals += try await anonymousReads(on: connection)
            return goals
        }
    }

    // MARK: Reading

    private func measure(
        _ reading: AccessReading, on connection: isolated Connection
    ) async throws -> (goals: [Goal], line: String) {
        let baseline = try await plan(of: reading.baseline, as: nil, on: connection)
        let restricted = try await plan(of: reading.query, as: reading.caller, on: connection)
        let ratio = restricted.milliseconds / baseline.milliseconds
        // A sum of less than half a millisecond is nothing that anybody waits for.
        let limit = max(reading.limit, (baseline.milliseconds + 0.5) / baseline.milliseconds)
        var problems = restricted.plan.problems(onceARow: reading.table)
        if restricted.plan.scans(reading.table), !baseline.plan.scans(reading.table) {
            problems.append("sequential scan of \(reading.table)")
        }
        if restricted.rows != baseline.rows {
            problems.append("\(restricted.rows) rows instead of \(baseline.rows)")
        }
        var goals: [Goal] = []
        if reading.exception == nil {
            goals.append(
                Goal(name: "\(reading.name), with policies", measured: ratio, limit: limit, unit: "x"))
            goals.append(
                Goal(
                    name: "\(reading.name), plan", measured: problems.isEmpty ? nil : 2, limit: 1, unit: "",
                    note: "nothing once a row"))
        }
        let times = number(baseline.milliseconds) + number(restricted.milliseconds) + " ms" + number(ratio)
        let found = problems.isEmpty ? "" : "  \(problems.joined(separator: "; "))"
        let exception = reading.exception.map { "  known: \($0)" } ?? ""
        return (goals, reading.name.padding(toLength: 50, withPad: " ", startingAt: 0) + times + found + exception)
    }

    /// The plan of a query and the median of its times; `caller` is nil for the tables' owner.
    private func plan(
        of query: String, as caller: AccessCaller?, on connection: isolated Connection
    ) async throws -> (plan: QueryPlan, milliseconds: Double, rows: Double) {
        var times: [Double] = []
        var last: QueryPlan?
        var rows = 0.0
        for _ in 0...runs {
            try await connection.execute("begin; \(caller?.statements ?? "")")
            let text = try await connection.execute("explain (analyze, timing off, format json) \(query)").one.text(0)
            try await connection.execute("rollback")
            let explained = try QueryPlan.Explained.read(text)
            times.append(explained.milliseconds)
            rows = explained.plan.rows
            last = explained.plan
        }
        guard let last else { throw QueryPlan.Unreadable(text: query) }
        // The first run warms the cache.
        return (last, Array(times.dropFirst()).median, rows)
    }

    // MARK: Writing

    /// Rows of the caller's own, ten thousand in one statement.
    private func insertions(on connection: isolated Connection) async throws -> [Goal] {
        var goals: [Goal] = []
        for (table, columns, values) in AccessTables.insertions {
            let statement =
                "insert into public.\(table) (\(columns)) select \(values) from generate_series(1, 10000) as n"
            let baseline = try await plan(of: statement, as: nil, on: connection).milliseconds
            let restricted = try await plan(of: statement, as: .user, on: connection).milliseconds
            goals.append(
                Goal(name: "10,000 rows into \(table)", measured: restricted / baseline, limit: 1.2, unit: "x"))
        }
        return goals
    }

    // MARK: Nobody

    /// Whoever isn't signed in has no privilege on tables for those who are. With all privileges, policies alone keep
    /// the rows, and no table is looked at.
    private func anonymousReads(on connection: isolated Connection) async throws -> [Goal] {
        var goals: [Goal] = []
        for table in AccessTables.closedTables {
            var isRefused = false
            try await connection.execute("begin; set local role anon")
            do throws(PostgresError) {
                try await connection.execute("select * from public.\(table)")
            } catch {
                isRefused = error.sqlState == "42501"
            }
            try await connection.execute(
                "rollback; begin; grant select on public.\(table) to anon; set local role anon")
            let text = try await connection.execute("explain (format json) select * from public.\(table)").one.text(0)
            try await connection.execute("rollback")
            let scans = try QueryPlan.read(text).nodes.contains { $0.relation != nil }
            goals.append(
                Goal(
                    name: "\(table), read by nobody", measured: isRefused && !scans ? nil : 2, limit: 1, unit: "",
                    note: "refused, and no scan without that"))
        }
        return goals
    }
}
