/// Options as a catalog prints them: `fillfactor='70', note='a, b'`.
struct OptionList {
    var entries: [(name: String, value: String)] = []

    /// Values are literals, in which a quote is doubled; `E'…'` also has backslashes, doubled as well.
    init(_ text: String?) {
        var rest = Substring(text ?? "")
        while let equals = rest.firstIndex(of: "=") {
            let name = rest[..<equals]
            var end = rest.index(after: equals)
            var quotes = 0
            while end < rest.endIndex, !(rest[end] == "," && quotes.isMultiple(of: 2)) {
                if rest[end] == "'" { quotes += 1 }
                end = rest.index(after: end)
            }
            let value = rest[rest.index(after: equals)..<end].drop { $0 == " " }
            entries.append((String(name.prefix { $0 != " " }), String(value)))
            rest = rest[end...].drop { $0 == "," || $0 == " " }
        }
    }

    /// `set (…)` and `reset (…)`, as far as they are needed.
    static func changes(from old: String?, to new: String?) -> [String] {
        let (before, after) = (OptionList(old).entries, OptionList(new).entries)
        let gone = before.filter { b in !after.contains { $0.name == b.name } }.map(\.name)
        let set = after.filter { a in !before.contains { $0 == a } }.map { "\($0.name) = \($0.value)" }
        return (gone.isEmpty ? [] : ["reset (\(gone.joined(separator: ", ")))"])
            + (set.isEmpty ? [] : ["set (\(set.joined(separator: ", ")))"])
    }

    /// What comes behind ALTER SERVER and its like.
    static func foreignChange(_ old: String?, _ new: String?) -> String {
        let (before, after) = (OptionList(old).entries, OptionList(new).entries)
        let gone = before.filter { b in !after.contains { $0.name == b.name } }.map { "drop \($0.name)" }
        let set = after.filter { a in !before.contains { $0 == a } }.map { a in
            "\(before.contains { $0.name == a.name } ? "set" : "add") \(a.name) \(a.value)"
        }
        return "options (\((gone + set).joined(separator: ", ")))"
    }
}
