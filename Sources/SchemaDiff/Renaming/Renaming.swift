internal import Catalog

/// Constraints, indexes, triggers and policies that are the same under another name: they get the new name and stay.
///
/// That is no guess: nothing but the name differs, and what comes out is what dropping and creating would leave.
struct Renaming {
    /// The statements that give the new names.
    private(set) var steps: [PlanStep] = []
    /// The old catalog, with the new names.
    private(set) var catalog: Catalog

    init(from old: Catalog, to new: Catalog) {
        catalog = old
        let difference = CatalogDifference(expected: new, found: old)
        var created: [String: [Fact]] = [:]
        for fact in difference.missing {
            if let essence = fact.essence { created[essence, default: []].append(fact) }
        }
        var names: [Fact.ID: Fact] = [:]
        for fact in difference.unexpected {
            guard let essence = fact.essence, var candidates = created[essence], !candidates.isEmpty else { continue }
            let successor = candidates.removeFirst()
            created[essence] = candidates
            names[fact.id] = successor
            steps.append(
                PlanStep(statement: fact.renaming(to: successor), action: .alter, subject: successor.id))
        }
        if !names.isEmpty { catalog = Self.renamed(old, names) }
    }

    /// `catalog` after the renaming, as PostgreSQL would print it.
    private static func renamed(_ catalog: Catalog, _ names: [Fact.ID: Fact]) -> Catalog {
        Catalog(
            catalog.facts.map { fact in
                var fact = fact
                if let successor = names[fact.id] {
                    fact.id = successor.id
                    fact.properties = successor.properties
                } else if let parent = fact.parent, let successor = names[parent] {
                    // Its comment.
                    let suffix = fact.name.dropFirst("on \(parent)".count)
                    fact.id.name = "on \(successor.id)\(suffix)"
                    fact.parent = successor.id
                }
                fact.dependencies = fact.dependencies.map { names[$0]?.id ?? $0 }.sorted()
                return fact
            }, platform: catalog.platform)
    }
}

extension Fact {
    /// Everything but the name, for the kinds whose names nothing else mentions.
    fileprivate var essence: String? {
        switch kind {
        case .constraint, .trigger, .policy, .index: break
        default: return nil
        }
        guard inheritedFrom.isEmpty, let name = self[.column] else { return nil }
        let texts = properties.filter { $0.key != .column }.map { property, value in
            // PostgreSQL's definitions of triggers and indexes say their names once, before anything else.
            let definition = value.firstRange(of: " \(name) ").map { value.replacingCharacters(in: $0, with: " . ") }
            return "\(property.rawValue)=\(property == .definition || property == .index ? definition ?? value : value)"
        }
        return "\(kind.rawValue) \(parent?.description ?? "") " + texts.sorted().joined(separator: "\n")
    }

    fileprivate func renaming(to successor: Fact) -> String {
        let (old, new) = (self[.column] ?? "", successor[.column] ?? "")
        return switch kind {
        case .constraint: "alter table \(self[.table] ?? "") rename constraint \(old) to \(new)"
        case .index: "alter index \(name) rename to \(new)"
        default: "alter \(kind.rawValue) \(name) rename to \(new)"
        }
    }
}
