import AccessProof
import DatabaseTesting
import Diagnostics
import Migrations
import Postgres
import Testing

/// Every part of access control is missed by some cell when it is gone.
@Suite struct MutantTests {
    @Test func everyMutantIsNoticed() async throws {
        let example = try Example("todo")
        let result = try await withDatabase(.supabaseExplicit) { connection in
            try await connection.execute(example.migration.up)
            var matrix = example.matrix
            matrix.size = .small
            return try await MutationRun(matrix).run(on: connection)
        }
        #expect(result.diagnostics == [])
        #expect(result.count > 50 && result.killed.count == result.count)
    }

    /// A list can't talk a difference away.
    @Test func whatIsListedIsTried() async throws {
        let example = try Example("todo")
        let result = try await withDatabase(.supabaseExplicit) { connection in
            try await connection.execute(example.migration.up)
            var matrix = example.matrix
            matrix.size = .small
            let listed = [
                EquivalentMutant(mutant: "todos: row level security off", reason: "nobody looks"),
                EquivalentMutant(mutant: "nothing is called so", reason: "none"),
            ]
            return try await MutationRun(matrix, equivalents: listed).run(on: connection)
        }
        #expect(result.survivors == [])
        #expect(result.diagnostics.map(\.code) == ["not-equivalent", "unknown-mutant"])
    }
}
