internal import Naming
internal import Specification

/// Whose rows a rule means, and what it gives and takes.
extension Interpreter {
    /// The adjective of rows that says who may see them and that no field holds yet.
    func stated(_ objects: [NounPhrase], _ entity: String) -> String? {
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
    func ownership(_ subject: NounPhrase, _ target: String) -> Ownership? {
        if let group = subject.owners.first, let name = draft.entityName(group.words) {
            // "the creator of a show", where creators are known but not by their accounts
            guard name == target,
                let place = draft.member(draft.singularWords(subject.words), of: target, isExact: true),
                place.isRelation,
                let person = draft.relation(place.name, target)?.entity, person != "User"
            else { return nil }
            return ownedByPerson(person, target)
        }
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
    func ownership(_ subject: NounPhrase, _ target: String, via group: String) -> Ownership? {
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
                        .belongsTo(
                            .init(child: person, parent: "User", name: "user", isRequired: true, isOneToOne: true)))
                }
                return Ownership(who: .memberOf(path, roles: []), intents: intents + [.membership(person, of: group)])
            }
            guard let owned = ownedByPerson(person, group), case .through(let relation, _) = owned.who else {
                return nil
            }
            return Ownership(
                who: .account("\(path).\(relation).\(draft.owner(of: person) ?? "user")"), intents: owned.intents)
        }
        guard draft.isAccount(subject.words) || granteeKind(subject.words) != nil || isPeople(subject) else {
            return nil
        }
        if let owner = draft.owner(of: group) { return Ownership(who: .account(path + "." + owner)) }
        return nil
    }

    /// "customers can cancel bookings": what hangs on a person is changed by that person, unless all of it is meant.
    func isTheirs(_ rule: Rule, _ subject: NounPhrase, _ target: String) -> Bool {
        guard !rule.isNegated, !rule.operations.contains(.read),
            let person = draft.entityName(subject.words, isExact: true),
            person != "User", lexicon.isPerson(subject.words),
            draft.names.roles[draft.names.key(subject.words)] == nil, let path = path(from: target, to: person)
        else { return false }
        return path != "self" && !rule.objects.contains { $0.quantity == .each }
    }

    /// What has to go for the subjects to be left with their own: what every account, or their role, may do.
    func narrowing(_ rule: Rule, _ subject: NounPhrase, _ entity: String, to who: Who) -> [Intent] {
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
    func takingFromRoles(_ roles: [String], _ path: String, _ operations: [Operation], _ entity: String) -> [Intent] {
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

    func gives(_ who: Who, _ operations: [Operation], _ entity: String) -> Bool {
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
    func membership(_ path: String, of entity: String) -> [Intent] {
        var group = entity
        for step in path.split(separator: ".") where step != "self" {
            guard let next = draft.relation(String(step), group)?.entity else { return [] }
            group = next
        }
        guard draft.specification.tenancy?.entity != group, draft.entity(group)?.members == nil else { return [] }
        return [.members(group)]
    }

    /// Everyone who has one of the operations.
    func granted(_ operations: [Operation], _ entity: String) -> [Who] {
        draft.grants(of: entity).compactMap { grant in
            if case .allow(let allowed) = grant, !Set(allowed.can).isDisjoint(with: operations), allowed.who != .service
            {
                return allowed.who
            }
            return nil
        }
    }
}
