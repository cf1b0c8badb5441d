internal import Diagnostics
internal import Naming
internal import Specification

/// Grants that are allowed but hardly meant.
extension Normalizer {
    typealias UpdateGrant = (grant: AllowGrant, rule: DomainModel.Rule)

    /// A grant to create rows that may not state what a row can't do without.
    mutating func warnOfImpossibleCreation(_ grants: [Grant], ofEntityAt index: Int) {
        let entity = model.entities[index]
        var needed = entity.isAccount ? ["id"] : []
        needed += entity.attributes.filter { $0.isRequired && $0.defaultValue == nil }.map(\.name)
        needed += entity.references.filter { $0.isRequired && $0.defaultValue == nil }.map(\.name)
        for case .allow(let grant) in grants where grant.can.contains(.create) && grant.who != .service {
            if let hidden = entity.attributes.first(where: { $0.isHidden && needed.contains($0.name) }) {
                diagnostics.warning(
                    "impossible-create",
                    "this grant can't create any row of '\(entity.name)', because '\(hidden.name)' is hidden and has no "
                        + "default", at: grant.source.location("can"),
                    fix: "give it a default, make it optional, or leave \"create\" to the service")
                continue
            }
            guard let fields = grant.fields?.map(camelCase), !fields.isEmpty,
                let missing = needed.first(where: { !fields.contains($0) })
            else { continue }
            diagnostics.warning(
                "impossible-create",
                "this grant can't create any row of '\(entity.name)', because '\(missing)' has no default and is not "
                    + "among its \"fields\"", at: grant.source.location("fields"),
                fix: entity.isAccount
                    ? "leave \"create\" out: signing up creates the row"
                    : "add \"\(missing)\" to \"fields\", or leave \"create\" out")
        }
    }

    /// The row that an update leaves must be the grantee's as well, so nobody can give away what made them one.
    mutating func warnOfHandingOn(_ updates: [UpdateGrant], of entity: Entity) {
        for (grant, rule) in updates {
            guard let path = rule.who.parts.lazy.compactMap(\.ownAccount).first,
                rule.columns?.contains(path.column) ?? false,
                !updates.contains(where: { $0.rule.who.isIndependentOfTheRow })
            else { continue }
            diagnostics.warning(
                "cannot-hand-on",
                "\"fields\" lets '\(path.name)' be changed, but the row must belong to the caller afterwards as well, so "
                    + "this grant hands no row of '\(entity.name)' on", at: grant.source.location("fields"),
                fix: #"leave it out, or let a role do it: {"who": {"role": …}, "can": ["update"]}"#)
        }
    }

    /// PostgreSQL asks whether some grant admits the row as it was, and whether some grant, perhaps another, admits it
    /// as it becomes (manual, CREATE POLICY: permissive policies are combined with OR).
    mutating func warnOfCombinations(_ updates: [UpdateGrant], of entity: Entity) {
        // One grant that admits any row as it was, or any as it becomes, allows the whole change by itself.
        func combine(_ old: DomainModel.Rule, _ new: DomainModel.Rule) -> Bool {
            !old.becomes.isEmpty && !new.when.isEmpty
        }
        for (position, (grant, rule)) in updates.enumerated() {
            let other = updates[..<position].first { other in
                let differs = other.rule.when != rule.when || other.rule.becomes != rule.becomes
                let changes = (rule.tests + other.rule.tests).contains { rule.mayChange($0) }
                return differs && changes && (combine(rule, other.rule) || combine(other.rule, rule))
            }
            guard let other else { continue }
            diagnostics.warning(
                "grants-combine",
                "whom both of these grants of '\(entity.name)' name may change a row from what one admits to what the "
                    + "other admits", at: grant.source.location("can"),
                notes: [.init("the other grant", at: other.grant.source.location("can"))],
                fix: "leave the fields of the conditions out of \"fields\" if that isn't meant")
            return
        }
    }

    /// An UPDATE or DELETE that names its rows needs to read them.
    mutating func warnOfBlindUpdates(ofEntityAt index: Int) {
        let entity = model.entities[index]
        let readers = entity.rules.filter { $0.can.contains(.read) }.map(\.who)
        for rule in entity.rules
        where rule.who != .service && rule.can.contains(where: { $0 == .update || $0 == .delete }) {
            if readers.contains(where: { $0.covers(rule.who) }) { continue }
            diagnostics.warning(
                "change-without-read",
                "someone who may change or delete rows of '\(entity.name)' may not read them, so PostgreSQL finds none "
                    + "to change", at: declarations[index].source.location("access"), fix: "add \"read\" to the grant")
            return
        }
    }
}

extension DomainModel.Rule {
    /// Whether an update by this rule can change what the test tests. References are keys, which aren't changed
    /// unless they are named.
    fileprivate func mayChange(_ test: DomainModel.FieldTest) -> Bool {
        if let step = test.steps.first { return step.columns.contains { columns?.contains($0) ?? false } }
        return columns?.contains(test.column) ?? true
    }
}

extension DomainModel.Grantee {
    /// Whether the caller alone decides who is meant, and not what the row holds.
    var isIndependentOfTheRow: Bool {
        switch self {
        case .anyone, .signedIn, .service, .role: true
        case .account, .member, .through, .listed: false
        case .all(let parts): parts.allSatisfy(\.isIndependentOfTheRow)
        }
    }

    /// The account that the row itself names.
    fileprivate var ownAccount: DomainModel.AccountPath? {
        if case .account(let path) = self, path.steps.isEmpty { path } else { nil }
    }

    /// Whether all of `other` are among these, as far as it shows.
    fileprivate func covers(_ other: DomainModel.Grantee) -> Bool {
        if self == other { return true }
        switch (self, other) {
        case (.anyone, _): return true
        case (.signedIn, .role), (.signedIn, .account), (.signedIn, .member), (.signedIn, .listed): return true
        case (.role(let roles), .role(let others)): return Set(roles).isSuperset(of: others)
        // Whether those who hold the one right on the parent hold the other can't be told from here.
        case (.through, _): return true
        case (.member(let steps, let listing), .member(let otherSteps, let other)):
            return steps == otherSteps && listing.covers(other)
        case (.listed(let listing), .listed(let other)): return listing.covers(other)
        case (.all(let parts), _): return parts.allSatisfy { $0.covers(other) }
        case (_, .all(let others)): return others.contains { covers($0) }
        default: return false
        }
    }
}

extension DomainModel.Listing {
    fileprivate func covers(_ other: Self) -> Bool {
        var all = self
        all.values = other.values
        all.quality = other.quality
        return all == other && (values.isEmpty || !other.values.isEmpty && Set(values).isSuperset(of: other.values))
    }
}
