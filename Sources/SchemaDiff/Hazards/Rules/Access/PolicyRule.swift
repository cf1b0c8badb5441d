internal import Catalog

/// Policies of a table whose row level security is on before and after; without it they say nothing, and what turning
/// it on or off does is said of the table.
enum PolicyRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        guard change.kind == .policy, change.isOnLasting, isInForce(change) else { return [] }
        let names = change.things.names
        switch (change.old.map { Policy($0, names) }, change.new.map { Policy($0) }) {
        case (nil, let new?):
            guard !hasTwin(new, in: change.things.from, change, names) else { return [] }
            return hazards(change, widens: !new.isRestrictive, "\(change.fact.phrase) is new: it \(new.phrase).")
        case (let old?, nil):
            guard !hasTwin(old, in: change.things.to, change) else { return [] }
            return hazards(change, widens: old.isRestrictive, "\(change.fact.phrase) is gone, which \(old.phrase).")
        case (let old?, let new?): return changed(old, new, change)
        case (nil, nil): return []
        }
    }

    private static func isInForce(_ change: Change) -> Bool {
        [change.oldTable, change.newTable].allSatisfy { $0 == nil || $0?[.rowSecurity] != nil }
    }

    /// Whether the same policy is there under another name.
    private static func hasTwin(
        _ policy: Policy, in catalog: Catalog, _ change: Change, _ names: FollowedNames? = nil
    ) -> Bool {
        catalog.facts.contains {
            $0.kind == .policy && $0[.table] == change.fact[.table] && $0.id != change.id && Policy($0, names) == policy
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
        let verb = new.isRestrictive ? "restricts" : "allows something to"
        let (joined, left) = (new.roles.joining(old.roles), old.roles.joining(new.roles))
        if !joined.isEmpty {
            hazards += Self.hazards(
                change, widens: !new.isRestrictive, "\(name) now \(verb) \(Grantee.phrase(of: joined)).")
        }
        if !left.isEmpty {
            hazards += Self.hazards(
                change, widens: new.isRestrictive, "\(name) no longer \(verb) \(Grantee.phrase(of: left)).")
        }
        let (added, removed) = (new.commands.subtracting(old.commands), old.commands.subtracting(new.commands))
        let applies = new.isRestrictive ? "restricts" : "allows"
        if !added.isEmpty {
            hazards += Self.hazards(
                change, widens: !new.isRestrictive, "\(name) now \(applies) \(added.sorted().joined(separator: ", ")).")
        }
        if !removed.isEmpty {
            hazards += Self.hazards(
                change, widens: new.isRestrictive,
                "\(name) no longer \(applies) \(removed.sorted().joined(separator: ", ")).")
        }
        return hazards + conditions(change, old, new)
    }

    /// The rows that are reached and the rows that may be written, where both policies have a say in them.
    private static func conditions(_ change: Change, _ old: Policy, _ new: Policy) -> [Hazard] {
        if let before = old.condition, let after = new.condition { return rows(change, "", before, after) }
        return (old.isAboutReading && new.isAboutReading ? rows(change, " (using)", old.using, new.using) : [])
            + (old.isAboutWriting && new.isAboutWriting ? rows(change, " (with check)", old.check, new.check) : [])
    }

    private static func rows(_ change: Change, _ word: String, _ old: Policy.Rows, _ new: Policy.Rows) -> [Hazard] {
        guard old != new else { return [] }
        let name = change.fact.phrase
        switch (old, new) {
        case (_, .every): return hazards(change, widens: true, "\(name) lets every row pass\(word).")
        case (.no, _): return hazards(change, widens: true, "\(name) lets rows pass where none did\(word).")
        case (.every, _): return hazards(change, widens: false, "\(name) no longer lets every row pass\(word).")
        case (_, .no): return hazards(change, widens: false, "\(name) lets no row pass any more\(word).")
        case (.those, .those):
            let sentence =
                "\(name) has another condition\(word), which has to be read: it may let more rows pass, or fewer."
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
        case every, no
        case those(String)

        init(_ expression: String?, whenMissing: Rows) {
            switch expression {
            case nil: self = whenMissing
            case "true": self = .every
            case "false": self = .no
            case let expression?: self = .those(expression)
            }
        }
    }

    var isRestrictive: Bool
    var roles: Set<String>
    var commands: Set<String>
    var using: Rows
    var check: Rows

    /// - Parameter names: for a policy of before: what its functions are called now.
    init(_ fact: Fact, _ names: FollowedNames? = nil) {
        func text(_ property: Fact.Property) -> String? {
            fact[property].map { names?.condition($0) ?? $0 }
        }
        isRestrictive = fact[.restrictive] != nil
        roles = Set((fact[.roles] ?? "public").split(separator: ", ").map(String.init))
        let command = fact[.command] ?? "all"
        commands = command == "all" ? ["select", "insert", "update", "delete"] : [command]
        // Without an expression, a permissive policy lets no row pass, and a restrictive one holds none back.
        let missing = isRestrictive ? Rows.every : .no
        using = command == "insert" ? missing : Rows(text(.using), whenMissing: missing)
        // What is written is checked by the same expression where there is none of its own (manual, CREATE POLICY).
        check = Rows(text(.check) ?? text(.using), whenMissing: missing)
        if command == "select" || command == "delete" { check = missing }
    }

    var isAboutReading: Bool { commands != ["insert"] }
    var isAboutWriting: Bool { !commands.isDisjoint(with: ["insert", "update"]) }

    /// The one condition of a policy that doesn't tell reading from writing.
    var condition: Rows? {
        !isAboutReading ? check : !isAboutWriting || using == check ? using : nil
    }

    /// What it does, for people, behind "it".
    var phrase: String {
        let who = Grantee.phrase(of: roles)
        let what = commands.count == 4 ? "everything" : commands.sorted().joined(separator: ", ")
        let rows = condition == .every ? "all rows" : "rows that pass its condition"
        return isRestrictive ? "restricts \(what) of \(who) to \(rows)" : "allows \(what) on \(rows) to \(who)"
    }
}

extension Set<String> {
    /// The roles that aren't already among `others`, of which public is all.
    fileprivate func joining(_ others: Set<String>) -> Set<String> {
        if others.contains("public") { return [] }
        return contains("public") ? ["public"] : subtracting(others)
    }
}
