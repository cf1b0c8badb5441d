internal import Catalog

/// What functions and policies mean the same although things they mention are called otherwise.
///
/// PostgreSQL lets policies follow a rename, but keeps the text of a function; and a function that is named after
/// something is another function once that has a new name. So texts are compared with the old names replaced: where
/// nothing else differs, nobody may see or do more or less than before.
struct FollowedNames: Sendable {
    private var renames: [Rename] = []
    /// Functions that are gone → those that came in their place.
    private var successors: [String: String] = [:]

    /// A new name, without what the thing is in.
    private struct Rename {
        var old: String
        var new: String
        /// For a column: what its table was called.
        var table: String?
    }

    init(from old: Catalog, to new: Catalog, by declared: [DeclaredRename]) {
        var formerTables: [String: String] = [:]
        for rename in declared {
            let parts = [rename.old, rename.new].map { Self.parts(of: $0.name) }
            guard let before = parts[0].last, let after = parts[1].last else { continue }
            var table: String?
            if rename.old.kind == .column {
                // Columns are renamed behind their tables.
                table = parts[0].dropLast().last.map { formerTables[$0] ?? $0 }
            } else {
                formerTables[after] = before
            }
            renames.append(Rename(old: before, new: after, table: table))
        }
        guard !renames.isEmpty else { return }
        var arrived: [String: Fact] = [:]
        for function in new.facts where function.kind == .function && old[function.id] == nil {
            arrived[Self.replaced(function[.definition] ?? "", [function.bareName: "f"])] = function
        }
        for function in old.facts where function.kind == .function && new[function.id] == nil {
            let text = function[.definition] ?? ""
            let names = newNames(in: text).merging([function.bareName: "f"]) { $1 }
            if let successor = arrived[Self.replaced(text, names)], successor[.schema] == function[.schema] {
                successors[function.bareName] = successor.bareName
            }
        }
    }

    /// The new names of what a text may mean: a column's where the text mentions its table, too. A name that may mean
    /// two things isn't followed.
    private func newNames(in text: String) -> [String: String] {
        var mentioned: Set<String> = []
        Self.eachName(of: text) { mentioned.insert(String($0)) }
        let meant = renames.filter { $0.table.map(mentioned.contains) ?? true }
        return Dictionary(grouping: meant, by: \.old).compactMapValues { renames in
            Set(renames.map(\.new)).count == 1 ? renames[0].new : nil
        }
    }

    /// The condition of an old policy with the functions that it would call now.
    func condition(_ text: String) -> String { Self.replaced(text, successors) }

    /// Whether a function says the same, apart from new names.
    func agree(_ old: Fact, _ new: Fact) -> Bool {
        guard let before = old[.definition], let after = new[.definition] else { return false }
        return old.differences(from: new) == [.definition] && Self.replaced(before, newNames(in: before)) == after
    }

    /// `public.tasks.team_id` → its three parts, each as SQL writes it.
    private static func parts(of name: String) -> [String] {
        var parts: [String] = []
        eachName(of: name) { parts.append(String($0)) }
        return parts
    }

    /// `text` with whole names replaced.
    private static func replaced(_ text: String, _ names: [String: String]) -> String {
        if names.isEmpty { return text }
        var result = ""
        var end = text.startIndex
        eachName(of: text) { name in
            result += text[end..<name.startIndex] + (names[String(name)] ?? String(name))
            end = name.endIndex
        }
        return result + text[end...]
    }

    /// Every word of `text`, and everything in double quotes with them.
    private static func eachName(of text: String, _ body: (Substring) -> Void) {
        var rest = text[...]
        while let first = rest.first {
            let name: Substring
            if first == "\"" {
                let inside = rest.dropFirst().prefix { $0 != "\"" }
                name = rest[..<(rest.index(inside.endIndex, offsetBy: 1, limitedBy: rest.endIndex) ?? rest.endIndex)]
            } else {
                name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            }
            if name.isEmpty {
                rest = rest.dropFirst()
            } else {
                body(name)
                rest = rest[name.endIndex...]
            }
        }
    }
}
