internal import Naming
internal import Specification

/// "X can do Y with Z": who gets which rights to what.
extension Interpreter {
    // MARK: Operations

    func operations(_ verbs: [String]) -> [Operation]? {
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

    /// Whether a clause says who may do something, by its form alone: "members only see their own loans".
    func isPermission(_ clause: Clause) -> Bool {
        guard clause.mood == .statement || clause.isForbidden, operations(clause.verbs) != nil else { return false }
        if clause.modal == .can || clause.isOnly || clause.isForbidden || clause.isRestricted { return true }
        if clause.isNegated, clause.modal == .must || clause.modal == .should || isPerceiving(clause) { return true }
        guard clause.modal == nil || clause.modal == .should, !clause.isPassive else { return false }
        // Without "can": what people see of their own, or all of it, is a rule; that vets see pets is none.
        let isRule =
            clause.objects.contains { noun in
                noun.quantity == .possessive || Self.everything.contains(noun.text)
                    || noun.owners.contains { $0.quantity == .possessive }
            }
            || clause.objects.contains { $0.quantity == .each && $0.isPlural }
        guard clause.subject.contains(where: { isPeople($0) || granteeKind($0.words) != nil }) || clause.inheritsSubject
        else { return false }
        return isRule && (isPerceiving(clause) || operations(clause.verbs)?.contains(.delete) ?? false)
            || lexicon.isA(clause.verb ?? "", .manage)
                && clause.subject.allSatisfy { draft.entityName($0.words) == nil } && !clause.objects.isEmpty
    }

    func isPerceiving(_ clause: Clause) -> Bool {
        clause.verbs.allSatisfy { ["see", "view", "read", "access", "browse"].contains($0) }
    }

    static let everything: Set<String> = ["everything", "anything", "whatever", "all", "all data", "data", "it all"]

    // MARK: The rule

    mutating func permission(_ clause: Clause) -> Findings? {
        guard let rule = rule(clause) else {
            return isPermission(clause) && excluded(clause) != nil
                ? .problem("what everybody but some may do can't be said; say who may") : nil
        }
        // "users can report posts": what a ready-made part is for isn't a right to add posts.
        if rule.operations == [.create], !clause.verbs.isEmpty,
            clause.verbs.allSatisfy({ lexicon.verbFeatures[$0] != nil })
        {
            return nil
        }
        if let link = throughLink(clause, rule) { return link }
        let owners = entities(rule.subjects.flatMap(\.owners))
        // "the owner of a restaurant can update it"
        var targets =
            rule.objects.allSatisfy({ $0.pronoun != nil }) && !owners.isEmpty && !rule.objects.isEmpty
            ? owners.map { Target(entity: $0) } : self.targets(rule)
        if targets.isEmpty, let own = ownThings(rule) { targets = own }
        guard !targets.isEmpty else {
            guard rule.isExplicit else { return nil }
            return .missing((rule.objects + rule.subjects).first?.text ?? "")
        }
        var findings = Findings()
        for target in targets {
            if let problem = add(rule, target, to: &findings) { return problem }
        }
        if findings.intents.isEmpty, rule.isForAll || findings.isSettled {
            attend(targets.map(\.entity))
            return .settled(rule.isForAll ? "nobody was given that right" : "that is so already")
        }
        focus.subject = targets.map(\.entity)
        guard !findings.intents.isEmpty else { return nil }
        attend(targets.map(\.entity))
        return findings
    }

    /// Whom a rule leaves out; "without an account" leaves out nobody.
    func excluded(_ clause: Clause) -> NounPhrase? {
        clause.phrases(.without).first {
            granteeKind($0.words) == "anyone" || isPeople($0) && !draft.isAccount($0.words)
        }
    }

    /// What a clause says about rights.
    struct Rule: Sendable {
        var subjects: [NounPhrase]
        var objects: [NounPhrase]
        var operations: [Operation]
        var isNegated: Bool
        /// Nobody may.
        var isForAll: Bool
        /// Nobody but the subjects may.
        var isOnly: Bool
        /// The subjects may do it with no other rows than these.
        var isRestricted: Bool
        /// Only an access rule can be meant, so that a part that can't be read is a problem.
        var isExplicit: Bool

        /// What is the subjects' own, where the rows hang on it: "the lessons of their group".
        var way: NounPhrase?

        /// The rows are the subjects' own: "their own loans".
        var isOwn: Bool {
            objects.contains { $0.quantity == .possessive || $0.owners.contains { $0.quantity == .possessive } }
        }
    }

    /// Rows, and where only one of their fields is meant, that field.
    struct Target: Sendable {
        var entity: String
        var field: String?
    }

    mutating func rule(_ clause: Clause) -> Rule? {
        guard isPermission(clause) else { return nil }
        var subjects = clause.subject
        var objects = clause.objects
        var isForAll = clause.isForbidden && subjects.isEmpty
        if clause.isPassive {
            // "Comments can only be deleted by admins", "reservations can't be deleted"
            subjects = clause.phrases(.by)
            // "each treatment can be done by several dentists" is about who does what with what.
            if subjects.contains(where: { $0.quantity == .many || $0.quantity == .one }), !clause.isOnly { return nil }
            objects = clause.subject
            isForAll = subjects.isEmpty && clause.isNegated
            guard !subjects.isEmpty || isForAll && operations(clause.verbs) != [.create] else { return nil }
        }
        // "everybody except guests": those who are signed in.
        if let excluded = excluded(clause) {
            guard granteeKind(excluded.words) == "anyone", subjects.allSatisfy({ granteeKind($0.words) == "anyone" })
            else { return nil }
            subjects = [NounPhrase(words: ["users"], range: 0..<0)]
        }
        guard var operations = operations(clause.verbs) else { return nil }
        if clause.verbs == ["have"], objects.contains(where: { $0.words.last == "access" }) {
            operations = Operation.allCases
            objects = []
        }
        let isEverything = objects.contains { Self.everything.contains($0.text) }
        objects.removeAll { Self.everything.contains($0.text) }
        if objects.isEmpty, !isEverything { objects = clause.phrases(.with, .to, .on, .of, .about) }
        if let first = objects.first, clause.phrases(.to, .on, .of).contains(where: { !entity($0).isEmpty }),
            entity(first).isEmpty
        {
            return nil
        }
        if subjects.isEmpty, clause.inheritsSubject {
            subjects = focus.subject.map { name in
                var noun = NounPhrase(words: Naming.words(of: pluralized(name)), range: 0..<0)
                noun.isPlural = true
                return noun
            }
        }
        guard !subjects.isEmpty || isForAll else { return nil }
        let isVerbal = !clause.isPassive && clause.isOnly && !clause.subject.isEmpty && clause.isOnlyVerbal
        return Rule(
            subjects: subjects, objects: objects, operations: operations, isNegated: clause.isNegated,
            isForAll: isForAll, isOnly: clause.isOnly && !isVerbal,
            isRestricted: clause.isRestricted || isVerbal,
            isExplicit: isExplicit(clause, objects, operations), way: way(clause, objects))
    }

    func way(_ clause: Clause, _ objects: [NounPhrase]) -> NounPhrase? {
        guard !clause.isPassive, !objects.contains(where: { $0.quantity == .possessive }) else { return nil }
        let phrases = objects.flatMap(\.owners) + clause.phrases(.of, .for, .on, .in, .to, .at)
        return phrases.first { $0.quantity == .possessive && !$0.words.isEmpty }
    }

    /// Whether nothing but an access rule can be meant.
    func isExplicit(_ clause: Clause, _ objects: [NounPhrase], _ operations: [Operation]) -> Bool {
        if clause.isOnly || clause.isRestricted || clause.isForbidden { return operations != [.create] }
        let isAboutPeople = clause.subject.contains { granteeKind($0.words) != nil || isPeople($0) }
        return isAboutPeople && !operations.contains(.create) && isPerceiving(clause)
    }

    /// Adds what the rule says about one target; what stands in its way, if anything does.
    mutating func add(_ rule: Rule, _ target: Target, to findings: inout Findings) -> Findings? {
        let entity = target.entity
        if rule.isForAll {
            for who in granted(rule.operations, entity) {
                findings.intents.append(.revoke(who, rule.operations, entity: entity))
            }
            return nil
        }
        for (index, subject) in rule.subjects.enumerated() {
            let isEnd = subject.owners.contains { draft.entityName($0.words) == entity }
            var owned = rule.isOwn || isEnd || isTheirs(rule, subject, entity) ? ownership(subject, entity) : nil
            if let way = rule.way {
                guard let group = self.entity(way).first else { return .missing(way.text) }
                guard let found = ownership(subject, entity, via: group) else {
                    return .problem("\(phrase(pluralized(entity))) don't belong to the \(way.text) of \(subject.text)")
                }
                owned = found
            }
            if rule.isOwn, owned == nil, subject.owners.isEmpty, isPeople(subject) || draft.isAccount(subject.words) {
                return .problem("\(phrase(pluralized(entity))) don't belong to \(subject.text)")
            }
            guard let who = owned?.who ?? grantee(subject, of: entity) else {
                guard rule.isExplicit else { return nil }
                return .problem("it isn't known who '\(subject.text)' are")
            }
            findings.intents += owned?.intents ?? []
            var grant = AllowGrant()
            grant.who = who
            grant.can = rule.operations
            grant.when = condition(rule.objects, entity)
            if grant.when == nil, let adjective = stated(rule.objects, entity) {
                let flag = flag(adjective, entity)
                findings.intents.append(flag.intent)
                grant.when = flag.condition
            }
            if case .memberOf(let path, _) = who { findings.intents += membership(path, of: entity) }
            if rule.isNegated {
                if case .role(let roles) = who, !draft.specification.roles.contains(where: { roles.contains($0.name) })
                {
                    findings.isSettled = true
                    continue
                }
                let taken = taking(rule.operations, from: who, entity, where: grant.when)
                findings.isSettled = findings.isSettled || taken.isEmpty
                findings.intents += taken
                continue
            }
            if rule.isRestricted { findings.intents += narrowing(rule, subject, entity, to: who) }
            if !rule.isOnly, grant.when == nil, target.field == nil, isGiven(rule.operations, to: who, entity) {
                findings.isSettled = true
                continue
            }
            if case .role(let roles) = who, let role = roles.first,
                !draft.specification.roles.contains(where: { $0.name == role })
            {
                findings.intents.append(.role(role))
            }
            if who == .owner, draft.owner(of: entity) == nil, entity != "User", owned == nil {
                guard draft.begins || draft.isNew(entity) else {
                    return .problem("\(phrase(pluralized(entity))) have no owner")
                }
                findings.intents.append(
                    .belongsTo(.init(child: entity, parent: "User", name: accountRole(entity), isRequired: true)))
            }
            if let field = target.field {
                findings.intents.append(.fieldGrant(grant, field: field, entity: entity, isOnly: rule.isOnly))
            } else {
                // Of several only the first takes the others' rights away.
                findings.intents.append(
                    rule.isOnly && index == 0 ? .onlyGrant(grant, entity: entity) : .grant(grant, entity: entity))
            }
        }
        return nil
    }
}
