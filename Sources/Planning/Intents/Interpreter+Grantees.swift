internal import Naming
internal import Specification

/// Who is meant by the nouns of access rules, and how rows lead to them.
extension Interpreter {
    /// The grantee that a noun means for rows of `entity`; nil where it means none.
    func grantee(_ noun: NounPhrase, of entity: String) -> Who? {
        let words = noun.words
        if noun.pronoun == .we || words.isEmpty { return nil }
        let text = words.joined(separator: " ")
        if let member = memberOf(noun, of: entity) { return member }
        // "a course's trainer", "the buyer"
        if let place = draft.member(draft.singularWords(words), of: entity, isExact: true), place.isRelation,
            !noun.isPlural || noun.owners.contains(where: { draft.entityName($0.words) == entity }),
            let person = draft.relation(place.name, entity)?.entity, person != "User",
            let account = draft.owner(of: person)
        {
            return .account(place.name + "." + account)
        }
        // "the owner of a restaurant", for what hangs on restaurants
        for owner in noun.owners {
            guard let parent = draft.entityName(owner.words), parent != entity, let way = path(from: entity, to: parent)
            else { continue }
            let named = draft.member(draft.singularWords(words), of: parent, isExact: true)
            let relation =
                named.flatMap { isAccountRelation($0) ? $0.name : nil }
                ?? (granteeKind(words) == "owner" ? draft.owner(of: parent) : nil)
            if let relation { return .account(way + "." + relation) }
        }
        if let role = draft.names.roles[draft.names.key(words)] { return .role([role]) }
        // "members of staff" are the staff.
        if text == "members" || text == "member", let owner = noun.owners.first { return grantee(owner, of: entity) }
        switch granteeKind(words) {
        case "anyone": return .anyone
        case "signedIn": return .signedIn
        case "owner":
            // A relation of that name says whose account is meant.
            if let place = draft.member(draft.singularWords(words), of: entity, isExact: true), place.isRelation,
                draft.owner(of: entity) != place.name, isAccountRelation(place)
            {
                return .account(place.name)
            }
            return draft.owner(of: entity) != nil || draft.begins ? .owner : nil
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
        if let tenant = draft.specification.tenancy?.entity, let path = path(from: entity, to: tenant) {
            if draft.singularWords(words) == ["member"] { return .memberOf(path, roles: []) }
            if words.count == 1, let role = membershipRole(words, of: tenant) { return .memberOf(path, roles: [role]) }
        }
        if words.first?.hasPrefix("signed") ?? false { return .signedIn }
        // "staff", "moderators": people are known by a role, whether or not something is kept about them.
        if isPeople(noun) { return .role([camelCase(draft.singularWords(words).joined(separator: "_"))]) }
        return nil
    }

    /// Whether a phrase speaks of people of a kind: "every librarian", "the moderators".
    func isPeople(_ noun: NounPhrase) -> Bool {
        guard !noun.words.isEmpty, noun.pronoun == nil else { return false }
        return isAgent(noun) && (noun.isPlural || noun.quantity != .bare || noun.words.count > 1)
    }

    /// A person by the lexicon, or by the ending of a noun that nothing else is known of: "archivists".
    func isAgent(_ noun: NounPhrase) -> Bool {
        if lexicon.isPerson(noun.words) { return true }
        guard let last = noun.words.last.map(singularized), last.count > 5, lexicon.type(ofName: noun.words) == nil,
            draft.entityName(noun.words) == nil, !lexicon.isIn("groups", last), !lexicon.isIn("app", last)
        else { return false }
        return ["er", "or", "ist", "ian", "ant", "ee", "man", "woman"].contains { last.hasSuffix($0) }
    }

    func granteeKind(_ words: [String]) -> String? {
        lexicon.grantees[words.joined(separator: " ")] ?? lexicon.grantees[lexicon.key(words)]
    }

    /// "members of the team", "the admins of a team", "team members", "team admins"
    private func memberOf(_ noun: NounPhrase, of entity: String) -> Who? {
        let words = noun.words
        for owner in noun.owners + noun.parts {
            guard let group = draft.entityName(owner.words), let path = path(from: entity, to: group) else { continue }
            if ["member", "people", "person", "user"].contains(draft.singularWords(words).joined(separator: " ")) {
                return .memberOf(path, roles: [])
            }
            if let role = membershipRole(words, of: group) { return .memberOf(path, roles: [role]) }
        }
        if words.count > 1, let group = draft.entityName(Array(words.dropLast()), isExact: true),
            let path = path(from: entity, to: group), let last = words.last.map(singularized)
        {
            if last == "member" { return .memberOf(path, roles: []) }
            if let role = membershipRole([last], of: group) { return .memberOf(path, roles: [role]) }
        }
        return nil
    }

    func isAccountRelation(_ place: Intent.Place) -> Bool {
        draft.relation(place.name, place.entity)?.entity == "User"
    }

    private func membershipRole(_ words: [String], of group: String) -> String? {
        let key = draft.names.key(words)
        guard let tenancy = draft.specification.tenancy, tenancy.entity == group else { return nil }
        return tenancy.roles.first { draft.names.key(Naming.words(of: $0)) == key }
    }

    // MARK: Ways

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

    // MARK: What is one's own

    /// How rows of an entity come to be somebody's own, with what has to be added for it.
    struct Ownership: Sendable {
        var who: Who
        var intents: [Intent] = []
    }

    /// The rows of `target` that are an account's own.
    func ownedByAccount(_ target: String) -> Ownership? {
        if target == "User" || draft.owner(of: target) != nil { return Ownership(who: .owner) }
        let accounts = (draft.entity(target)?.relations ?? []).filter { $0.kind == .belongsTo && $0.entity == "User" }
        if accounts.count == 1, let account = accounts.first { return Ownership(who: .account(account.name)) }
        // A part of what somebody owns is theirs as well.
        for relation in draft.entity(target)?.relations ?? [] where relation.kind == .belongsTo {
            guard let parent = relation.entity, draft.owner(of: parent) != nil, parent != "User" else { continue }
            return Ownership(who: own(through: relation.name, of: parent))
        }
        for entity in draft.specification.entities {
            if let owner = draft.owner(of: entity.name), entity.name != "User",
                let path = path(from: target, to: entity.name)
            {
                return Ownership(who: .account(path + "." + owner))
            }
        }
        guard draft.begins || draft.isNew(target) else { return nil }
        return Ownership(
            who: .owner,
            intents: [
                .belongsTo(.init(child: target, parent: "User", name: accountRole(target), isRequired: true))
            ])
    }

    /// The rows of `target` that belong to the person of `entity` whose account asks.
    func ownedByPerson(_ entity: String, _ target: String) -> Ownership? {
        var intents: [Intent] = []
        let account = draft.owner(of: entity) ?? "user"
        if draft.owner(of: entity) == nil {
            intents.append(
                .belongsTo(.init(child: entity, parent: "User", name: account, isRequired: nil, isOneToOne: true)))
        }
        if entity == target { return Ownership(who: .owner, intents: intents) }
        if let path = path(from: target, to: entity) {
            let who: Who = path.contains(".") ? .account(path + "." + account) : own(through: path, of: entity)
            return Ownership(who: who, intents: intents)
        }
        if draft.begins || draft.isNew(target) {
            intents.append(.belongsTo(.init(child: target, parent: entity, isRequired: true)))
            return Ownership(who: own(through: camelCase(entity), of: entity), intents: intents)
        }
        return nil
    }

    /// Whoever holds a right on the parent, where that is its owner alone; else its owner by name.
    private func own(through relation: String, of parent: String) -> Who {
        // Where the parent states rights and gives its owner none, it has none to hand on.
        let isHandedOn =
            draft.entity(parent)?.access == nil
            || draft.gives(.owner, .read, parent, unconditionally: true)
                && draft.gives(.owner, .update, parent, unconditionally: true)
        let isOwnersAlone =
            isHandedOn
            && draft.grants(of: parent).allSatisfy { grant in
                guard case .allow(let allowed) = grant else { return true }
                switch allowed.who {
                case .owner, .service, .role: return true
                default: return false
                }
            }
        return isOwnersAlone
            ? .through(relation, right: nil) : .account(relation + "." + (draft.owner(of: parent) ?? "user"))
    }
}
