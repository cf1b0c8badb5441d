import Diagnostics
import MarkedSources
import Testing

@testable import SpecificationFormats

/// Names that mean nothing, or two things.
@Suite struct BindingErrorTests {
    @Test func whatNobodyDeclared() {
        expect(
            """
            Table users {
              id uuid [pk]
              kind text [default: 1️⃣kinds.a]
              role roles [default: roles.2️⃣owner]
              team_id uuid [ref: > 3️⃣teams.id]
              other_id uuid [ref: > teams.id]
              friend_id uuid [ref: > users.4️⃣ids]
              ~5️⃣stamps
              indexes {
                (6️⃣nam, id)
              }
            }
            Enum roles { owners members }
            TableGroup g { 7️⃣user }
            Records 8️⃣things(a) { 1 }
            Records users(9️⃣idd) { 1 }
            """.replacing("~5️⃣stamps\n", with: "\n").replacing("(6️⃣nam, id)", with: "(6️⃣idx, id)"),
            .at(1, "unknown-enum", "'kinds'"), .at(2, "unknown-value", "'owner'", fix: "write 'owners'"),
            .at(3, "unknown-table", "'teams'", fix: "declare it"), .at(4, "unknown-column", "'ids'", fix: "write 'id'"),
            .at(6, "unknown-column", "'idx'"), .at(7, "unknown-table", "'user'", fix: "write 'users'"),
            .at(8, "unknown-table", "'things'"), .at(9, "unknown-column", "'idd'", fix: "write 'id'"))
        expect(
            "Table t {\n  id int [pk]\n  ~1️⃣stamp\n}\nTablePartial stamps { at date }",
            .at(1, "unknown-partial", "'stamp'", fix: "write 'stamps'"))
    }

    @Test func namesThatAreTaken() {
        expect("Table t { id int [pk] }\nTable 1️⃣t { id int [pk] }", .at(1, "duplicate-name", "'t'"))
        expect(
            "Table t { id int [pk] }\nTable public.1️⃣t { id int [pk] }".replacing("public.1️⃣t", with: "1️⃣public.t"),
            .at(1, "duplicate-name"))
        expect("Table t as u { id int [pk] }\nTable v as 1️⃣u { id int [pk] }", .at(1, "duplicate-name", "'u'"))
        expect("Enum e { a }\nEnum 1️⃣e { b }", .at(1, "duplicate-name", "an enum"))
        expect("Enum e {\n  a\n  1️⃣a\n}", .at(1, "duplicate-value"))
        expect("Table t {\n  id int [pk]\n  1️⃣id int\n}", .at(1, "duplicate-column", "'id'"))
        expect("Project a { }\n1️⃣Project b { }", .at(1, "second-project"))
        expect("Table t { id int [pk] }\nTableGroup a { t }\nTableGroup b { 1️⃣t }", .at(1, "second-group"))
    }

    @Test func whatIsEmptyOrContradictsItself() {
        expect("Enum 1️⃣e { }\nTable 2️⃣t { }", .at(1, "empty-enum"), .at(2, "empty-table"))
        expect("Table t {\n  id int [pk]\n  1️⃣a int [null, not null]\n}", .at(1, "conflicting-settings"))
    }

    @Test func references() {
        let tables = "Table a {\n  id int [pk]\n  b int\n}\nTable c {\n  id int [pk]\n  d int\n}\n"
        expect(tables + "Ref: 1️⃣a.(id, b) > c.id", .at(1, "reference-width", "2 and 1"))
        expect(tables + "Ref: 1️⃣a.id > a.id", .at(1, "self-reference"))
        expect(tables + "Ref: a.b > c.id\nRef: 1️⃣c.id < a.b", .at(1, "duplicate-reference"))
        expect(
            tables + "Ref: a.b > c.id [delete: 1️⃣cascad]", .at(1, "unknown-action", "'cascad'", fix: "write 'cascade'"))
    }

    @Test func records() {
        expect(
            "Table t {\n  id int [pk]\n  a text\n}\nRecords t(id, a) {\n  1, 'x'\n  1️⃣2\n  3,\n}\n2️⃣Records t(id) {\n}",
            .at(1, "record-width", "1 value, for 2 columns"), .at(2, "second-records"))
    }

    @Test func aTableWithAnUnreadableLineHidesNoFurtherColumn() {
        expect(
            "Table a {\n  id int [pk]\n  1️⃣7 int\n}\nTable b {\n  id int [pk]\n  a_id int [ref: > a.seven]\n}",
            .at(1, "unexpected-token"))
    }

    @Test func theShopOfNself() throws {
        let error = #expect(throws: DiagnosticsError.self) { try DBMLImport(dbmlFile("nself-shop"), named: "shop") }
        #expect(error?.diagnostics.map(\.message) == ["there is no table 'brands'", "there is no table 'customers'"])
        #expect(error?.diagnostics.map { $0.location?.line } == [20, 39])
    }
}
