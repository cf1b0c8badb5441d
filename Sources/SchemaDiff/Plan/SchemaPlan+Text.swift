internal import Catalog

extension SchemaPlan {
    /// Whether there is anything to do.
    public var isEmpty: Bool { steps.isEmpty }

    /// The plan as an SQL script for psql, which runs each statement by itself.
    public var script: String {
        guard !steps.isEmpty else { return "-- Both schemas are the same.\n" }
        var text = "-- \(summary)\n"
        for hazard in remainingHazards { text += "-- Hazard \(hazard.key): \(hazard.message)\n" }
        text += "\n"
        // Names are printed in full; the bodies of functions may name what comes after them.
        text += "set check_function_bodies = off;\nset search_path = '';\n"
        var last: Fact.ID?
        for step in steps {
            if step.subject != last { text += "\n" }
            last = step.subject
            text += step.statement + ";\n"
        }
        return text
    }

    /// What becomes of who may see and do what with what was there: `access unchanged`, `access widened`.
    public var accessSummary: String {
        let names = Set(hazards.map(\.name))
        let changes = [
            (Hazard.Name.accessWidened, "widened"), (.accessNarrowed, "narrowed"),
            (.rowSecurityGone, "without row level security"),
        ].filter { names.contains($0.0) }.map(\.1)
        return "access \(changes.isEmpty ? "unchanged" : changes.joined(separator: " and "))"
    }

    /// `+2 tables, +1 policy, ~1 column, -1 index`.
    public var summary: String { Self.summary(of: steps) }

    /// The same for some of the steps.
    public static func summary(of steps: [PlanStep]) -> String {
        var actions: [Fact.ID: PlanStep.Action] = [:]
        for step in steps {
            // What is dropped and created, or created and then validated, counts once.
            switch (actions[step.subject], step.action) {
            case (nil, let action): actions[step.subject] = action
            case (.create, .alter), (.rename, _): continue
            case (let first?, let next): if first != next { actions[step.subject] = .alter }
            }
        }
        var counts: [Fact.Kind: [PlanStep.Action: Int]] = [:]
        for (subject, action) in actions { counts[subject.kind, default: [:]][action, default: 0] += 1 }
        let signs: [(PlanStep.Action, String)] = [(.create, "+"), (.rename, "→"), (.alter, "~"), (.drop, "-")]
        let parts = signs.flatMap { action, sign in
            counts.keys.sorted().compactMap { kind -> String? in
                guard let count = counts[kind]?[action] else { return nil }
                return "\(sign)\(count) \(count == 1 ? kind.rawValue : kind.plural)"
            }
        }
        return parts.isEmpty ? "no difference" : parts.joined(separator: ", ")
    }
}

extension Fact.Kind {
    fileprivate var plural: String {
        switch self {
        case .index: "indexes"
        case .policy: "policies"
        case .textSearchDictionary: "text search dictionaries"
        case .foreignServer, .foreignDataWrapper, .userMapping, .defaultPrivilege, .domainConstraint: rawValue + "s"
        case .replicaIdentity: "replica identities"
        case .statistics: rawValue
        default: rawValue + "s"
        }
    }
}
