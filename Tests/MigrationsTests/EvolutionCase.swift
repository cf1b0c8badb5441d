import Foundation

/// A file of `Evolutions/`: the entities of two specifications, rows of the first, and what becomes of both.
struct EvolutionCase {
    let path: String
    private let sections: [String: String]

    static let names: [String] = {
        let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return (files ?? []).filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()
    }()

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Evolutions")
    private static let headlines = [
        "before", "rows", "after", "large", "query", "migrations", "rows afterwards",
        "rows taken back",
    ]

    init(_ name: String) throws {
        path = "MigrationsTests/Evolutions/\(name).txt"
        let text = try String(contentsOf: Self.folder.appending(path: "\(name).txt"), encoding: .utf8)
        var sections: [String: String] = [:]
        var section = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("== "), Self.headlines.contains(String(line.dropFirst(3))) {
                section = String(line.dropFirst(3))
                sections[section] = ""
            } else {
                sections[section, default: ""] += line + "\n"
            }
        }
        self.sections = sections
    }

    /// The specifications, whose entities and further keys the file states.
    var before: String { specification("before") }
    var after: String { specification("after") }
    var rows: String { sections["rows"] ?? "" }
    /// The tables that count as large, as SQL writes them.
    var large: Set<String> { Set((sections["large"] ?? "").split(separator: "\n").map(String.init)) }
    /// What is asked of the rows before, and then afterwards.
    var queries: [String] { (sections["query"] ?? "").split(separator: "\n").map(String.init) }

    private func specification(_ section: String) -> String {
        "{\"berry\": 1, \"name\": \"evolution\", \"target\": \"postgres\", \(sections[section] ?? "")}"
    }

    /// The whole file, with what came out for its last sections.
    func text(_ results: [(String, String)]) -> String {
        let names = ["before", "rows", "after", "large", "query"].filter { $0 != "large" || sections[$0] != nil }
        let given = names.map { ($0, sections[$0] ?? "") }
        return (given + results).map { "== \($0)\n\($1)" }.joined()
    }
}
