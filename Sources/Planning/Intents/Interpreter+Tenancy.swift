internal import Naming
internal import Specification

/// Groups whose data are kept apart: "Make the app multi-tenant", "each clinic's data are invisible to other clinics".
extension Interpreter {
    mutating func tenancy(_ clause: Clause) -> Findings? {
        let words =
            clause.complements.flatMap { complement -> [String] in
                switch complement.kind {
                case .word(let word): return [word]
                case .object(let nouns), .phrase(_, let nouns): return nouns.flatMap(\.words)
                default: return []
                }
            } + clause.subject.flatMap(\.words)
        if let found = manyUsers(clause, words) { return found }
        guard words.contains(where: { lexicon.isIn("tenancy", $0) }) else { return nil }
        guard
            let noun = (clause.phrases(.by, .per, .with, .for)).first(where: {
                isPossibleName($0.words) && $0.words != ["app"] && $0.words != ["application"]
            })
        else {
            return announcedTenant.map { .done([.tenancy($0)]) }
                ?? .problem("it isn't said what separates the tenants: a team, a company, a shop?")
        }
        return .done([.tenancy(tenant(noun))])
    }

    private mutating func tenant(_ noun: NounPhrase) -> String {
        entity(noun, making: true).first ?? draft.entityNameOfSingular(noun.words)
    }

    /// "Make it work for many schools", "the app is used by several clinics"
    private mutating func manyUsers(_ clause: Clause, _ words: [String]) -> Findings? {
        let isUse =
            clause.verbs.contains { ["work", "support", "use", "serve", "host"].contains($0) }
            || words.contains { ["work", "usable", "used"].contains($0) }
        let nouns = clause.phrases(.for, .by, .with) + clause.objects
        guard isUse, clause.mood == .command || clause.isPassive && clause.subject.contains(where: isApplication),
            let noun = nouns.first(where: { $0.quantity == .many && lexicon.isIn("groups", $0.words.last ?? "") })
        else { return nil }
        return .done([.tenancy(tenant(noun))], "what many of them use side by side is kept apart")
    }

    private func isApplication(_ noun: NounPhrase) -> Bool {
        noun.pronoun != nil || lexicon.isIn("app", noun.words.last ?? "")
    }

    /// The tenant that the rest of the request speaks of: the one noun that everything belongs to.
    private var announcedTenant: String? {
        let groups = tenants.filter { draft.names.members[$0] == nil }.sorted()
        guard let key = groups.first, groups.count == 1 else { return nil }
        let words = Lexicon.split(key)
        return draft.entityName(words, isExact: true) ?? draft.entityNameOfSingular(words)
    }

    /// "each clinic's data must be invisible to other clinics", "teams can't see each other's projects"
    mutating func separation(_ clause: Clause) -> Findings? {
        let phrases = clause.complements.flatMap { complement -> [NounPhrase] in
            switch complement.kind {
            case .object(let nouns), .phrase(_, let nouns): nouns + nouns.flatMap(\.owners)
            default: []
            }
        }
        let groups = (clause.subject + clause.subject.flatMap(\.owners)).filter {
            !$0.words.isEmpty && !lexicon.isPerson($0.words) && $0.pronoun == nil
        }
        guard !groups.isEmpty else { return nil }
        let adjectives = clause.complements.compactMap { if case .word(let word) = $0.kind { word } else { nil } }
        let isHiding =
            clause.verb == "be"
            && (adjectives.contains { lexicon.hidden.contains($0) || ["separate", "isolated"].contains($0) }
                || clause.isNegated && adjectives.contains { lexicon.visible[$0] != nil })
            || clause.isNegated && operations(clause.verbs) == [.read]
            || clause.isPassive && ["separate", "isolate"].contains(clause.verb ?? "")
        guard isHiding else { return nil }
        for group in groups {
            let key = draft.names.key(group.words)
            let isApart = phrases.contains { noun in
                noun.pronoun == .eachOther
                    || noun.modifiers.contains { ["other", "another", "different"].contains($0) }
                        && draft.names.key(noun.words) == key
                    || noun.quantity == .indefinite && draft.names.key(noun.words) == key
            }
            guard isApart || clause.isPassive || adjectives.contains("separate") || adjectives.contains("isolated")
            else { continue }
            if let tenancy = draft.specification.tenancy, tenancy.entity == draft.entityName(group.words) {
                return .settled("what belongs to one is kept from the others already")
            }
            let name = tenant(group)
            return .done([.tenancy(name)] + scoping(name))
        }
        return nil
    }

    /// What nothing else leads to a tenant from belongs to it itself.
    private func scoping(_ tenant: String) -> [Intent] {
        draft.specification.entities.filter { entity in
            entity.name != "User" && entity.name != tenant && entity.account != true
                && path(from: entity.name, to: tenant) == nil
                && !entity.relations.contains { $0.kind == .belongsTo && $0.isRequired && $0.entity != "User" }
        }.map { .belongsTo(.init(child: $0.name, parent: tenant, isRequired: true)) }
    }
}
