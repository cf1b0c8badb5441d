import DatabaseTesting
import Migrations
import Postgres
import Specification
import Testing

/// The rules on real rows. Each file in `Cases` has statements with their outcome for each actor, written by hand from
/// the specification `rules`.
@Suite struct AccessMatrixTests {
    private static let files = ["accounts", "owners", "conditions", "grantees", "links"]

    @Test(arguments: World.allCases)
    func everyActorGetsWhatTheRulesSay(world: World) async throws {
        let migration = try Example("rules", target: world == .plain ? .postgres : .supabase).migration
        let rows = try lines(ofFile: "AccessControlTests/Cases/rows.sql").joined(separator: "\n")
        try await withDatabase(world) { connection in
            try await connection.execute(migration.up)
            try await connection.execute(Actor.filled(rows))
            for file in Self.files {
                for line in try lines(ofFile: "AccessControlTests/Cases/\(file).txt") {
                    let item = try Case(line)
                    for (actor, expected) in zip(Actor.allCases, item.expected) {
                        let outcome = try await actor.outcome(of: item.sql, connection)
                        #expect(outcome == expected, "\(actor): \(item.sql)")
                    }
                }
            }
        }
    }

    /// One line: the outcome for each actor, `|`, and the statement. `no` is a refusal with SQLSTATE 42501.
    private struct Case {
        let expected: [String]
        let sql: String

        init(_ line: String) throws {
            let parts = line.split(separator: "|", maxSplits: 1)
            try #require(parts.count == 2, "\(line)")
            expected = parts[0].split(separator: " ").map { $0 == "no" ? "42501" : String($0) }
            sql = String(parts[1])
            try #require(expected.count == Actor.allCases.count, "\(line)")
        }
    }
}
