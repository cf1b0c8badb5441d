import Diagnostics
import Foundation
import MarkedSources
import Testing

@testable import SpecificationFormats

/// What is wrong with the text itself: one diagnostic for each thing, at its place, whatever comes after it.
@Suite struct SyntaxErrorTests {
    @Test func settingsThatNothingCloses() {
        expect(
            """
            Table users {
              id int 1️⃣[pk
              name varchar [not null]
              email varchar [unique, 2️⃣uniqe, note: 'x']
              3️⃣age int [default: ]
            }
            """.replacing("3️⃣age int [default: ]", with: "age int [default: 3️⃣]"),
            .at(1, "unclosed-settings", fix: "write ]"), .at(2, "unknown-setting", "'uniqe'", fix: "write 'unique'"),
            .at(3, "unexpected-token", "a value is expected here, not ']'"))
    }

    @Test func blocksThatNothingCloses() {
        expect(
            """
            1️⃣Table users {
              id int [pk]

            2️⃣Enum status {
              active
              inactive

            Table posts {
              id int [pk]
            }

            Table 3️⃣products
              id int [pk]
              name varchar
            }
            """,
            .at(1, "unclosed-block", "table", fix: "write }"), .at(2, "unclosed-block", "enum"),
            .at(3, "unexpected-token", "{ is expected after this", fix: "write {"))
    }

    @Test func textsThatNothingCloses() {
        expect(
            "Table t {\n  id int [pk, default: 1️⃣'a]\n  name text [note: 'b']\n  2️⃣\"x y int\n}\n",
            .at(1, "unclosed-string", "'"), .at(2, "unclosed-string", "\""))
        expect("Table t { id int [pk] }\n1️⃣/* and so on", .at(1, "unclosed-comment", fix: "*/"))
        expect("Table t {\n id int [pk]\n}\nProject p {\n Note: 1️⃣'''on and on", .at(1, "unclosed-string", fix: "'''"))
        expect("Table t {\n id int [pk]\n checks {\n  1️⃣`a > 0\n }\n}", .at(1, "unclosed-string", "`"))
    }

    @Test func charactersAndNumbers() {
        expect("Table t {\n  id int [pk]\n  1️⃣☃ int\n}", .at(1, "unexpected-character", "U+2603"))
        expect("Table t {\n  id int [pk]\n  a int [default: 1️⃣12.5x]\n}", .at(1, "invalid-number"))
        expect("Table t [headercolor: 1️⃣#12345] {\n  id int [pk]\n}", .at(1, "invalid-color"))
        expect("Table t {\n  id int [pk, note: 'a1️⃣\\u12']\n}", .at(1, "invalid-escape", "four"))
        let file = SourceFile(path: "a.dbml", bytes: Array("Table ü {".utf8) + [0xC3, 0x28])
        let found = Parser.parse(file).diagnostics.all
        #expect(found.map(\.code) == ["invalid-utf8"])
        #expect(found.first?.location?.column == 10)
    }

    @Test func whatIsNoDeclaration() {
        expect(
            "1️⃣Tabel t {\n  id int [pk]\n}\nTable u { id uuid [pk] }",
            .at(1, "unknown-declaration", "'Tabel'", fix: "write 'Table'"))
        expect("Project p {\n  1️⃣use * from 'x'\n}", .at(1, "misplaced-declaration"))
        expect("1️⃣= 3", .at(1, "unexpected-token", "a declaration"))
    }

    @Test func settings() {
        expect("Table t {\n  id int [pk, 1️⃣pk]\n}", .at(1, "duplicate-setting", "'pk'"))
        expect("Table t {\n  id int [pk: 1️⃣3]\n}", .at(1, "setting-value", "no value"))
        expect("Table t {\n  id int [pk, 1️⃣default]\n}", .at(1, "setting-value", "needs a value"))
        expect("Table t {\n  id int [pk, note: 1️⃣3]\n}", .at(1, "setting-value", "a text"))
        expect("Table t {\n  id int [pk, ref: 1️⃣x.y]\n}", .at(1, "unexpected-token", "<, >, - or <>"))
        expect("Table t {\n  id int [pk, ref: > 1️⃣x]\n}", .at(1, "missing-column", fix: "x.id"))
    }

    @Test func names() {
        expect("Table 1️⃣a.b.c {\n  id int [pk]\n}", .at(1, "nested-schema"))
        expect("Table t {\n  id 1️⃣[pk]\n}", .at(1, "unexpected-token", "a type is expected here"))
        expect("Table t {\n  1️⃣id\n}", .at(1, "unexpected-token", "the type of the column 'id'"))
        expect("Table t {\n  id int [pk]\n  1️⃣7 int\n}", .at(1, "unexpected-token", "a column"))
    }

    @Test func oneStatementIsOneDiagnostic() {
        expect(
            """
            Table t {
              id int [pk]
              a int 1️⃣) ( ] } {
              b int
            }
            Ref: t.a 2️⃣= t.b [delete: cascade] { }
            Enum e {
              3️⃣[ x ]
              y
            }
            """.replacing(" } {", with: ""),
            .at(1, "unexpected-token"), .at(2, "unexpected-token"), .at(3, "unexpected-token"))
    }

    @Test func manyAreCountedAndNotKept() {
        let text = "Table t {\n" + String(repeating: "  a int [nonsense]\n", count: 5000) + "}\n"
        let found = diagnostics(of: text)
        #expect(found.count == 101)
        #expect(found.errorCount >= 5000)
    }
}
