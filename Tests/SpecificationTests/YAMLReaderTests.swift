import Diagnostics
import MarkedSources
import Specification
import Testing

struct YAMLReaderTests {
    @Test func readsTheSameShape() throws {
        let yaml = try specification(
            """
            berry: 1
            name: todo
            entities:
              - name: Todo
                fields:
                  - {name: title, type: text, required: true}
            """, path: "spec.yaml")
        let json = try specification(
            #"""
            {"berry": 1, "name": "todo", "entities": [{"name": "Todo", "fields": [
              {"name": "title", "type": "text", "required": true}]}]}
            """#)
        #expect(yaml == json)
    }

    @Test func keepsWordsThatYAML11TookForTruth() throws {
        let document = try Document(
            SourceFile(path: "a.yml", text: "[no, on, Yes, y, 'true', 012, 0x1F, 1.5, ~, null]"))
        guard case .array(let elements) = document.root.value else {
            Issue.record("not a list")
            return
        }
        #expect(
            elements.map(\.value) == [
                .string("no"), .string("on"), .string("Yes"), .string("y"), .string("true"), .string("012"),
                .string("0x1F"), .number("1.5"), .null, .null,
            ])
    }

    @Test func reportsLikeJSON() {
        expect(
            """
            berry: 1
            name: todo
            1️⃣naem: x
            entities:
              - name: Größe 😀
                fields:
                  - {name: "日本", type: 2️⃣txt}
                3️⃣acces: []
            """, .at(1, "unknown-key", fix: "'name'"), .at(2, "unknown-word", fix: "'text'"),
            .at(3, "unknown-key", fix: "'access'"), path: "spec.yaml")
    }

    @Test func readsAByteOrderMarkAndWindowsLines() {
        expect(
            "\u{FEFF}1️⃣bery: 1\r\nname: a\r\nentities: 2️⃣x\r\n", .at(1, "unknown-key"), .at(2, "wrong-type"),
            .at(1, "missing-key"), path: "spec.yml")
    }

    @Test func keepsPlacesAfterBreaksThatOnlyYAMLCounts() {
        expect(
            "berry: 1\nname: a\ndescription: 'a\u{2028}b'\nentities: []\n1️⃣naem: b", .at(1, "unknown-key"),
            path: "a.yaml")
    }

    @Test(arguments: [
        "name: &a x\nother: *a", "name: &a x", "name: !!int 5", "name: !custom x", "name: !!binary eA==",
        "a: &a [x]\nb: &b [*a, *a]\n? *b\n: c", "? [a, b]\n: c", "{a: b}: c",
    ])
    func refusesAnchorsAliasesTagsAndOddKeys(_ text: String) {
        #expect(diagnostics(reading: text.utf8, path: "a.yaml").map(\.code) == ["yaml-unsupported"])
    }

    @Test func keepsAmpersandsAndAsterisksInTexts() throws {
        let document = try Document(
            SourceFile(path: "a.yaml", text: "a: 'x &y'\nb: |\n  select *\n  from t where a & b\nc: count(*)\nd: '*z'"))
        #expect(document.root.member("b")?.value.value == .string("select *\nfrom t where a & b\n"))
    }

    /// Lists of lists of lists: a few hundred bytes that stand for 9⁹ strings, compared or hashed as keys.
    @Test(.timeLimit(.minutes(5))) func refusesABillionLaughsWithoutReadingThem() {
        var text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
        for level in 1...9 {
            let references = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(references)]\n"
        }
        #expect(diagnostics(reading: (text + "? *a9\n: x").utf8, path: "a.yaml").map(\.code) == ["yaml-unsupported"])
    }

    @Test(arguments: [101, 1000, 10_000, 1_000_000])
    func refusesDeepNesting(_ depth: Int) {
        for opening in ["[", "- ", "{a: ", "? "] {
            let text = String(repeating: opening, count: depth)
            let codes = diagnostics(reading: text.utf8, path: "a.yaml").map(\.code)
            #expect(codes == ["nested-too-deep"] || codes == ["yaml-syntax"] && depth <= 1000, "\(opening)")
        }
        guard depth <= 1000 else { return }
        let lines = (0..<depth).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        #expect(diagnostics(reading: lines.utf8, path: "a.yaml").map(\.code) == ["nested-too-deep"])
    }

    @Test func pointsAtASecondKeyAndShowsTheFirst() throws {
        let source = MarkedSource("berry: 1\nentities:\n  - name: A\n    table: name\n    1️⃣name: B\nname: c")
        let found = diagnostics(reading: source.text.utf8, path: "a.yaml")
        source.expect([.at(1, "duplicate-key", "'name' occurs twice")], in: found)
        #expect(found.first?.notes.first?.location?.line == 3)
    }

    @Test func refusesSeveralDocuments() {
        expect("berry: 1\n1️⃣---\nberry: 1", .at(1, "yaml-syntax", "another document"), path: "a.yaml")
    }

    @Test(arguments: ["", "# nothing", "a: [", "a: 'b", "\tb: 1", "a: b: c", "a\n b: c\nd"])
    func rejects(_ text: String) {
        #expect(diagnostics(reading: text.utf8, path: "a.yaml").map(\.code) == ["yaml-syntax"])
    }

    @Test func rejectsWhatIsNoUTF8() {
        #expect(diagnostics(reading: [0x61, 0x3A, 0x20, 0xFF], path: "a.yaml").map(\.code) == ["yaml-syntax"])
    }

    @Test func refusesTheCharacterThatPostgreSQLCannotStore() {
        expect("name: 1️⃣\"a\\0\"", .at(1, "nul-character"), path: "a.yaml")
    }
}
