import DatabaseTesting
import Migrations
import Postgres
import Specification
import Testing

/// What holds for every database that berry makes, asked of PostgreSQL's catalogs.
@Suite struct LintTests {
    @Test(arguments: [
        "todo", "blog", "everything", "hostile", "rules", "paths", "parents", "shares", "teams", "limits", "staff",
        "trash", "kinds",
    ])
    func nothingIsFound(example: String) async throws {
        for world in World.allCases {
            let migration = try Example(example, target: world == .plain ? .postgres : .supabase).migration
            try await withDatabase(world) { connection in
                try await connection.execute(migration.up)
                #expect(await connection.takeNotices().isEmpty)
                #expect(try await Lint.findings(connection) == [], "\(world)")
            }
        }
    }

    /// Each lint finds what it is for: none of them passes because it looks at nothing.
    @Test func eachIsFound() async throws {
        let migration = try Example("rules").migration
        let mutants = try lines(ofFile: "AccessControlTests/Cases/mutants.sql")
        try await withDatabase(.supabaseLegacy) { connection in
            try await connection.execute(migration.up)
            var caught: Set<String> = []
            for mutant in mutants {
                try await connection.execute("begin; \(mutant)")
                let findings = try await Lint.findings(connection)
                #expect(!findings.isEmpty, "\(mutant)")
                caught.formUnion(findings)
                try await connection.execute("rollback")
            }
            #expect(Lint.all.map(\.name).filter { !caught.contains($0) } == [])
        }
    }
}
