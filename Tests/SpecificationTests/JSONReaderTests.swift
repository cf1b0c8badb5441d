import Diagnostics
import MarkedSources
import Specification
import Testing

/// JSON as RFC 8259 defines it; the small letters are the names of JSONTestSuite's files where they come from it.
struct JSONReaderTests {
    @Test(arguments: [
        "null", "true", " false ", "0", "-0", "1.5e+10", "1E2", "123456789012345678901234567890", #""""#, "[]", "{}",
        #"["\u0041\ud83d\ude00\"\\\/\b\f\n\r\t"]"#, "[1,\t2 ,\r\n3]", #"{"a":{"b":[{}]}}"#, #"{"":0}"#, "\"\u{7F}\"",
        "\"€𝄞\u{2028}\"", "\u{FEFF}[]",
    ])
    func accepts(_ text: String) throws {
        _ = try Document(SourceFile(path: "spec.json", text: text))
    }

    @Test(arguments: [
        "", " ", "[", "{", "[1,]", "[,1]", "[1 2]", "{,}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{"a" 1}"#, "{a:1}",
        "{'a':1}", "[1]]", "[1}", "01", "-", "-01", "+1", ".5", "1.", "1.e1", "1e", "1e+", "0x1F", "1_000", "NaN",
        "Infinity", "-Infinity", "True", "TRUE", "nul", "nulll", "undefined", "// c\n1", "/* c */1", "# c\n1",
        #"""#, #""\"#, #""\x""#, #""\u00""#, #""\u00g0""#, #""\u+041""#, #""\u-000""#, #""\ud800""#, #""\udc00""#,
        #""\ud800\ud800""#, #""\ud800x""#, #""\ud800\n""#, "\"\n\"", "\"\t\"", "\"\u{1}\"", "[1]x", "1 2", "\u{A0}1",
        "\u{FEFF}\u{FEFF}1", "'a'", "{\"a\":1;}",
    ])
    func rejects(_ text: String) {
        #expect(diagnostics(reading: text.utf8).map(\.code) == ["json-syntax"])
    }

    @Test(arguments: [
        [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22],
    ])
    func rejectsWhatIsNoUTF8(_ bytes: [UInt8]) {
        #expect(diagnostics(reading: bytes).map(\.code) == ["json-syntax"])
    }

    @Test func readsEscapesAndKeepsNumbersAsSpelt() throws {
        let document = try Document(SourceFile(path: "a.json", text: #"["\ud83d\ude00\u00e9\/", 1.50, -0]"#))
        guard case .array(let elements) = document.root.value else {
            Issue.record("not a list")
            return
        }
        #expect(elements.map(\.value) == [.string("😀é/"), .number("1.50"), .number("-0")])
    }

    @Test func pointsAtWhatIsWrong() {
        expect(
            """
            {
              "berry": 1,
              "name": "todo"1️⃣,
            }
            """, .at(1, "json-syntax"))
    }

    @Test func pointsAtASecondKeyAndShowsTheFirst() throws {
        let source = MarkedSource(#"{"name": "a", "größe": 1, 1️⃣"name": "b"}"#)
        let found = diagnostics(reading: source.text.utf8)
        source.expect([.at(1, "duplicate-key", "'name' occurs twice")], in: found)
        #expect(found.first?.notes.first?.location?.column == 2)
    }

    @Test func countsColumnsInScalars() {
        expect(#"{"berry": 1, "name": "a", "description": "日本語😀", "entities": [], 1️⃣"naem": 1}"#, .at(1, "unknown-key"))
    }

    @Test func refusesTheCharacterThatPostgreSQLCannotStore() {
        expect(#"{"berry": 1, "name": "a1️⃣\u0000", "entities": []}"#, .at(1, "nul-character"))
    }

    @Test(.timeLimit(.minutes(5)), arguments: [101, 10_000, 1_000_000])
    func refusesDeepNesting(_ depth: Int) {
        for opening in ["[", #"{"a":"#] {
            let text = Array(String(repeating: opening, count: depth).utf8)
            #expect(diagnostics(reading: text).map(\.code) == ["nested-too-deep"])
        }
    }

    @Test func refusesTooLargeAText() {
        let text = [UInt8](repeating: 0x20, count: 33 << 20)
        #expect(diagnostics(reading: text).map(\.code) == ["file-too-large"])
    }
}
