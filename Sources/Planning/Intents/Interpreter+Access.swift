internal import Naming
internal import Specification

/// Who may do what: "Only admins may delete comments", "make todos publicly readable", "hide drafts from the public".
extension Interpreter {
    mutating func access(_ clause: Clause) -> Findings? {
        visibility(clause) ?? hiding(clause) ?? permission(clause)
    }

    // MARK: Grantees

    /// The grantee that a noun means for rows of `entity`; nil where it means none.
    func grantee(_ noun: NounPhrase, of entity: String) -> Who? {
        var words = noun.words
        if noun.pronoun == .we || words.isEmpty { return nil }
        let text = words.joined(separator: " ")
        // "members of the team", "the admins of a team"
        for owner in noun.owners + noun.parts {
            if let tenant = draft.entityName(owner.words), let path = path(from: entity, to: tenant) {
                if words == ["member"] || words == ["members"] || words == ["people"] || words == ["users"] {
                    return .memberOf(path, roles: [])
                }
                if let role = membershipRole(words, of: tenant) { return .memberOf(path, roles: [role]) }
            }
        }
        // "team members", "team admins"
        if words.count > 1, let tenant = draft.entityName(Array(words.dropLast()), isExact: true),
            let path = path(from: entity, to: tenant)
        {
            let last = singularized(words[words.count - 1])
            if last == "member" { return .memberOf(path, roles: []) }
            if let role = membershipRole([last], of: tenant) { return .memberOf(path, roles: [role]) }
        }
        if let role = draft.names.roles[draft.names.key(words)] { return .role([role]) }
        // "members of staff" are the staff.
        if text == "members" || text == "member", let owner = noun.owners.first { return grantee(owner, of: entity) }
        let kind = lexicon.grantees[text] ?? lexicon.grantees[lexicon.key(words)]
        switch kind {
        case "anyone": return .anyone
        case "signedIn": return .signedIn
        case "owner":
            // A relation of that name says whose account is meant.
            if let place = draft.member(draft.singularWords(words), of: entity, isExact: true), place.isRelation,
                ownerRelation(of: entity) != place.name, isAccountRelation(place)
            {
                return .account(place.name)
            }
            return ownerRelation(of: entity) != nil || draft.begins ? .owner : nil
        case "admin":
            if let tenant = draft.specification.tenancy?.entity, let path = path(from: entity, to: tenant),
                let role = membershipRole(["admin"], of: tenant)
            {
                return .memberOf(path, roles: [role])
            }
            return .role(["admin"])
        default: break
        }
        if let place = draft.member(draft.singularWords(words), of: entity, isExact: true), place.isRelation,
            isAccountRelation(place)
        {
            return .account(place.name)
        }
        if words.count == 1, words[0].hasPrefix("signed") { words = ["users"]; return .signedIn }
        // "staff", "moderators": people that no entity describes are a role.
        if lexicon.isPerson(words), draft.entityName(words) == nil, noun.isPlural || noun.quantity != .bare {
            return .role([camelCase(draft.singularWords(words).joined(separator: "_"))])
        }
        return nil
    }

    private func isAccountRelation(_ place: Intent.Place) -> Bool {
        draft.relation(place.name, place.entity)?.entity == "User"
    }

    private func membershipRole(_ words: [String], of tenant: String) -> String? {
        let key = draft.names.key(words)
        guard let tenancy = draft.specification.tenancy, tenancy.entity == tenant else { return nil }
        return tenancy.roles.first { draft.names.key(Naming.words(of: $0)) == key }
    }

    /// The relation that names a row's owner, as the language infers it.
    func ownerRelation(of entity: String) -> String? {
        guard let declaration = draft.entity(entity) else { return nil }
        if let owner = declaration.owner { return owner }
        let named = declaration.relations.filter {
            $0.kind == .belongsTo && $0.entity == "User"
                && ["owner", "user", "author", "creator", "createdBy"].contains($0.name)
        }
        if named.count == 1 { return named.first?.name }
        return entity == "User" ? "id" : nil
    }

