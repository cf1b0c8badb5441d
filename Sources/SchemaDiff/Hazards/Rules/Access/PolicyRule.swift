internal import Catalog

/// Policies of a table whose row level security is on before and after; without it they say nothing, and what turning
/// it on or off does is said of the table.
enum PolicyRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        guard change.kind == .policy, change.isOnLasting, isInForce(change) else { return [] }
        switch (change.old.map(Policy.init), change.new.map(Policy.init)) {
        case (nil, let new?):
            guard !hasTwin(new, in: change.things.from, change) else { return [] }
            return hazards(change, widens: !new.isRestrictive, "\(change.fact.phrase) is new: \(new.sentence).")
        case (let old?, nil):
            guard !hasTwin(old, in: change.things.to, change) else { return [] }
            return hazards(change, widens: old.isRestrictive, "\(change.fact.phrase) is gone: \(old.sentence).")
        case (let old?, let new?): return changed(old, new, change)
        case (nil, nil): return []
        }
    }

    private static func isInForce(_ change: Change) -> Bool {
        [change.oldTable, change.newTable].allSatisfy { $0 == nil || $0?[.rowSecurity] != nil }
    }

    /// Whether the same policy is there under another name.
    private static func hasTwin(_ policy: Policy, in catalog: Catalog, _ change: Change) -> Bool {
        catalog.facts.contains {
            $0.kind == .policy && $0[.table] == change.fact[.table] && $0.id != change.id && Policy($0) == policy
        }
    }

    private static func changed(_ old: Policy, _ new: Policy, _ change: Change) -> [Hazard] {
        let name = change.fact.phrase
        guard old.isRestrictive == new.isRestrictive else {
            let words =
                new.isRestrictive
                ? "takes rights away instead of giving them" : "gives rights instead of taking them away"
            return hazards(change, widens: !new.isRestrictive, "\(name) \(words).")
        }
        var hazards: [Hazard] = []
        let (joined, left) = (new.reach.subtracting(old.reach), old.reach.subtracting(new.reach))
        let applies = new.isRestrictive ? "restricts" : "is for"
        if !joined.isEmpty {
            hazards += Self.hazards(
                change, widens: !new.isRestrictive, "\(name) \(applies) \(Grantee.phrase(of: joined)) too.")
        }
        if !left.isEmpty {
            hazards += Self.hazards(
                change, widens: new.isRestrictive, "\(name) no longer \(applies) \(Grantee.phrase(of: left)).")
        }
        let (added, removed) = (new.commands.subtracting(old.commands), old.commands.subtracting(new.commands))
        if !added.isEmpty {
            hazards += Self.hazards(
                change, widens: !new.isRestrictive, "\(name) \(applies) \(added.sorted().joined(separator: ", ")) too.")
        }
        if !removed.isEmpty {
            hazards += Self.hazards(
                change, widens: new.isRestrictive,
                "\(name) no longer \(applies) \(removed.sorted().joined(separator: ", ")).")
        }
        for (word, before, after) in [("using", old.using, new.using), ("with check", old.check, new.check)] {
            hazards += rows(change, word, before, after)
        }
        return hazards
    }

    private static func rows(_ change: Change, _ word: String, _ old: Policy.Rows, _ new: Policy.Rows) -> [Hazard] {
        guard old != new else { return [] }
        let name = change.fact.phrase
        switch (old, new) {
        case (_, .all): return hazards(change, widens: true, "\(name) lets every row pass (\(word)).")
        case (.none, _): return hazards(change, widens: true, "\(name) lets rows pass (\(word)) where none did.")
        case (.all, _):
            return hazards(change, widens: false, "\(name) no longer lets every row pass (\(word)).")
        case (_, .none): return hazards(change, widens: false, "\(name) lets no row pass any more (\(word)).")
        case (.those, .those):
            let sentence =
                "\(name) has another condition (\(word)), which has to be read: rows may be seen that "
                + "weren't, or no longer."
            return hazards(change, widens: true, sentence) + hazards(change, widens: false, sentence)
        }
    }

    private static func hazards(_ change: Change, widens: Bool, _ message: String) -> [Hazard] {
        [Hazard(widens ? .accessWidened : .accessNarrowed, change.id, message.sentence)]
    }
}

/// What a policy says, in terms of who reaches which rows.
private struct Policy: Equatable {
    enum Rows: Equatable {
        case all, none
        case those(String)

        init(_ expression: String?, whenMissing: Rows) {
            switch expression {
            case nil: self = whenMissing
            case "true": self = .all
            case "false": self = .none
            case let expression?: self = .those(expression)
            }
        }
    }

    var isRestrictive: Bool
    var roles: Set<String>
    var commands: Set<String>
    var using: Rows
    var check: Rows

    init(_ fact: Fact) {
        isRestrictive = fact[.restrictive] != nil
        roles = Set((fact[.roles] ?? "public").split(separator: ", ").map(String.init))
        let command = fact[.command] ?? "all"
        commands = command == "all" ? ["select", "insert", "update", "delete"] : [command]
        // Without an expression, a permissive policy lets no row pass, and a restrictive one holds none back.
        let missing = isRestrictive ? Rows.all : .none
        using = command == "insert" ? missing : Rows(fact[.using], whenMissing: missing)
        // What is written is checked by the same expression where there is none of its own (manual, CREATE POLICY).
        check = Rows(fact[.check] ?? fact[.using], whenMissing: missing)
        if command == "select" || command == "delete" { check = missing }
    }

    /// The roles, of which public is all.
    var reach: Set<String> { roles.contains("public") ? ["public"] : roles }

    /// What it says, for people.
    var sentence: String {
        let who = Grantee.phrase(of: roles)
        let what = commands.count == 4 ? "everything" : commands.sorted().joined(separator: ", ")
        let rows =
            using == .all || commands == ["insert"] && check == .all ? "all rows" : "rows that pass its condition"
        return isRestrictive
            ? "it restricts \(what) of \(who) to \(rows)" : "it allows \(what) on \(rows) to \(who)"
    }
}
