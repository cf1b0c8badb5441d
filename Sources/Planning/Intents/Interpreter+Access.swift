internal import Naming
internal import Specification

/// Who may do what: "Only admins may delete comments", "make todos publicly readable", "hide drafts from the public".
extension Interpreter {
    mutating func access(_ clause: Clause) -> Findings? {
        if let right = right(clause) { return permission(right) }
        return separation(clause) ?? visibility(clause) ?? hiding(clause) ?? permission(clause)
    }

    /// "admins have full access to drivers", "give editors read access to shows": the rule that they state.
    private mutating func right(_ clause: Clause) -> Clause? {
        guard let verb = clause.verb, ["have", "get", "give", "grant", "need"].contains(verb), !clause.isPassive,
            let noun = clause.objects.last, let word = noun.words.last,
            lexicon.isIn("rights", word) || noun.words.contains(where: { lexicon.isIn("rights", $0) })
        else { return nil }
        var rule = clause
        if clause.mood == .command {
            guard clause.objects.count > 1 else { return nil }
            rule.subject = Array(clause.objects.dropLast())
        }
        let words = noun.words + noun.modifiers
        rule.mood = .statement
        rule.modal = .can
        rule.verbs = words.compactMap { lexicon.rights[$0] }.first ?? ["manage"]
        rule.complements.removeAll { if case .object = $0.kind { true } else { false } }
        let objects = clause.phrases(.to, .on, .over, .of, .for) + noun.owners
        guard !objects.isEmpty, !rule.subject.isEmpty else { return nil }
        rule.complements = [Complement(kind: .object(objects), range: 0..<0)]
        return rule
    }

    // MARK: Conditions

    /// "published posts", "inactive products": the state of the rows that are meant.
    func condition(_ nouns: [NounPhrase], _ entity: String) -> OneOrMore<Condition>? {
        for noun in nouns {
            let adjectives =
                noun.modifiers
                + (noun.words.count > 1 && draft.entityName(Array(noun.words.dropFirst()), isExact: true) == entity
                    ? [noun.words[0]] : [])
            for adjective in adjectives + (namedByValue(noun) == entity ? noun.words : []) {
                if let comparison = comparison(adjective, entity) { return OneOrMore([.comparison(comparison)]) }
            }
        }
        return nil
    }

    /// A state that no field holds yet: "public recipes" are some of them, so each says whether it is.
    func flag(_ adjective: String, _ entity: String) -> (intent: Intent, condition: OneOrMore<Condition>) {
        var flag = NounPhrase(words: [adjective], range: 0..<0)
        flag.typeWords = ["boolean"]
        var comparison = Comparison()
        comparison.field = camelCase(adjective)
        comparison.isEqual = .boolean(true)
        return (.attribute(flag, entity: entity, nil), OneOrMore([.comparison(comparison)]))
    }

    func comparison(_ adjective: String, _ entity: String) -> Comparison? {
        var comparison = Comparison()
        if let value = draft.names.values[draft.names.key([adjective])]?.first(where: { $0.entity == entity }) {
            comparison.field = value.field
            comparison.isEqual = .string(value.value)
            return comparison
        }
        for field in draft.entity(entity)?.fields ?? [] where field.type == .boolean {
            if let value = FieldSketch(lexicon: lexicon).literal(adjective, for: field),
                case .literal(let literal) = value
            {
                comparison.field = field.name
                comparison.isEqual = literal
                return comparison
            }
        }
        return nil
    }

    // MARK: Visibility

