internal import Catalog
internal import Foundation

enum EnumChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["create type \(fact.name) as enum (\(values(fact).map(quoted).joined(separator: ", ")))"] + fact.ownership
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop type \(fact.name)"] }

    /// Values get other names in place, and new ones go between the old ones; what takes a value away or changes the order makes the type anew.
    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        var (before, after) = (values(old), values(new))
        var statements: [String] = []
        for pair in sides.declared.renamedValues(of: new.id) {
            guard let place = before.firstIndex(of: pair.old), after.contains(pair.new), !after.contains(pair.old),
                !before.contains(pair.new)
            else { continue }
            before[place] = pair.new
            statements.append("alter type \(new.name) rename value \(quoted(pair.old)) to \(quoted(pair.new))")
        }
        guard after.filter({ Set(before).contains($0) }) == before else { return .replacement }
        let added = after.filter { !Set(before).contains($0) }
        if !sides.isOnline, added.contains(where: { isUsed($0, of: new, in: sides) }) { return .replacement }
        var present = before
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

    /// Whether something that changes names `value`, which it can't in the transaction that adds it to its type
    /// (manual, "ALTER TYPE", "Notes").
    private static func isUsed(_ value: String, of type: Fact, in sides: Sides) -> Bool {
        let literal = "\(quoted(value))::\(type.name)"
        return sides.to.facts.contains { fact in
            if let fill = sides.declared.fills[fact.id], fact.dependencies.contains(type.id),
                fill.value.contains(quoted(value))
            {
                return true
            }
            let isNew = sides.from[fact.id].map { !fact.agrees(with: $0) } ?? true
            return isNew && fact.properties.values.contains { $0.contains(literal) }
        }
    }

    static func values(_ fact: Fact) -> [String] {
        (try? JSONDecoder().decode([String].self, from: Data((fact[.values] ?? "[]").utf8))) ?? []
    }
}
