internal import Catalog
internal import Foundation

enum CompositeTypeChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        let list = attributes(fact).map { "\($0.name) \($0.type)" }.joined(separator: ", ")
        return ["create type \(fact.name) as (\(list))"] + fact.ownership
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop type \(fact.name)"] }

    /// Attributes come and go in place, at the end; another type of one makes the type anew, because PostgreSQL doesn't
    /// convert what columns hold.
    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        let (before, after) = (attributes(old), attributes(new))
        let kept = before.filter { a in after.contains { $0.name == a.name } }
        guard kept == Array(after.prefix(kept.count)) else { return .replacement }
        let isOfTables = sides.from.facts.contains { $0.kind == .table && $0[.ofType] == new.name }
        let cascade = isOfTables ? " cascade" : ""
        let gone = before.filter { !kept.contains($0) }.map {
            "alter type \(new.name) drop attribute \($0.name)\(cascade)"
        }
        let added = after.dropFirst(kept.count)
            .map { "alter type \(new.name) add attribute \($0.name) \($0.type)\(cascade)" }
        return .inPlace(gone + added + new.ownerChange(from: old))
    }

    private struct Attribute: Equatable {
        var name: String
        var type: String
    }

    private static func attributes(_ fact: Fact) -> [Attribute] {
        let pairs = try? JSONDecoder().decode([[String]].self, from: Data((fact[.attributes] ?? "[]").utf8))
        return (pairs ?? []).filter { $0.count == 2 }.map { Attribute(name: $0[0], type: $0[1]) }
    }
}

enum RangeTypeChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["create type \(fact.name) as range (\(fact[.definition] ?? ""))"] + fact.ownership
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop type \(fact.name)"] }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        new.differences(from: old) == [.owner] ? .inPlace(new.ownerChange(from: old)) : .replacement
    }
}

enum DomainChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        var statement = "create domain \(fact.name) as \(fact[.type] ?? "text")"
        if let collation = fact[.collation] { statement += " collate \(collation)" }
        if let expression = fact[.expression] { statement += " default \(expression)" }
        if fact[.notNull] != nil { statement += " not null" }
        return [statement] + fact.ownership
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop domain \(fact.name)"] }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        let differences = new.differences(from: old)
        guard differences.isDisjoint(with: [.type, .collation]) else { return .replacement }
        var statements: [String] = []
        if differences.contains(.expression) {
            let what = new[.expression].map { "set default \($0)" } ?? "drop default"
            statements.append("alter domain \(new.name) \(what)")
        }
        if differences.contains(.notNull) {
            statements.append("alter domain \(new.name) \(new[.notNull] == nil ? "drop" : "set") not null")
        }
        return .inPlace(statements + new.ownerChange(from: old))
    }
}

enum DomainConstraintChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["alter domain \(fact[.table] ?? "") add constraint \(fact[.column] ?? "") \(fact[.definition] ?? "")"]
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["alter domain \(fact[.table] ?? "") drop constraint \(fact[.column] ?? "")"]
    }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        guard new.differences(from: old) == [.validated], new[.validated] != nil else { return .replacement }
        return .inPlace(["alter domain \(new[.table] ?? "") validate constraint \(new[.column] ?? "")"])
    }
}
