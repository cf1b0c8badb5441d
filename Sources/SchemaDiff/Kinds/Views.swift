internal import Catalog
internal import Foundation

enum ViewChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        [statement("create view", fact)] + fact.ownership
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop view \(fact.name)"] }

    /// Columns may be added at the end in place (manual, CREATE VIEW), with all that depends on the view; its options
    /// are said again, because they would be gone otherwise.
    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        let differences = new.differences(from: old)
        guard viewColumns(new).starts(with: viewColumns(old)) else { return .replacement }
        let change =
            differences.isSubset(of: [.options, .owner])
            ? OptionList.changes(from: old[.options], to: new[.options]).map { "alter view \(new.name) \($0)" }
            : [statement("create or replace view", new)]
        return .inPlace(change + new.ownerChange(from: old))
    }

    private static func statement(_ verb: String, _ fact: Fact) -> String {
        let options = fact[.options].map { " with (\($0))" } ?? ""
        return "\(verb) \(fact.name)\(options) as\n\(fact[.definition] ?? "")"
    }

    private static func viewColumns(_ fact: Fact) -> [[String]] {
        (try? JSONDecoder().decode([[String]].self, from: Data((fact[.columns] ?? "[]").utf8))) ?? []
    }
}

enum MaterializedViewChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        let options = fact[.options].map { " with (\($0))" } ?? ""
        let data = fact[.populated] == nil ? "\nwith no data" : ""
        return ["create materialized view \(fact.name)\(options) as\n\(fact[.definition] ?? "")\(data)"]
            + settings(fact) + fact.ownership
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop materialized view \(fact.name)"] }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        let differences = new.differences(from: old)
        guard differences.isSubset(of: [.options, .owner, .populated, .statistics]),
            !differences.contains(.statistics) || old[.statistics] == nil
        else { return .replacement }
        var statements = OptionList.changes(from: old[.options], to: new[.options])
            .map { "alter materialized view \(new.name) \($0)" }
        if differences.contains(.statistics) { statements += settings(new) }
        if differences.contains(.populated) {
            statements.append("refresh materialized view \(new.name)\(new[.populated] == nil ? " with no data" : "")")
        }
        return .inPlace(statements + new.ownerChange(from: old))
    }
}

extension MaterializedViewChanges {
    /// How its columns are stored and sampled.
    private static func settings(_ fact: Fact) -> [String] {
        fact[.statistics].map { ["alter materialized view \(fact.name) \($0)"] } ?? []
    }
}

enum RuleChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        [fact[.definition] ?? ""]
            + (fact[.enabled].map { ["alter table \(fact[.table] ?? "") \(state($0)) rule \(fact[.column] ?? "")"] }
                ?? [])
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop rule \(fact.name)"] }

    private static func state(_ code: String) -> String {
        switch code {
        case "D": "disable"
        case "R": "enable replica"
        default: "enable always"
        }
    }
}