    /// "make todos public", "doctors are visible to anyone", "posts are private"
    private mutating func visibility(_ clause: Clause) -> Findings? {
        let isMaking = clause.mood == .command && lexicon.isA(clause.verb ?? "", .make)
        guard
            isMaking || clause.verb == "be" && !clause.isPassive && clause.modal != .can
                || clause.verb == "be" && !clause.phrases(.to, .for, .by).isEmpty
        else { return nil }
        let nouns = isMaking ? clause.objects : clause.subject
        let adjectives =
            clause.complements.flatMap { complement -> [String] in
                if case .word(let word) = complement.kind { return [word] }
                if case .object(let objects) = complement.kind { return objects.flatMap(\.words) }
                return []
            } + (isMaking ? nouns.flatMap { $0.words.suffix(2) } : [])
        let isHidden = adjectives.contains { lexicon.hidden.contains($0) }
        let visible = adjectives.compactMap { lexicon.visible[$0] }
        let isPublic = adjectives.contains { $0 == "public" || $0 == "publicly" }
        guard isHidden || !visible.isEmpty || isPublic else { return nil }
        var targets: [String] = []
        var meant: [NounPhrase] = []
        for var noun in nouns {
            noun.words.removeAll { lexicon.visible[$0] != nil || lexicon.hidden.contains($0) || $0 == "publicly" }
            meant.append(noun)
            let named = entity(noun)
            targets += named.isEmpty ? [namedByValue(noun)].compactMap { $0 } : named
        }
        guard !targets.isEmpty else { return nil }
        let grantees = clause.phrases(.to, .for, .by)
        var intents: [Intent] = []
        for target in targets {
            if isHidden != clause.isNegated, grantees.isEmpty {
                for who in [Who.anyone, .signedIn] {
                    intents += taking([.read], from: who, target, where: condition(meant, target))
                }
                if intents.isEmpty { return .settled("only those who were given a right see them already") }
                continue
            }
            let who = grantees.compactMap { grantee($0, of: target) }
            if !grantees.isEmpty, who.isEmpty { return .problem("it isn't known who '\(grantees[0].text)' are") }
            for who in who.isEmpty ? [.anyone] : who {
                var grant = AllowGrant()
                grant.who = who
                grant.can = visible.isEmpty ? [.read] : Operation.allCases.filter { visible.contains($0.rawValue) }
                grant.when = condition(meant, target)
                if grant.when == nil, let adjective = stated(meant, target) {
                    let flag = flag(adjective, target)
                    intents.append(flag.intent)
                    grant.when = flag.condition
                }
                intents.append(
                    clause.isNegated
                        ? .revoke(who, grant.can, entity: target)
                        : clause.isOnly ? .onlyGrant(grant, entity: target) : .grant(grant, entity: target))
            }
        }
        attend(targets)
        return intents.isEmpty ? nil : .done(intents)
    }

    /// "Hide inactive products from the public", "don't show drafts to visitors"
    private mutating func hiding(_ clause: Clause) -> Findings? {
        guard clause.mood == .command, let verb = clause.verb else { return nil }
        let hides = lexicon.isA(verb, .hide) && !clause.isNegated || lexicon.isA(verb, .read) && clause.isNegated
        guard hides || lexicon.isA(verb, .read) && !clause.isNegated && !clause.phrases(.to).isEmpty else { return nil }
        let grantees = clause.phrases(.from, .to, .for)
        let targets = entities(clause.objects)
        guard !targets.isEmpty else { return nil }
        var intents: [Intent] = []
        for target in targets {
            let who = grantees.isEmpty ? [Who.anyone] : grantees.compactMap { grantee($0, of: target) }
            guard !who.isEmpty else { return .problem("it isn't known who '\(grantees.first?.text ?? "")' are") }
            for who in who {
                var grant = AllowGrant()
                grant.who = who
                grant.can = [.read]
                guard hides else {
                    grant.when = condition(clause.objects, target)
                    intents.append(.grant(grant, entity: target))
                    continue
                }
                guard draft.gives(who, .read, target) else { return .settled("they can't see them already") }
                intents.append(.revoke(who, [.read], entity: target))
                if case .comparison(let comparison)? = condition(clause.objects, target)?.elements.first {
                    grant.when = OneOrMore([.comparison(comparison.opposite)])
                    intents.append(.grant(grant, entity: target))
                }
            }
        }
        attend(targets)
        return .done(intents)
    }
}

extension Comparison {
    /// What holds of every other row.
    var opposite: Comparison {
        var other = self
        if case .boolean(let value)? = isEqual {
            other.isEqual = .boolean(!value)
        } else {
            other.isNot = isEqual
            other.isEqual = nil
        }
        return other
    }
}
