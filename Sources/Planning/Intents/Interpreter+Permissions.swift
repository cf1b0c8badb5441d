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
            clause.objects.contains { $0.quantity == .possessive || Self.everything.contains($0.text) }
            || clause.objects.contains { $0.quantity == .each && $0.isPlural }
        guard clause.subject.contains(where: { isPeople($0) || granteeKind($0.words) != nil }) || clause.inheritsSubject
        else { return false }
        return isRule && (isPerceiving(clause) || operations(clause.verbs)?.contains(.delete) ?? false)
            || lexicon.isA(clause.verb ?? "", .manage)
                && clause.subject.allSatisfy { draft.entityName($0.words) == nil } && !clause.objects.isEmpty
    }

    private func isPerceiving(_ clause: Clause) -> Bool {
        clause.verbs.allSatisfy { ["see", "view", "read", "access", "browse"].contains($0) }
    }

    static let everything: Set<String> = ["everything", "anything", "whatever", "all", "all data", "data", "it all"]

    // MARK: The rule

    mutating func permission(_ clause: Clause) -> Findings? {
        guard let rule = rule(clause) else {
            return isPermission(clause) && !clause.phrases(.without).isEmpty
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
            return .settled(rule.isForAll ? "nobody was given that right" : "that is so already")
        }
        focus.subject = targets.map(\.entity)
        guard !findings.intents.isEmpty else { return nil }
        attend(targets.map(\.entity))
        return findings
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

    private mutating func rule(_ clause: Clause) -> Rule? {
        guard isPermission(clause) else { return nil }
        var subjects = clause.subject
        var objects = clause.objects
        var isForAll = clause.isForbidden && subjects.isEmpty
        if clause.isPassive {
            // "Comments can only be deleted by admins", "reservations can't be deleted"
            subjects = clause.phrases(.by)
            objects = clause.subject
            isForAll = subjects.isEmpty && clause.isNegated
            guard !subjects.isEmpty || isForAll && operations(clause.verbs) != [.create] else { return nil }
        }
        // "everybody except guests": those who are signed in.
        if let excluded = clause.phrases(.without).first {
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

    private func way(_ clause: Clause, _ objects: [NounPhrase]) -> NounPhrase? {
        guard !clause.isPassive, !objects.contains(where: { $0.quantity == .possessive }) else { return nil }
        let phrases = objects.flatMap(\.owners) + clause.phrases(.of, .for, .on, .in, .to, .at)
        return phrases.first { $0.quantity == .possessive && !$0.words.isEmpty }
    }

    /// Whether nothing but an access rule can be meant.
    private func isExplicit(_ clause: Clause, _ objects: [NounPhrase], _ operations: [Operation]) -> Bool {
        if clause.isOnly || clause.isRestricted || clause.isForbidden { return operations != [.create] }
        let isAboutPeople = clause.subject.contains { granteeKind($0.words) != nil || isPeople($0) }
        return isAboutPeople && !operations.contains(.create) && isPerceiving(clause)
    }

    /// Adds what the rule says about one target; what stands in its way, if anything does.
    private mutating func add(_ rule: Rule, _ target: Target, to findings: inout Findings) -> Findings? {
        let entity = target.entity
        if rule.isForAll {
            for who in granted(rule.operations, entity) {
                findings.intents.append(.revoke(who, rule.operations, entity: entity))
            }
            return nil
        }
        for (index, subject) in rule.subjects.enumerated() {
            var owned = rule.isOwn || isTheirs(rule, subject, entity) ? ownership(subject, entity) : nil
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
                // "public recipes": some are and some aren't, so each says which.
                var flag = NounPhrase(words: [adjective], range: 0..<0)
                flag.typeWords = ["boolean"]
                findings.intents.append(.attribute(flag, entity: entity, nil))
                var comparison = Comparison()
                comparison.field = camelCase(adjective)
                comparison.isEqual = .boolean(true)
                grant.when = OneOrMore([.comparison(comparison)])
            }
            if case .memberOf(let path, _) = who { findings.intents += membership(path, of: entity) }
            if rule.isNegated {
                if case .role(let roles) = who, !draft.specification.roles.contains(where: { roles.contains($0.name) }) {
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

    /// The adjective of rows that says who may see them and that no field holds yet.
    private func stated(_ objects: [NounPhrase], _ entity: String) -> String? {
        for noun in objects where draft.entityName(noun.words, isExact: true) != entity && noun.words.count > 1 {
            guard draft.entityName(Array(noun.words.dropFirst()), isExact: true) == entity else { continue }
            let word = noun.words[0]
            if lexicon.visible[word] == "read" || lexicon.verbForms[[word]]?.forms.contains(.participle) ?? false {
                return word
            }
        }
        return nil
    }

    /// Whose own rows are meant, where the subject is an account or a person that something is kept about.
    private func ownership(_ subject: NounPhrase, _ target: String) -> Ownership? {
        if let group = subject.owners.first, draft.entityName(group.words) != nil { return nil }
        if let person = draft.entityName(subject.words, isExact: true), person != "User" {
            return ownedByPerson(person, target)
        }
        switch granteeKind(subject.words) {
        case "anyone", "signedIn", "owner": return ownedByAccount(target)
        case "admin": return nil
        default: break
        }
        if draft.names.roles[draft.names.key(subject.words)] != nil || isPeople(subject) {
            return ownedByAccount(target)
        }
        return nil
    }

    /// Whose rows are meant, where they hang on what is the subject's: a thing of theirs, or a group that they are in.
    private func ownership(_ subject: NounPhrase, _ target: String, via group: String) -> Ownership? {
        guard let path = path(from: target, to: group), path != "self" else { return nil }
        if draft.specification.tenancy?.entity == group || draft.entity(group)?.members != nil {
            return Ownership(who: .memberOf(path, roles: []))
        }
        if let person = draft.entityName(subject.words, isExact: true), person != "User" {
            // Rows of a person that name a group and an account are that group's members.
            if draft.relation(camelCase(group), person)?.entity == group {
                var intents: [Intent] = []
                if draft.owner(of: person) == nil {
                    intents.append(
                        .belongsTo(.init(child: person, parent: "User", name: "user", isRequired: true, isOneToOne: true)))
                }
                return Ownership(who: .memberOf(path, roles: []), intents: intents + [.membership(person, of: group)])
            }
            guard let owned = ownedByPerson(person, group), case .through(let relation, _) = owned.who else { return nil }
            return Ownership(
                who: .account("\(path).\(relation).\(draft.owner(of: person) ?? "user")"), intents: owned.intents)
        }
        guard draft.isAccount(subject.words) || granteeKind(subject.words) != nil || isPeople(subject) else { return nil }
        if let owner = draft.owner(of: group) { return Ownership(who: .account(path + "." + owner)) }
        return nil
    }

    /// "customers can cancel bookings": what hangs on a person is changed by that person, unless all of it is meant.
    private func isTheirs(_ rule: Rule, _ subject: NounPhrase, _ target: String) -> Bool {
        guard !rule.isNegated, !rule.operations.contains(.read), let person = draft.entityName(subject.words, isExact: true),
            person != "User", lexicon.isPerson(subject.words),
            draft.names.roles[draft.names.key(subject.words)] == nil, let path = path(from: target, to: person)
        else { return false }
        return path != "self" && !rule.objects.contains { $0.quantity == .each }
    }

    /// What has to go for the subjects to be left with their own: what every account, or their role, may do.
    private func narrowing(_ rule: Rule, _ subject: NounPhrase, _ entity: String, to who: Who) -> [Intent] {
        var wide: [Who] = [.anyone, .signedIn]
        if let role = draft.names.roles[draft.names.key(subject.words)] { wide.append(.role([role])) }
        return wide.filter { $0 != who && gives($0, rule.operations, entity) }.map {
            .revoke($0, rule.operations, entity: entity)
        }
    }

    /// Takes rights to all rows, or to those that meet a condition, away.
    func taking(_ operations: [Operation], from who: Who, _ entity: String, where condition: OneOrMore<Condition>?)
        -> [Intent]
    {
        if case .memberOf(let path, let roles) = who, !roles.isEmpty, condition == nil {
            return takingFromRoles(roles, path, operations, entity)
        }
        guard let condition else {
            return gives(who, operations, entity) ? [.revoke(who, operations, entity: entity)] : []
        }
        var intents: [Intent] = []
        for other in draft.grants(of: entity) {
            guard case .allow(let allowed) = other, allowed.who == who, !Set(allowed.can).isDisjoint(with: operations)
            else { continue }
            if allowed.when == condition {
                intents.append(.revoke(who, operations, entity: entity))
            } else if allowed.when == nil, case .comparison(let comparison)? = condition.elements.first {
                // What is left is given for the other rows.
                var rest = AllowGrant()
                rest.who = who
                rest.can = operations.filter { allowed.can.contains($0) }
                rest.when = OneOrMore([.comparison(comparison.opposite)])
                intents += [.revoke(who, operations, entity: entity), .grant(rest, entity: entity)]
            }
        }
        return intents
    }

    /// What members of every role may do is left to those of the others.
    private func takingFromRoles(_ roles: [String], _ path: String, _ operations: [Operation], _ entity: String) -> [Intent]
    {
        let all = draft.specification.tenancy?.roles ?? []
        return draft.grants(of: entity).flatMap { grant -> [Intent] in
            guard case .allow(let allowed) = grant, case .memberOf(path, let held) = allowed.who,
                held.isEmpty || !Set(held).isDisjoint(with: roles),
                case let taken = operations.filter({ allowed.can.contains($0) }), !taken.isEmpty
            else { return [] }
            let rest = (held.isEmpty ? all : held).filter { !roles.contains($0) }
            guard !rest.isEmpty else { return [.revoke(allowed.who, taken, entity: entity)] }
            var left = AllowGrant()
            left.who = .memberOf(path, roles: rest)
            left.can = taken
            left.when = allowed.when
            return [.revoke(allowed.who, taken, entity: entity), .grant(left, entity: entity)]
        }
    }

    private func gives(_ who: Who, _ operations: [Operation], _ entity: String) -> Bool {
        operations.contains { draft.gives(who, $0, entity) }
    }

    /// Whether a right is held already, by this grantee or by everybody.
    func isGiven(_ operations: [Operation], to who: Who, _ entity: String) -> Bool {
        operations.allSatisfy { operation in
            if draft.gives(.anyone, operation, entity, unconditionally: true) { return true }
            if who != .anyone, draft.gives(.signedIn, operation, entity, unconditionally: true) { return true }
            if draft.gives(who, operation, entity, unconditionally: true) { return true }
            // The account at the end of a way has what the way's first step hands on.
            guard case .account(let path) = who else { return false }
            let steps = path.split(separator: ".").map(String.init)
            guard steps.count == 2, let first = steps.first,
                let parent = draft.relation(first, entity)?.entity, draft.owner(of: parent) == steps.last
            else { return false }
            let handed: Operation = operation == .read ? .read : .update
            return draft.gives(.through(first, right: nil), operation, entity, unconditionally: true)
                && draft.gives(.owner, handed, parent, unconditionally: true)
        }
    }

    /// A group whose members get a right must have members.
    private func membership(_ path: String, of entity: String) -> [Intent] {
        var group = entity
        for step in path.split(separator: ".") where step != "self" {
            guard let next = draft.relation(String(step), group)?.entity else { return [] }
            group = next
        }
        guard draft.specification.tenancy?.entity != group, draft.entity(group)?.members == nil else { return [] }
        return [.members(group)]
    }

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

    // MARK: Targets

    /// What is spoken of; all of a new application where nothing is named.
    private mutating func targets(_ rule: Rule) -> [Target] {
        if rule.objects.isEmpty, rule.isRestricted { return [] }
        if rule.objects.isEmpty {
            return (draft.begins ? draft.newEntities.filter { $0 != "User" } : focus.entities).map { Target(entity: $0) }
        }
        var found: [Target] = []
        for noun in rule.objects {
            let known = entity(noun)
            if !known.isEmpty { found += known.map { Target(entity: $0) }; continue }
            if noun.words == ["everything"] || noun.words == ["data"], !rule.isOwn {
                found += draft.specification.entities.map { Target(entity: $0.name) }
                continue
            }
            if let value = namedByValue(noun) { found.append(Target(entity: value)); continue }
            var bare = noun
            if bare.quantity == .possessive { bare.owners = [] }
            if !rule.operations.contains(.create), case .found(let place) = members(bare, in: []), !place.isRelation {
                found.append(Target(entity: place.entity, field: place.name))
                continue
            }
            let key = draft.names.key(noun.words)
            if draft.begins && title.contains(key) || ["it", "content"].contains(key) {
                found += draft.newEntities.filter { $0 != "User" }.map { Target(entity: $0) }
            }
        }
        return found.filter { $0.entity != "User" || draft.entity("User") != nil }
    }

    /// "drafts": the rows whose status is that.
    func namedByValue(_ noun: NounPhrase) -> String? {
        guard noun.words.count == 1, noun.isPlural else { return nil }
        let places = draft.names.values[draft.names.key(noun.words)] ?? []
        return Set(places.map(\.entity)).count == 1 ? places.first?.entity : nil
    }

    /// "their own entries", "their own listings": what the subject makes, by another name.
    private mutating func ownThings(_ rule: Rule) -> [Target]? {
        guard rule.isOwn, let subject = rule.subjects.first else { return nil }
        if rule.objects.contains(where: { lexicon.isIn("profiles", $0.words.last ?? "") }),
            let own = draft.entityName(subject.words) ?? (draft.isAccount(subject.words) ? draft.entity("User")?.name : nil)
        {
            return [Target(entity: own)]
        }
        let person = draft.entityName(subject.words, isExact: true) ?? "User"
        for noun in rule.objects {
            if let verb = noun.words.last.flatMap({ lexicon.verbForms[[singularized($0)]] }), verb.forms.contains(.gerund),
                let made = doings[person]?[verb.lemma]
            {
                return [Target(entity: made)]
            }
        }
        guard rule.objects.contains(where: { lexicon.isIn("records", $0.words.last ?? "") }) else { return nil }
        let children = draft.specification.entities.filter { entity in
            entity.relations.contains { $0.kind == .belongsTo && $0.entity == person }
        }
        return children.isEmpty ? nil : children.map { Target(entity: $0.name) }
    }

    /// "the courses they are enrolled in": rows that another row links with the subject.
    private mutating func throughLink(_ clause: Clause, _ rule: Rule) -> Findings? {
        guard let noun = rule.objects.first, let verb = noun.linkedBy, let target = entity(noun).first,
            let subject = rule.subjects.first, !rule.isNegated
        else { return nil }
        let person = draft.entityName(subject.words, isExact: true) ?? "User"
        if let path = path(from: target, to: person), person != "User" || draft.relation(path, target) != nil {
            return nil
        }
        let nouns = ([verb, lexicon.events[verb]] + (lexicon.events[verb].flatMap { lexicon.eventSynonyms[$0] } ?? [])
            .map { Optional($0) }).compactMap { $0 }
        let links = draft.specification.entities.filter { entity in
            let relations = entity.relations.filter { $0.kind == .belongsTo }
            return relations.contains { $0.entity == person } && relations.contains { $0.entity == target }
        }
        let link =
            links.first { link in nouns.contains { lexicon.key(Naming.words(of: link.name)).contains(lexicon.key([$0])) } }
            ?? links.first
        guard let link else {
            return .problem("nothing says which \(phrase(pluralized(target))) \(subject.text) \(verb)")
        }
        guard let account = link.relations.first(where: { $0.entity == "User" && $0.kind == .belongsTo })?.name else {
            return .problem(
                "\(phrase(pluralized(link.name))) don't name an account, so that they can't say who may see which "
                    + phrase(pluralized(target)))
        }
        var grant = AllowGrant()
        grant.who = .listedIn(link.name, permission: [], account: account, permissionField: nil)
        grant.can = rule.operations
        attend([target])
        return .done(narrowing(rule, subject, target, to: grant.who) + [.grant(grant, entity: target)])
    }
}
