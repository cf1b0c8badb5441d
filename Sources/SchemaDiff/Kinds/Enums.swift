internal import Catalog
internal import Foundation

enum EnumChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["create type \(fact.name) as enum (\(values(fact).map(quoted).joined(separator: ", ")))"] + fact.ownership
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop type \(fact.name)"] }

    /// New values go between the old ones; what takes a value away or changes the order makes the type anew.
    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        let (before, after) = (values(old), values(new))
        guard after.filter({ Set(before).contains($0) }) == before else { return .replacement }
        var present = before
        var statements: [String] = []
        for (index, value) in after.enumerated() where !Set(before).contains(value) {
            let place =
                index > 0
                ? present.last == after[index - 1] ? "" : " after \(quoted(after[index - 1]))"
                : present.first.map { " before \(quoted($0))" } ?? ""
            statements.append("alter type \(new.name) add value \(quoted(value))\(place)")
            present.insert(value, at: index)
        }
        return .inPlace(statements + new.ownerChange(from: old))
    }

    static func values(_ fact: Fact) -> [String] {
        (try? JSONDecoder().decode([String].self, from: Data((fact[.values] ?? "[]").utf8))) ?? []
    }
}