    /// The relations that lead from an entity to another, at most three of them: `project.team`.
    func path(from entity: String, to target: String) -> String? {
        if entity == target { return "self" }
        var paths: [(String, [String])] = [(entity, [])]
        var seen: Set<String> = [entity]
        while !paths.isEmpty {
            let (current, path) = paths.removeFirst()
            guard path.count < 3 else { return nil }
            for relation in draft.entity(current)?.relations ?? [] where relation.kind == .belongsTo {
                guard let next = relation.entity else { continue }
                if next == target { return (path + [relation.name]).joined(separator: ".") }
                if seen.insert(next).inserted { paths.append((next, path + [relation.name])) }
            }
        }
        return nil
    }

    // MARK: Operations

    private func operations(_ verbs: [String]) -> [Operation]? {
        var operations: [Operation] = []
        for verb in verbs {
            if verb == "do" || lexicon.isA(verb, .manage) { return Operation.allCases }
            let classes = lexicon.classes(of: verb)
            if classes.contains(.read) {
                operations.append(.read)
            } else if classes.contains(.delete) {
                operations.append(.delete)
            } else if classes.contains(.update) {
                operations.append(.update)
            } else if classes.contains(.create) {
                operations.append(.create)
            } else {
                return nil
            }
        }
        return operations.isEmpty ? nil : Operation.allCases.filter { operations.contains($0) }
    }

    // MARK: "X can do Y with Z"

    private mutating func permission(_ clause: Clause) -> Findings? {
        var clause = clause
        var subjects = clause.subject
        if clause.isPassive {
            // "Comments can only be deleted by admins"
            subjects = clause.phrases(.by)
            guard !subjects.isEmpty, operations(clause.verbs) != nil else { return nil }
            clause.complements = [Complement(kind: .object(clause.subject), range: 0..<0)]
            clause.isOnly = clause.isOnly || false
        }
        let isForbiddenToAll = clause.isForbidden && subjects.isEmpty
        guard clause.mood == .statement || isForbiddenToAll,
            clause.modal == .can || clause.isOnly || clause.modal == .must && clause.isNegated
                || clause.modal == .should && clause.isNegated || clause.isForbidden
        else { return nil }
        var verbs = clause.verbs
        if verbs == ["have"], clause.objects.contains(where: { $0.words.last == "access" }) {
            verbs = ["manage"]
            clause.complements = clause.complements.filter { if case .object = $0.kind { false } else { true } }
        }
        guard let operations = operations(verbs) else { return nil }
        var objects = clause.objects.filter { !["anything", "everything", "whatever"].contains($0.text) }
        if objects.isEmpty { objects = clause.phrases(.with, .to, .on, .of, .about) }
        if let first = objects.first, clause.phrases(.to, .on, .of).contains(where: { !entity($0).isEmpty }),
            entity(first).isEmpty
        {
            return nil
        }
        guard !subjects.isEmpty || isForbiddenToAll || clause.inheritsSubject else { return nil }
        var targets = targets(objects, subjects)
        // "the owner of a restaurant can update it"
        if objects.allSatisfy({ $0.pronoun != nil }) {
            let owners = entities(subjects.flatMap(\.owners))
            if !owners.isEmpty { targets = owners }
        }
        guard !targets.isEmpty else { return nil }
        var findings = Findings()
        for target in targets {
            for subject in subjects {
                let isOwn = objects.contains {
                    $0.quantity == .possessive || $0.owners.contains { $0.quantity == .possessive }
                }
                guard var who = grantee(subject, of: target) else {
                    return draft.entityName(subject.words) != nil
                        || clause.isOnly == false && !lexicon.isPerson(subject.words)
                        ? nil : .problem("it isn't known who '\(subject.text)' are")
                }
                if isOwn, who == .signedIn || who == .anyone, ownerRelation(of: target) != nil || draft.begins {
                    who = .owner
                }
                // "members … the todos of their team"
                if isOwn, case .memberOf = who {}
                var grant = AllowGrant()
                grant.who = who
                grant.can = operations
                grant.when = condition(objects, target)
                if let role = roleName(who), !draft.specification.roles.contains(where: { $0.name == role }) {
                    findings.intents.append(.role(role))
                }
                if who == .owner, ownerRelation(of: target) == nil, target != "User" {
                    guard draft.begins || draft.isNew(target) else {
                        return .problem("\(phrase(pluralized(target))) have no owner")
                    }
                    findings.intents.append(
                        .belongsTo(.init(child: target, parent: "User", name: accountRole(target), isRequired: true)))
                }
                if clause.isNegated {
                    findings.intents.append(.revoke(who, operations, entity: target))
                } else if clause.isOnly || isOnlyOwn(clause, isOwn) {
                    findings.intents.append(.onlyGrant(grant, entity: target))
                } else {
                    findings.intents.append(.grant(grant, entity: target))
                }
            }
            if isForbiddenToAll {
                for who in granted(operations, target) {
                    findings.intents.append(.revoke(who, operations, entity: target))
                }
            }
        }
        if findings.intents.isEmpty, isForbiddenToAll { return .settled("nobody was given that right") }
        guard !findings.intents.isEmpty else { return nil }
        attend(targets)
        return findings
    }

