import AccessProof
import DatabaseTesting
import Diagnostics
import Foundation
import Migrations
import Postgres
import Testing

/// Every part of access control is missed by some cell when it is gone.
@Suite struct MutantTests {
    /// With `BERRY_MUTANTS` the large specifications too, as `make access-matrix` has it.
    @Test(arguments: ProcessInfo.processInfo.environment["BERRY_MUTANTS"] == nil ? ["todo"] : ["documents", "limits"])
    func everyMutantIsNoticed(name: String) async throws {
        let example = try Example(name)
        let result = try await withDatabase(.plain) { connection in
            try await connection.execute(example.migration.up)
            var matrix = example.matrix
            matrix.size = .small
            return try await MutationRun(matrix, equivalents: Self.equivalents(name)).run(on: connection)
        }
        #expect(result.diagnostics == [])
        #expect(result.count > 50 && result.equivalents.count * 50 <= result.count)
    }

    /// `Expected/NAME.json`: mutants that change nothing, each with the reason.
    private static func equivalents(_ name: String) throws -> [EquivalentMutant] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Expected/\(name).json")
        guard let data = try? Data(contentsOf: file) else { return [] }
        return try JSONDecoder().decode([EquivalentMutant].self, from: data)
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
