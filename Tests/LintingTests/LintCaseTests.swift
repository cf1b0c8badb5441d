import Catalog
import DatabaseTesting
import Foundation
import Postgres
import Testing

@testable import Linting

/// Each lint on a schema that is wrong, and on one like it that is right.
@Suite struct LintCaseTests {
    @Test(arguments: Lint.all.map(\.name).filter { !withoutCase.contains($0) })
    func findsWhatIsWrong(lint: String) async throws {
        let lints = Lint.all.filter { $0.name == lint }
        let example = try LintCase(lint)
        let wrong = try await withDatabase(example.world) { connection in
            try await connection.execute(example.wrong)
            return try await LintReport(connection, lints: lints).findings.map(\.detail)
        }
        #expect(wrong.sorted() == example.finds.sorted())
        let right = try await withDatabase(example.world) { connection in
            try await connection.execute(example.right)
            return try await LintReport(connection, lints: lints).findings.map(\.detail)
        }
        #expect(right == [])
    }

    /// No role of a test's server may make a foreign table.
    static let withoutCase = ["foreign_table_in_api"]

    @Test func findsForeignTables() throws {
        let table = Fact(.table, "public.prices", [.schema: "public", .server: "shop"])
        let grant = Fact(
            .grant, "on table public.prices to anon", [.grantee: "anon", .privileges: "select"], parent: table.id)
        func finds(_ facts: [Fact]) throws -> [String] {
            let database = LintedDatabase(
                catalog: Catalog(facts), apiRoles: ["anon"], exposedSchemas: ["public"], policies: [], tables: [:],
                functions: [:], equalities: [], rights: LintedDatabase.rights(of: Catalog(facts)))
            let lint = try #require(Lint.all.first { $0.name == "foreign_table_in_api" })
            guard case .facts(let find) = lint.search else { return [] }
            return find(database).map(\.detail)
        }
        #expect(try finds([table, grant]) == ["public.prices is open to an API's callers"])
        #expect(try finds([table]) == [])
        #expect(try finds([Fact(.table, "public.prices", [.schema: "public"]), grant]) == [])
    }

    @Test func everyCaseBelongsToALint() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: LintCase.folder.path)
            .map { $0.replacing(".sql", with: "") }
        #expect(Set(files) == Set(Lint.all.map(\.name)).subtracting(Self.withoutCase))
    }

    /// The lints that others know by a number: all of splinter's but those about the state of a running server, and all
    /// of berry's own.
    @Test func everyKnownNumberIsThere() {
        let splinter = (1...29).filter { ![5, 12, 20, 22].contains($0) }.map { String(format: "%04d", $0) }
        let own = (1...20).map { "B\($0)" }
        #expect(Set(Lint.all.flatMap(\.codes)) == Set(splinter + own))
        #expect(Set(Lint.all.map(\.name)).count == Lint.all.count)
    }
}

/// A file of `Cases`: SQL that is wrong, what is found in it, SQL that is right.
struct LintCase {
    var world = World.supabaseExplicit
    var wrong = ""
    var finds: [String] = []
    var right = ""

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

    init(_ name: String) throws {
        let text = try String(contentsOf: Self.folder.appending(path: "\(name).sql"), encoding: .utf8)
        var section = ""
        for line in text.split(separator: "\n").map(String.init) {
            switch (section, line) {
            case (_, "-- wrong"), (_, "-- finds"), (_, "-- right"): section = line
            case ("", _): world = try #require(World(rawValue: line.replacing("-- in: ", with: "")))
            case ("-- finds", _): finds.append(line.replacing("-- ", with: "", maxReplacements: 1))
            case ("-- wrong", _): wrong += line + "\n"
            default: right += line + "\n"
            }
        }
    }
}