    private func isOnlyOwn(_ clause: Clause, _ isOwn: Bool) -> Bool { isOwn && clause.isOnly }

    private func roleName(_ who: Who) -> String? { if case .role(let roles) = who { roles.first } else { nil } }

    /// Everyone who has one of the operations.
    private func granted(_ operations: [Operation], _ entity: String) -> [Who] {
        draft.grants(of: entity).compactMap { grant in
            if case .allow(let allowed) = grant, !Set(allowed.can).isDisjoint(with: operations), allowed.who != .service
            {
                return allowed.who
            }
            return nil
        }
    }

    /// The entities that are spoken of; all of a new application where none is named.
    private mutating func targets(_ objects: [NounPhrase], _ subjects: [NounPhrase]) -> [String] {
        if objects.isEmpty { return draft.begins ? draft.newEntities.filter { $0 != "User" } : focus.entities }
        let found = objects.flatMap { noun -> [String] in
            let known = entity(noun)
            if !known.isEmpty { return known }
            if noun.words == ["everything"] || noun.words == ["data"] {
                return draft.specification.entities.map(\.name)
            }
            let key = draft.names.key(noun.words)
            return draft.begins && title.contains(key) || ["it", "content", "data", "everything"].contains(key)
                ? draft.newEntities.filter { $0 != "User" } : []
        }
        return found.filter { $0 != "User" || draft.entity("User") != nil }
    }

    /// "published posts", "inactive products": the state of the rows that are meant.
    private func condition(_ nouns: [NounPhrase], _ entity: String) -> OneOrMore<Condition>? {
        for noun in nouns {
            let adjectives =
                noun.modifiers
                + (noun.words.count > 1 && draft.entityName(Array(noun.words.dropFirst()), isExact: true) == entity
                    ? [noun.words[0]] : [])
            for adjective in adjectives {
                if let comparison = comparison(adjective, entity) { return OneOrMore([.comparison(comparison)]) }
            }
        }
        return nil
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
        for var noun in nouns {
            noun.words.removeAll { lexicon.visible[$0] != nil || lexicon.hidden.contains($0) || $0 == "publicly" }
            targets += entity(noun)
        }
        guard !targets.isEmpty else { return nil }
        let grantees = clause.phrases(.to, .for, .by)
        var intents: [Intent] = []
        for target in targets {
            if isHidden != clause.isNegated, grantees.isEmpty {
                for who in [Who.anyone, .signedIn] where draft.gives(who, .read, target) {
                    intents.append(.revoke(who, [.read], entity: target))
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
                grant.when = condition(nouns, target)
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
                if case .comparison(var comparison)? = condition(clause.objects, target)?.elements.first {
                    if case .boolean(let value)? = comparison.isEqual {
                        comparison.isEqual = .boolean(!value)
                    } else {
                        comparison.isNot = comparison.isEqual; comparison.isEqual = nil
                    }
                    grant.when = OneOrMore([.comparison(comparison)])
                    intents.append(.grant(grant, entity: target))
                }
            }
        }
        attend(targets)
        return .done(intents)
    }
}
