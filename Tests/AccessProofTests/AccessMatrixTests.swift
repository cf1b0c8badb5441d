import AccessProof
import DatabaseTesting
import Foundation
import Migrations
import Postgres
import Testing

/// PostgreSQL does what the rules say, for the specifications that hold every form of them.
@Suite struct AccessMatrixTests {
    @Test(arguments: [
        "rules", "paths", "parents", "shares", "teams", "limits", "staff", "invitations", "documents", "todo", "blog",
        "hostile", "trash", "kinds", "links",
    ])
    func postgreSQLDoesWhatTheRulesSay(name: String) async throws {
        let hasManyPrivileges = ["rules", "teams", "documents"].contains(name)
        for world in hasManyPrivileges ? World.allCases : [.plain] {
            let example = try Example(name, target: world.target)
            let result = try await example.prove(in: world, size: .tests)
            #expect(result.mismatches.prefix(5).map(\.diagnostic) == [], "\(world): \(result.mismatches.count)")
            #expect(result.emptyTables == [])
            var counts = ProofResult.Counts()
            for line in result.lines where line.request != .privilege { counts.add(line.counts) }
            #expect(counts.allowed * 10 >= counts.cells && (counts.refused + counts.empty) * 5 >= counts.cells)
        }
    }

    /// `BERRY_SPECIFICATIONS` says how many; 300 are run before a release, with `make access-matrix`.
    @Test func postgreSQLDoesWhatChanceRulesSay() async throws {
        let environment = ProcessInfo.processInfo.environment
        let count = environment["BERRY_SPECIFICATIONS"].flatMap { Int($0) } ?? 4
        let first = environment["BERRY_FIRST_SPECIFICATION"].flatMap { Int($0) } ?? 0
        var counts = ProofResult.Counts()
        var forms: [String: Int] = [:]
        for seed in first..<(first + count) {
            let specification = RandomSpecification(seed: seed)
            forms.merge(specification.forms, uniquingKeysWith: +)
            // Each kind of database in turn: an empty one, and Supabase's with both of its default privileges.
            let world = World.allCases[seed % World.allCases.count]
            let result = try await Example(json: specification.json, target: world.target)
                .prove(in: world, size: .tests, seed: seed)
            #expect(
                result.mismatches.prefix(3).map(\.diagnostic) == [],
                "\(result.mismatches.count) of seed \(seed) in \(world): \(specification.json)")
            for line in result.lines where line.request != .privilege { counts.add(line.counts) }
        }
        if environment["BERRY_SPECIFICATIONS"] != nil { Self.report(count, forms, counts) }
        #expect(forms.count == 17 && forms.values.allSatisfy { $0 >= count / 10 }, "\(forms)")
        #expect(
            counts.allowed * 100 >= counts.cells * 30 && (counts.refused + counts.empty) * 100 >= counts.cells * 30,
            "\(counts)")
    }

    private static func report(_ count: Int, _ forms: [String: Int], _ counts: ProofResult.Counts) {
        func percent(_ part: Int) -> String {
            "\(part * 1000 / max(1, counts.cells) / 10).\(part * 1000 / max(1, counts.cells) % 10) %"
        }
        print("\(count) specifications, \(counts.cells) cells, \(counts.mismatches) mismatches")
        print(
            "allowed \(percent(counts.allowed)), denied \(percent(counts.refused + counts.empty)): refused \(percent(counts.refused)), no row \(percent(counts.empty))"
        )
        for (form, number) in forms.sorted(by: { $0.key < $1.key }) { print("\(form): \(number)") }
    }

    /// Each actor tries each operation on each table.
    @Test func everythingIsTried() async throws {
        let result = try await Example("documents").prove(in: .plain, size: .tests)
        let tried = Set(result.cells.map { "\($0.cell.actor.name), \($0.cell.table), \($0.cell.request.rawValue)" })
        let actors = Set(result.cells.map(\.cell.actor.name))
        let tables = Set(result.cells.map(\.cell.table))
        #expect(actors.count >= 12 && tables.count == 10)
        // Nothing of them is deleted softly.
        let others: Set<ProofCell.Request> = [.privilege, .softDelete, .restore]
        for actor in actors {
            for table in tables {
                for request in ProofCell.Request.allCases where !others.contains(request) {
                    #expect(tried.contains("\(actor), \(table), \(request.rawValue)"))
                }
            }
        }
    }
}

extension ProofSize {
    /// Enough to meet each rule; the mutants need more.
    static let tests = ProofSize(rows: 6, candidates: 16, alike: 1)
}

extension Example {
    var matrix: AccessMatrix { AccessMatrix(ProofSubject(model, schema, access)) }

    /// Runs the matrix in a new database, after `sql` if there is any.
    func prove(
        in world: World, size: ProofSize, seed: Int = 1, after sql: String = ""
    ) async throws -> ProofResult {
        var matrix = matrix
        matrix.size = size
        matrix.seed = seed
        return try await withDatabase(world) { [matrix] connection in
            try await connection.execute(migration.up + sql)
            return try await matrix.run(on: connection)
        }
    }
}
