import Diagnostics
import MarkedSources
import Specification
import Testing

@testable import SpecificationFormats

/// Several files that use each other.
@Suite struct ModuleTests {
    static let common = """
        Table users { id uuid [pk] }
        Table teams {
          id uuid [pk]
          lead_id uuid [ref: > users.id]
          kind kinds
        }
        Table billing.invoices { id uuid [pk] }
        Enum kinds { small large }
        Enum colors { red green }
        TablePartial stamps { at timestamp }
        TableGroup people {
          users
          teams
        }
        Note hint { 'look here' }
        """

    private func names(_ text: String, _ others: [String: String]) throws -> [String] {
        try specification(of: text, others: others).entities.map(\.name)
    }

    @Test func everythingOfAFile() throws {
        let main =
            "use * from './common'\nTable posts {\n  id uuid [pk]\n  author_id uuid [ref: > users.id]\n  ~stamps\n}"
        let made = try specification(of: main, others: ["common.dbml": Self.common])
        #expect(made.entities.map(\.name) == ["Post", "User", "Team", "Invoice"])
        #expect(made.entities[0].fields.map(\.name) == ["at"])
        #expect(made.entities[0].relations.map(\.name) == ["author"])
        // An enum comes along where a table uses it.
        #expect(made.enums.map(\.name) == ["Kind"] || made.enums.map(\.name) == ["Kinds"])
    }

    @Test func someOfIt() throws {
        let others = ["lib/common.dbml": Self.common]
        #expect(try names("use { table teams } from './lib/common.dbml'", others) == ["Team"])
        #expect(
            try names("use {\n  Table users\n  schema billing\n} from 'lib/common'", others) == ["User", "Invoice"])
        #expect(try names("use { tablegroup people } from 'lib/common'", others) == ["User", "Team"])
        let renamed = try specification(of: "use { table teams as crews } from 'lib/common'", others: others)
        #expect(renamed.entities.map(\.name) == ["Crew"])
        // What it refers to isn't used.
        #expect(
            diagnostics(of: "use { table teams } from 'lib/common'", others: others).map(\.code) == [
                "reference-left-out"
            ])
    }

    @Test func onlyReuseIsPassedOn() throws {
        let others = [
            "a.dbml": "use * from 'common'", "b.dbml": "reuse { table users } from 'common'\nreuse * from 'c'",
            "c.dbml": "reuse * from './b'\nTable things { id uuid [pk] }", "common.dbml": Self.common,
        ]
        #expect(try names("use * from 'a'", others) == [])
        #expect(try names("use * from 'b'", others) == ["User", "Thing"])
        #expect(try names("use * from 'c'", others) == ["Thing", "User"])
    }

    @Test func filesThatUseEachOther() throws {
        let main = "use * from 'other'\nTable a {\n  id uuid [pk]\n  b_id uuid [ref: > b.id]\n}"
        let other = "use * from 'main'\nTable b {\n  id uuid [pk]\n  a_id uuid [ref: > a.id]\n}"
        let made = try specification(of: main, others: ["other.dbml": other])
        #expect(made.entities.map(\.name) == ["A", "B"])
        #expect(made.entities.flatMap(\.relations).map(\.name) == ["b", "a"])
    }

    @Test func whatIsWrongIsReportedInItsFile() {
        let main = MarkedSource(
            "use * from 1️⃣'nowhere'\nuse { table 2️⃣user } from 'common'\nuse * from 'common'\nuse * from 3️⃣'more'")
        let found = diagnostics(
            of: main.text,
            others: ["common.dbml": Self.common, "more.dbml": "Table users { id int [pk] }\nRef: users.id > x.id"])
        main.expect(
            [
                .at(1, "file-not-found", "nowhere.dbml"), .at(2, "unknown-name", "'user'", fix: "write 'users'"),
                .at(3, "duplicate-name", "'users'", fix: "as other_users"),
            ], in: found.filter { $0.location?.file == "main.dbml" })
        #expect(found.filter { $0.location?.file == "more.dbml" }.map(\.code) == ["unknown-table"])
    }

    @Test(arguments: [
        ("./x", "a/b.dbml", "a/x.dbml"), ("../x.dbml", "a/b.dbml", "x.dbml"), ("../../x", "a/b.dbml", "../x.dbml"),
        ("/x", "a/b.dbml", "/x.dbml"), ("x", "b.dbml", "x.dbml"),
    ])
    func paths(written: String, origin: String, path: String) {
        #expect(SchemaReader.path(written, from: origin) == path)
    }
}
