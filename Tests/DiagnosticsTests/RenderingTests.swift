import Diagnostics
import Testing

@Suite struct RenderingTests {
    @Test func pointsIntoTheLine() {
        let file = SourceFile(path: "spec.json", text: "{\n  \"nmae\": \"todo\"\n}\n")
        let diagnostic = Diagnostic(
            .error, "unknown-key", "there is no key 'nmae' here", at: file.location(of: 4..<10),
            notes: [.init("it was added here", at: file.location(of: 0..<1))], fix: "write 'name'")
        #expect(
            DiagnosticRenderer().render(diagnostic) == """
                spec.json:2:3: error: there is no key 'nmae' here [unknown-key]
                 2 |   "nmae": "todo"
                   |   ^~~~~~
                  note: spec.json:1:1: it was added here
                  fix: write 'name'

                """)
    }

    @Test func countsScalarsNotBytes() {
        let file = SourceFile(path: "a", text: "é€x")
        #expect(file.location(of: 5..<6).column == 3)
        #expect(file.offset(line: 1, column: 3) == 5)
    }

    @Test func ordersByPlace() {
        let file = SourceFile(path: "a", text: "one\ntwo\n")
        var diagnostics = Diagnostics()
        diagnostics.error("b", "second", at: file.location(of: 4..<7))
        diagnostics.warning("a", "first", at: file.location(of: 0..<3))
        #expect(diagnostics.sorted.map(\.message) == ["first", "second"])
        #expect(throws: DiagnosticsError.self) { try diagnostics.throwIfErrors() }
    }

    /// What is wrong in a million places is not kept a million times.
    @Test func countsWhatIsMoreThanAnyoneReads() {
        var (inner, outer) = (Diagnostics(), Diagnostics())
        for number in 1...250 { inner.error("a", "error \(number)", at: nil) }
        for number in 1...101 { inner.warning("b", "warning \(number)", at: nil) }
        outer.error("c", "first", at: nil)
        outer.report(inner)
        #expect(outer.count == 352)
        #expect(outer.all.count == 2 * Diagnostics.limit)
        #expect(outer.sorted.suffix(2).map(\.message) == ["… and 1 more warning", "… and 151 more errors"])
        #expect(outer.sorted.first?.message == "first")
        #expect(outer.hasErrors)
    }

    @Test(
        arguments: [
            ("requierd", "required"), ("txet", "text"), ("belongTo", "belongsTo"), ("bananas", nil),
        ] as [(String, String?)])
    func suggestsTheNearestWord(word: String, expected: String?) {
        #expect(nearest(to: word, among: ["required", "text", "belongsTo", "timestamps"]) == expected)
    }

    /// A minified file is one line; what is shown of it, and what it costs to say so, stays small.
    @Test func showsThePartOfALongLine() {
        let file = SourceFile(
            path: "a", text: String(repeating: "é", count: 100_000) + "!" + String(repeating: "x", count: 9))
        let place = file.location(of: 200_000..<200_001)
        #expect(place.column == 100_001)
        #expect(place.text.unicodeScalars.count <= 250)
        #expect(file.offset(line: 1, column: 100_001) == 200_000)
        let text = DiagnosticRenderer().render(Diagnostic(.error, "c", "m", at: place))
        let lines = text.split(separator: "\n")
        let marked = lines[1].unicodeScalars.map { $0 }[lines[2].unicodeScalars.map { $0 }.firstIndex(of: "^") ?? 0]
        #expect(marked == "!")
    }

    @Test(arguments: [1, 2, 300, 700]) func findsOffsetsAmongMultiByteText(column: Int) {
        let file = SourceFile(path: "a", text: "first\n" + String(repeating: "aé€", count: 400) + "\nlast")
        let offset = file.offset(line: 2, column: column)
        #expect(file.location(of: offset..<offset + 1).column == column)
        #expect(file.location(of: offset..<offset + 1).line == 2)
    }
}
