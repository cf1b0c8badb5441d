internal import Catalog

/// Privileges that somebody gets or loses, as far as nothing else gave them already or still does.
enum GrantRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        guard change.kind == .grant, change.isOnLasting, let parent = change.fact.parent else { return [] }
        let (grantee, about) = (change.fact[.grantee] ?? "public", change.things.to[parent] ?? change.fact)
        let before = Privileges.of(grantee, on: parent, in: change.things.from)
        let after = Privileges.of(grantee, on: parent, in: change.things.to)
        let gained = Privileges(change.new?[.privileges]).subtracting(before)
        let lost = Privileges(change.old?[.privileges]).subtracting(after)
        let who = Grantee.phrase(grantee)
        var hazards: [Hazard] = []
        if !gained.isEmpty {
            hazards.append(
                Hazard(
                    .accessWidened, change.id,
                    "\(who) gets \(Privileges.phrase(gained)) on \(about.phrase)\(warning(about, change))."))
        }
        if !lost.isEmpty {
            hazards.append(
                Hazard(.accessNarrowed, change.id, "\(who) loses \(Privileges.phrase(lost)) on \(about.phrase)."))
        }
        return hazards
    }

    /// What a grant on a table means to the roles of the API.
    private static func warning(_ about: Fact, _ change: Change) -> String {
        guard Grantee.api.contains(change.fact[.grantee] ?? ""),
            let table = change.things.to[about.kind == .column ? Fact.ID(.table, about[.table] ?? "") : about.id],
            table.kind == .table
        else { return "" }
        return table[.rowSecurity] == nil ? ", which no row level security protects" : ", as far as its policies allow"
    }
}

/// What everything created from now on grants by itself.
enum DefaultPrivilegeRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        guard change.kind == .defaultPrivilege else { return [] }
        let fact = change.fact
        let usual = builtIn(fact)
        // The fact without privileges says that everybody's built-in ones are gone.
        let before = Privileges(change.old.map { $0[.privileges] } ?? usual)
        let after = Privileges(change.new.map { $0[.privileges] } ?? usual)
        let place = fact[.schema].map { " in the schema \($0)" } ?? ""
        let what = "on all \(fact[.objects] ?? "") created\(place) from now on"
        let who = Grantee.phrase(fact[.grantee] ?? "public")
        let gained = after.subtracting(before)
        let lost = before.subtracting(after)
        var hazards: [Hazard] = []
        if !gained.isEmpty {
            hazards.append(
                Hazard(.accessWidened, change.id, "\(who) gets \(Privileges.phrase(gained)) \(what)."))
        }
        if !lost.isEmpty {
            hazards.append(
                Hazard(.accessNarrowed, change.id, "\(who) no longer gets \(Privileges.phrase(lost)) \(what)."))
        }
        return hazards
    }

    /// What PostgreSQL gives everybody, unless somebody says otherwise (manual, "Privileges").
    private static func builtIn(_ fact: Fact) -> String? {
        guard fact[.grantee] == "public", fact[.schema] == nil else { return nil }
        return ["functions": "execute", "types": "usage"][fact[.objects] ?? ""]
    }
}

/// Who owns a thing may do anything with it, and is no subject of its row level security.
enum OwnerRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        let owned: Set<Fact.Kind> = [.schema, .table, .view, .materializedView, .function, .sequence, .foreignServer]
        guard owned.contains(change.kind), change.differs(in: .owner), let (old, new) = change.both else { return [] }
        let usual = "the database's owner"
        return [
            Hazard(
                .accessWidened, new.id,
                "\(new.phrase.sentence) belongs to \(new[.owner] ?? usual) from now on, who may do anything with it."),
            Hazard(
                .accessNarrowed, new.id, "\(new.phrase.sentence) no longer belongs to \(old[.owner] ?? usual)."),
        ]
    }
}
