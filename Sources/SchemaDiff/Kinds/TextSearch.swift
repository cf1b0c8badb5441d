internal import Catalog
internal import Foundation

enum TextSearchDictionaryChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        let options = fact[.options].map { ", \($0)" } ?? ""
        return ["create \(fact.reference) (template = \(fact[.handler] ?? "")\(options))"] + fact.ownership
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop \(fact.reference)"] }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        guard old[.handler] == new[.handler] else { return .replacement }
        let (before, after) = (OptionList(old[.options]).entries, OptionList(new[.options]).entries)
        let gone = before.filter { b in !after.contains { $0.name == b.name } }.map(\.name)
        let set = after.filter { a in !before.contains { $0 == a } }.map { "\($0.name) = \($0.value)" }
        let list = (gone + set).joined(separator: ", ")
        return .inPlace((list.isEmpty ? [] : ["alter \(new.reference) (\(list))"]) + new.ownerChange(from: old))
    }
}

enum TextSearchConfigurationChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["create \(fact.reference) (parser = \(fact[.handler] ?? ""))"]
            + grouped(mappings(fact)).map { "alter \(fact.reference) add mapping for \($0) with \($1)" }
            + fact.ownership
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop \(fact.reference)"] }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        guard old[.handler] == new[.handler] else { return .replacement }
        let (before, after) = (mappings(old), mappings(new))
        let gone = before.keys.filter { after[$0] == nil }.sorted()
        let added = after.filter { before[$0.key] == nil }
        let changed = after.filter { before[$0.key] != nil && before[$0.key] != $0.value }
        let configuration = "alter \(new.reference)"
        return .inPlace(
            (gone.isEmpty ? [] : ["\(configuration) drop mapping for \(gone.joined(separator: ", "))"])
                + grouped(changed).map { "\(configuration) alter mapping for \($0) with \($1)" }
                + grouped(added).map { "\(configuration) add mapping for \($0) with \($1)" }
                + new.ownerChange(from: old))
    }

    /// Sort of token → dictionaries.
    private static func mappings(_ fact: Fact) -> [String: String] {
        let pairs = try? JSONDecoder().decode([[String]].self, from: Data((fact[.values] ?? "[]").utf8))
        return Dictionary((pairs ?? []).filter { $0.count == 2 }.map { ($0[0], $0[1]) }) { $1 }
    }

    /// Sorts of tokens that the same dictionaries are for, with these.
    private static func grouped(_ mappings: [String: String]) -> [(tokens: String, dictionaries: String)] {
        Dictionary(grouping: mappings.keys) { mappings[$0] ?? "" }
            .map { ($1.sorted().joined(separator: ", "), $0) }.sorted { $0.0 < $1.0 }
    }
}
