import Diagnostics
public import Foundation
import SQL
import Specification
import SpecificationFormats

/// Feeds a reader texts that are nearly right. The same number always makes the same text.
public struct ReaderFuzz: Sendable {
    /// What reads texts that anybody may have written.
    public enum Reader: String, CaseIterable, Sendable { case json, yaml, dbml, sql }

    public let reader: Reader
    /// Texts that are right, and pieces of them.
    private let seeds: [[UInt8]]

    /// - Parameter folder: the project's own, whose examples and tests are the corpus.
    public init(_ reader: Reader, corpus folder: URL) throws {
        self.reader = reader
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { path in
            path.hasSuffix(".\(reader == .yaml ? "json" : reader.rawValue)")
                && ["Tests", "examples", "specs", "templates"].contains { path.hasPrefix("\($0)/") }
        }.sorted()
        var seeds: [[UInt8]] = []
        for name in names where seeds.count < 400 {
            let bytes = Array(try Data(contentsOf: folder.appending(path: name)).prefix(20_000))
            for start in stride(from: 0, to: bytes.count, by: 1_000) {
                seeds.append(Array(bytes[start..<min(start + 1_500, bytes.count)]))
            }
            if bytes.count < 6_000 { seeds.append(bytes) }
        }
        if reader == .yaml { seeds += Self.yaml.map { Array($0.utf8) } }
        self.seeds = seeds
    }

    public var seedCount: Int { seeds.count }

    /// The text with this number.
    public func input(_ number: Int) -> [UInt8] {
        var random = Mutation(number)
        guard !seeds.isEmpty else { return [] }
        var bytes = seeds[random.next(below: seeds.count)]
        for _ in 0...random.next(below: 6) { random.mutate(&bytes, with: seeds, words: Self.words[reader] ?? []) }
        return bytes
    }

    /// Reads a text to its end, whatever it is.
    public func read(_ bytes: [UInt8]) {
        switch reader {
        case .json, .yaml:
            let file = SourceFile(path: reader == .json ? "f.json" : "f.yaml", bytes: bytes)
            guard let document = try? Document(file) else { return }
            var reading = Reading(file: file)
            _ = Specification.read(document.root, &reading)
        case .dbml: _ = try? DBMLImport(SourceFile(path: "f.dbml", bytes: bytes), named: "f")
        case .sql:
            let script = SQLScript(String(decoding: bytes, as: UTF8.self))
            for statement in script.statements { _ = statement.keyword }
        }
    }

    private static let words: [Reader: [String]] = [
        .json: ["{\"a\":", "[[", "\"\\u", "\\ud800", "1e999", "-", "null", "\"name\": ", "{}", "],", "\u{FEFF}"],
        .yaml: [
            "- ", "&a ", "*a", "!!x ", "? ", "|\n", ">-\n", "<<: ", "---\n", "...\n", "\t", "{a: ", "[b, ", "%YAML",
        ],
        .dbml: [
            "Table t {", "}\n", "Ref: a.b > c.d", "[pk]", "'''", "indexes {", "Enum e {", "~p", "/*",
            "use * from 'x'\n",
        ],
        .sql: [
            "$$", "$a$", "/*", "*/", "--", "E'\\", "';", "begin atomic ", "end;", "(", "\"", "U&'", "\\copy ", "\\.",
        ],
    ]

    private static let yaml = [
        "berry: 1\nname: app\nentities:\n  - name: Todo\n    fields:\n      - {name: title, type: text}\n",
        "a: &x [1, 2]\nb: *x\nc: |\n  text\n   more\nd: >-\n  folded\n# comment\n'e': \"f\\n\"\n? g\n: h\n",
        "- - - a\n- {b: {c: [d, e]}}\n- !!str 5\n- ~\n",
    ]
}
