import AccessControl
import DatabaseTesting
import DomainModel
import Foundation
import Migrations
import Postgres
import Testing

/// What the oracle says from the rules alone, and what PostgreSQL does with the policies that were made of them.
@Suite struct OracleTests {
    @Test(arguments: ["rules", "paths", "parents", "shares", "teams", "limits", "staff", "trash"])
    func postgreSQLDoesWhatTheRulesSay(name: String) async throws {
        var total = OracleMatrix.Result()
        for (seed, world) in World.allCases.enumerated() {
            total.add(try await Self.run(Example(name, target: world.target), in: world, seed: seed, rows: 6, limit: 4))
        }
        #expect(total.mismatches.prefix(20) == [], "\(total.mismatches.count) of \(total.cells)")
        #expect(total.allowed * 100 >= total.cells * 15 && (total.refused + total.empty) * 100 >= total.cells * 30)
    }

    /// `BERRY_SPECIFICATIONS` says how many; 300 are run before a release.
    @Test func postgreSQLDoesWhatChanceRulesSay() async throws {
        let count = ProcessInfo.processInfo.environment["BERRY_SPECIFICATIONS"].flatMap { Int($0) } ?? 12
        var total = OracleMatrix.Result()
        var forms: [String: Int] = [:]
        for seed in 0..<count {
            let specification = RandomSpecification(seed: seed)
            forms.merge(specification.forms, uniquingKeysWith: +)
            let result = try await Self.run(
                Example(json: specification.json), in: .plain, seed: seed, rows: 4, limit: 1)
            #expect(
                result.mismatches.prefix(5) == [], "\(result.mismatches.count) of seed \(seed): \(specification.json)")
            total.add(result)
        }
        #expect(forms.count == 15 && forms.values.allSatisfy { $0 >= count / 10 }, "\(forms)")
        #expect(
            total.allowed * 100 >= total.cells * 15 && (total.refused + total.empty) * 100 >= total.cells * 30,
            "\(total.cells) cells, \(total.allowed) allow, \(total.refused) refuse, \(total.empty) find nothing")
    }

    /// The oracle knows rules and rows. What makes policies is spelt nowhere in it.
    @Test func theOracleKnowsNoPolicy() throws {
        let folder = Self.sources.appending(path: "Oracle")
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.sources.appending(path: "Policies").path)
            .map { String($0.dropLast(".swift".count)) }
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.contains("RowFormula") && files.count >= 4)
        for file in files {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            let imports = text.split(separator: "\n").filter { $0.contains("import ") && !$0.hasPrefix("/") }
            for line in imports {
                #expect(line.hasSuffix(" DomainModel") || line.hasSuffix(" Specification"), "\(file): \(line)")
            }
            for name in names + ["AccessSchema", "SQLExpression", "Statement"] {
                #expect(!text.contains(name), "\(file) mentions \(name)")
            }
        }
    }

    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/AccessControl")

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
