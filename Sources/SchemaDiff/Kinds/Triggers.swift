internal import Catalog

enum TriggerChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        [fact.written(.definition) ?? ""] + (fact[.enabled] == nil ? [] : [state(fact)])
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop trigger \(fact.name)"] }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        new.differences(from: old) == [.enabled] ? .inPlace([state(new)]) : .replacement
    }

    private static func state(_ fact: Fact) -> String {
        "alter table \(fact[.table] ?? "") \(fact[.enabled] ?? "enable") trigger \(fact[.column] ?? "")"
    }
}

enum PolicyChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        var statement = "create policy \(fact.name)"
        if fact[.restrictive] != nil { statement += " as restrictive" }
        let command = fact[.command].flatMap { $0 == "all" ? nil : "for \($0)" }
        let roles = fact[.roles].flatMap { $0 == "public" ? nil : "to \($0)" }
        let who = [command, roles].compactMap(\.self).joined(separator: " ")
        return [statement + (who.isEmpty ? "" : "\n  \(who)") + expressions(fact)]
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop policy \(fact.name)"] }

    /// In place, so that no moment is without it; what ALTER POLICY can't take away makes it anew.
    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        let differences = new.differences(from: old)
        guard differences.isSubset(of: [.roles, .using, .check]),
            (new[.using] == nil) == (old[.using] == nil), (new[.check] == nil) == (old[.check] == nil)
        else { return .replacement }
        let roles = differences.contains(.roles) ? "\n  to \(new[.roles] ?? "public")" : ""
        return .inPlace(["alter policy \(new.name)\(roles)\(expressions(new))"])
    }

    private static func expressions(_ fact: Fact) -> String {
        (fact.written(.using).map { "\n  using (\($0))" } ?? "")
            + (fact.written(.check).map { "\n  with check (\($0))" } ?? "")
    }
}

enum EventTriggerChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["create event trigger \(fact.name) \(fact[.definition] ?? "")"]
            + (fact[.enabled].map { ["alter event trigger \(fact.name) \($0)"] } ?? []) + fact.ownership
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop event trigger \(fact.name)"] }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        guard old[.definition] == new[.definition] else { return .replacement }
        let state =
            old[.enabled] == new[.enabled] ? [] : ["alter event trigger \(new.name) \(new[.enabled] ?? "enable")"]
        return .inPlace(state + new.ownerChange(from: old))
    }
}
