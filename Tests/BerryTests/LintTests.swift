import Foundation
import Postgres
import Testing

/// `berry db lint` on what is generated, and on a live database.
@Suite struct LintTests {
    /// Every example is clean, in CI too: a finding that is intended has a reason in the example's berry.json.
    @Test(arguments: ["todo", "blog", "shop", "team-tasks", "restaurants"])
    func findsNothingInTheExamples(example: String) async throws {
        try await Project.with(example: example) { project in
            let settings = URL(filePath: #filePath).appending(path: "../../../examples/\(example)/berry.json")
                .standardizedFileURL
            if FileManager.default.fileExists(atPath: settings.path) {
                try project.write("berry.json", String(contentsOf: settings, encoding: .utf8))
            }
            let run = try await project.berry("db", "lint", "--strict")
            #expect(run.status == 0, "\(run.everything)")
            #expect(run.output.hasPrefix("no errors, no warnings"), "\(run.output)")
            #expect(!run.errors.contains("unused-allowance"), "\(run.errors)")
        }
    }

    /// Hand-written SQL is looked at, in the file in which berry makes the table.
    @Test func namesTheGeneratedLine() async throws {
        try await Project.with { project in
            try project.write(
                "database/sql/extra.sql",
                "create index again on public.todos (user_id);\ngrant truncate on public.todos to anon;\n")
            try project.edit("\"berry\": 1,", "\"berry\": 1, \"sql\": [\"database/sql/extra.sql\"],")
            try await project.succeed("generate")
            let run = try await project.berry("db", "lint")
            #expect(run.status == 1, "\(run.everything)")
            #expect(
                run.output.contains("anon holds TRUNCATE on public.todos")
                    && run.output.contains("2 errors, no warnings"),
                "\(run.output)")
            let line = try project.read("database/schema/todos.sql").split(
                separator: "\n", omittingEmptySubsequences: false
            ).firstIndex { $0.hasPrefix("create table public.todos") }
            let place = try "database/schema/todos.sql:\(#require(line) + 1)"
            #expect(run.output.contains("\(place): public.todos has the same index twice"), "\(run.output)")

            let json = try project.json(try await project.berry("db", "lint", "--json", "--sarif", "lint.sarif"))
            #expect(json["errors"] as? Int == 2)
            let findings = try #require(json["findings"] as? [[String: Any]])
            #expect(findings.map { $0["lint"] as? String } == ["excess_privileges", "duplicate_index"])
            #expect(findings.first?["file"] as? String == "database/schema/todos.sql")
            try checkSARIF(project)
        }
    }

    private func checkSARIF(_ project: Project) throws {
        let log = try #require(
            JSONSerialization.jsonObject(with: Data(project.read("lint.sarif").utf8)) as? [String: Any])
        #expect(log["version"] as? String == "2.1.0")
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        let rules = try #require(
            ((run["tool"] as? [String: Any])?["driver"] as? [String: Any])?["rules"] as? [[String: Any]])
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.count == 2)
        for result in results {
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
            let location = try #require((result["locations"] as? [[String: Any]])?.first)
            let physical = try #require(location["physicalLocation"] as? [String: Any])
            #expect((physical["artifactLocation"] as? [String: Any])?["uri"] as? String == "database/schema/todos.sql")
            #expect(((physical["region"] as? [String: Any])?["startLine"] as? Int ?? 0) > 3)
        }
    }

    /// What is intended is allowed by name, with a reason; what allows nothing is said.
    @Test func allowsWhatIsIntended() async throws {
        try await Project.with { project in
            try project.write("database/sql/extra.sql", "create index again on public.todos (user_id);\n")
            try project.edit("\"berry\": 1,", "\"berry\": 1, \"sql\": [\"database/sql/extra.sql\"],")
            func settings(_ allowed: String) throws {
                try project.write(
                    "berry.json",
                    "{\"specification\": \"spec/specification.json\", \"postgresql\": 15, \"allowedLints\": [\(allowed)]}"
                )
            }
            let twice = "{\"lint\": \"duplicate_index\", \"on\": \"public.todos\", \"reason\": \"for a measurement\"}"
            try settings("\(twice), {\"lint\": \"no_primary_key\", \"reason\": \"none\"}")
            let run = try await project.succeed("db", "lint", "--strict", "--sarif", "lint.sarif")
            #expect(run.output.contains("no errors, no warnings, 1 allowed:"), "\(run.output)")
            #expect(run.errors.contains("nothing is found that berry.json allows: no_primary_key"), "\(run.errors)")
            #expect(try project.read("lint.sarif").contains("\"justification\" : \"for a measurement\""))

            try settings("{\"lint\": \"nonsense\", \"reason\": \" \"}")
            let wrong = try await project.berry("db", "lint")
            #expect(wrong.status == 1)
            #expect(wrong.errors.contains("there is no lint called 'nonsense'"), "\(wrong.errors)")
            #expect(wrong.errors.contains("the reason is empty"), "\(wrong.errors)")
        }
    }

    /// A live database is looked at as it is, and left as it is.
    @Test func looksAtALiveDatabase() async throws {
        try await Project.withDatabase { project, database, connection in
            try await project.succeed("db", "lint", "--db", "--strict")
            try await connection.execute(
                "create view public.all_todos as select * from public.todos; grant select on public.all_todos to anon")
            let before = try await DatabaseSnapshot(connection, project: project.id)
            let run = try await project.berry("db", "lint", "--database-url", database.address)
            #expect(run.status == 1, "\(run.everything)")
            #expect(run.output.contains("public.all_todos shows what its owner may read"), "\(run.output)")
            #expect(!run.everything.contains("postgres:postgres"))
            #expect(try await DatabaseSnapshot(connection, project: project.id) == before)
            // The specification describes no such view.
            try await project.succeed("db", "lint")
            // Without a project, too.
            try await Project.with(example: nil) { empty in
                let run = try await empty.berry("db", "lint", "--database-url", database.address)
                #expect(run.output.contains("public.all_todos"), "\(run.everything)")
            }
        }
    }

    /// Warnings alone fail only where they shall.
    @Test func failsForWarningsWhenStrict() async throws {
        try await Project.with { project in
            try project.write("database/sql/extra.sql", "create unique index titles on public.todos (title);\n")
            try project.edit("\"berry\": 1,", "\"berry\": 1, \"sql\": [\"database/sql/extra.sql\"],")
            let run = try await project.succeed("db", "lint")
            #expect(run.output.contains("titles is unique over rows"), "\(run.output)")
            #expect(try await project.berry("db", "lint", "--strict").status == 1)
        }
    }

    @Test func listsEveryLint() async throws {
        try await Project.with(example: nil) { project in
            let run = try await project.succeed("db", "lint", "--list")
            #expect(run.output.contains("error unindexed_foreign_keys (0001):"), "\(run.output)")
        }
    }
}
