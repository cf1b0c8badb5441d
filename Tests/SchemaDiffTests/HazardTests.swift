import Catalog
import CatalogReader
import DatabaseTesting
import LocalPostgres
import Postgres
import SchemaDiff
import Testing

@Suite(.serialized) struct HazardTests {
    /// What a question counts that doesn't tell which values are in danger.
    private static let unsure = Question.Unit.count(one: "value to convert", many: "values to convert")
    private static let roles = ["anon", "authenticated", "service_role"]

    /// The keys and sentences of a plan's hazards, and what a database with rows in it answers.
    @Test(arguments: HazardCase.names) func saysWhatIsUnsafe(name: String) async throws {
        let example = try HazardCase(name)
        let major = try await testServer().installation.major
        // Some distributions come without extensions; Debian's, which the tests install, has them.
        if major > 15, example.needsExtensions { return }
        try await withPlan(of: example) { plan, database in
            var lines = ""
            for hazard in plan.hazards {
                lines += "-- \(hazard.key)\n--   \(hazard.message)\n"
                if hazard.isAnsweredOnline { lines += "--   (answered online)\n" }
                guard example.rows != nil, let question = hazard.question else { continue }
                let number = try await answer(question, database)
                // The size of a table is another one on another machine.
                #expect(question.unit != .bytes || number >= 0)
                lines += "--   \(question.unit == .bytes ? "(its size)" : question.answer(number))\n"
            }
            try compare(example.text(lines), withFile: example.path)
        }
    }

    /// What is said of rows comes true: a plan fails when a question finds rows that don't fit and otherwise succeeds,
    /// and it writes those tables anew of which it is said.
    @Test(arguments: HazardCase.names) func comesTrue(name: String) async throws {
        let example = try HazardCase(name)
        guard example.rows != nil else { return }
        try await withPlan(of: example) { plan, database in
            var (rejected, isCertain) = (0, true)
            for hazard in plan.hazards where hazard.name == .rejectsRows {
                guard let question = hazard.question, question.unit != Self.unsure else {
                    isCertain = false
                    continue
                }
                rejected += try await answer(question, database)
            }
            let before = try await files(database)
            var problem: PostgresError?
            do {
                try await database.execute("reset all; set check_function_bodies = off; set search_path = ''")
                for step in plan.steps { try await database.execute(step.statement) }
            } catch { problem = error as? PostgresError }
            if rejected > 0 {
                #expect(problem != nil, "\(rejected) rows were said not to fit")
            } else if isCertain {
                #expect(problem == nil, "\(String(describing: problem))")
            }
            guard problem == nil else { return }
            let after = try await files(database)
            let written = Set(before.filter { after[$0.key] != nil && after[$0.key] != $0.value }.map(\.key))
            let rewrites = plan.hazards.filter { $0.name == .rewrite }
            let announced = Set(rewrites.map { table(of: $0.subject) })
            let uncertain = Set(rewrites.filter { $0.message.contains("may write") }.map { table(of: $0.subject) })
            // Times of another zone aren't written anew where that is UTC.
            #expect(written.isSubset(of: announced))
            #expect(announced.subtracting(uncertain).isSubset(of: written))
        }
    }

    /// An owner whom the table's policies bind doesn't see all rows, and gets no number rather than a wrong one.
    @Test func countsAllRowsOrNone() async throws {
        try await withDatabase(.supabaseExplicit) { database in
            try await database.execute(
                """
                create table t (a int);
                insert into t values (1), (2);
                alter table t enable row level security;
                alter table t force row level security;
                grant create on schema public to anon;
                alter table t owner to anon;
                """)
            let plan = try SchemaPlan(from: try await CatalogReader.read(database), to: .empty)
            let question = try #require(plan.hazards.first { $0.name == .dataLoss }?.question)
            #expect(try await answer(question, database) == 2)
            try await database.execute("set role anon")
            let error = await #expect(throws: PostgresError.self) { try await answer(question, database) }
            #expect(error?.sqlState == "42501")
        }
    }

    private func withPlan(
        of example: HazardCase, _ body: @Sendable (SchemaPlan, Connection) async throws -> Void
    ) async throws {
        try await testServer().createRoles(Self.roles)
        let new = try await withDatabase(.plain) { connection in
            try await connection.execute(example.new)
            return try await CatalogReader.read(connection)
        }
        try await withDatabase(.plain) { connection in
            try await connection.execute(example.old)
            if let rows = example.rows { try await connection.execute(rows) }
            let old = try await CatalogReader.read(connection)
            try await body(SchemaPlan(from: old, to: new), connection)
        }
    }

    private func answer(_ question: Question, _ database: Connection) async throws -> Int {
        try await database.transaction { connection in
            try await connection.execute(Question.settings)
            return try await connection.query(question.sql).one.int(0)
        }
    }

    /// Each table with the number of the file that it is in.
    private func files(_ database: Connection) async throws -> [String: Int] {
        let rows = try await database.query(
            """
            select format('%I.%I', n.nspname, c.relname), c.relfilenode::bigint from pg_class as c
            join pg_namespace as n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname !~ '^pg_|^information'
            """)
        var files: [String: Int] = [:]
        for row in rows { files[try row.text(0)] = try row.int(1) }
        return files
    }

    private func table(of id: Fact.ID) -> String {
        guard id.kind == .column, let dot = id.name.lastIndex(of: ".") else { return id.name }
        return String(id.name[..<dot])
    }
}
