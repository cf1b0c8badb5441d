import AccessControl
import DatabaseTesting
import DomainModel
import Migrations
import Postgres
import Testing

/// What the oracle says from the rules alone, and what PostgreSQL does with the policies that were made of them.
@Suite struct OracleTests {
    @Test(arguments: ["rules", "paths"])
    func postgreSQLDoesWhatTheRulesSay(name: String) async throws {
        var total = OracleMatrix.Result()
        for (seed, world) in World.allCases.enumerated() {
            total.add(try await Self.run(Example(name, target: world.target), in: world, seed: seed, rows: 6, limit: 4))
        }
        #expect(total.mismatches.prefix(20) == [], "\(total.mismatches.count) of \(total.cells)")
        #expect(total.allowed * 100 >= total.cells * 15 && (total.refused + total.empty) * 100 >= total.cells * 30)
        print("\(name): \(total.cells) cells, \(total.allowed) allow, \(total.refused) refuse, \(total.empty) find nothing")
    }

    static func run(
        _ example: Example, in world: World, seed: Int, rows: Int, limit: Int
    ) async throws -> OracleMatrix.Result {
        try await withDatabase(world) { connection in
            try await connection.execute(example.migration.up)
            var random = RandomChoice(seed: seed)
            var filled = OracleWorld(example)
            try await filled.fill(rows, connection, &random)
            let matrix = OracleMatrix(world: filled, actors: OracleActor.all(roles: example.model.roles), limit: limit)
            var result = try await matrix.run(openPrivileges: false, connection, &random)
            result.add(try await matrix.run(openPrivileges: true, connection, &random))
            return result
        }
    }
}
