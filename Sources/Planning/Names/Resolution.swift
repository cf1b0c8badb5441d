internal import Naming
internal import Specification

/// What a phrase may mean among the members of entities.
enum Resolution: Sendable {
    case found(NameIndex.Place)
    case ambiguous([NameIndex.Place])
    case missing
}

extension Draft {
    // MARK: Entities

    /// The entity that the words name: wholly, by its last word where one alone has it, or an account's.
    func entityName(_ words: [String], isExact: Bool = false) -> String? {
        guard !words.isEmpty else { return nil }
        let candidates = names.candidates(forEntity: words)
        if candidates.count == 1, let only = candidates.first {
            if !isExact || names.entities[names.key(words)] != nil { return only }
        }
        if let exact = names.entities[names.key(words)]?.first { return exact }
        return nil
    }

    /// `User` where the words mean accounts: the entity, or the accounts themselves.
    func isAccount(_ words: [String]) -> Bool {
        guard words.count == 1, let word = words.first else { return words == ["signed-in", "users"] }
        return lexicon.isPerson([word], "account")
    }

    /// Whether relations to `User` are possible and make sense here.
    var hasAccounts: Bool {
        entity("User") != nil
            || specification.entities.contains { $0.relations.contains { $0.entity == "User" } }
    }

    func entityNameOfSingular(_ words: [String]) -> String { pascalCase(singularWords(words).joined(separator: "_")) }

    func singularWords(_ words: [String]) -> [String] {
        guard let last = words.last else { return [] }
        return words.dropLast() + [singularized(last)]
    }

    // MARK: Members

    /// The field or relation of `entity` that the words name.
    func member(_ words: [String], of entity: String, isExact: Bool = false) -> NameIndex.Place? {
        guard let members = names.membersOf[entity], !words.isEmpty else { return nil }
        let key = names.key(words)
        if let place = members[key] { return place }
        // The same thing by another name: "telephone number", "surname".
        if let canonical = lexicon.sameField[key] {
            if let place = members[canonical] { return place }
            for (other, place) in members.sorted(by: { $0.key < $1.key }) where lexicon.sameField[other] == canonical {
                return place
            }
        }
        for (other, place) in members.sorted(by: { $0.key < $1.key }) where lexicon.sameField[other] == key {
            return place
        }
        // "address" behind what is one: "email address"
        if let last = words.last, words.count > 1,
            [
                "address", "number", "field", "date", "time", "flag", "value", "text", "status", "column", "attribute",
                "property", "id", "level", "name",
            ].contains(singularized(last)),
            !["name", "id"].contains(last) || lexicon.isPerson(Array(words.dropLast()))
                || members[names.key(Array(words.dropLast()))]?.isRelation ?? false
        {
            if let place = members[names.key(Array(words.dropLast()))] { return place }
            if isExact == false, let place = member(Array(words.dropLast()), of: entity, isExact: true),
                !["name", "date", "time", "id"].contains(last)
            {
                return place
            }
        }
        if let place = dated(words, members) { return place }
        guard !isExact else { return nil }
        return partial(words, members)
    }

    /// "the loan date", "the start time": what a field called `loanedOn` or `startsAt` holds.
    private func dated(_ words: [String], _ members: [String: NameIndex.Place]) -> NameIndex.Place? {
        guard let last = words.last, ["date", "time", "day", "moment"].contains(last), words.count == 2 else {
            return nil
        }
        let head = words[0]
        let verb = lexicon.verbForms[[head]]?.lemma ?? head
        let forms = [head, lexicon.participle(of: verb), Conjugation.third(of: verb), verb + "s"]
        for form in forms {
            for ending in [["on"], ["at"], ["date"], ["time"], ["day"]] where form != head || ending != [last] {
                if let place = members[names.key([form] + ending)], !place.isRelation { return place }
            }
        }
        return nil
    }

    /// A member whose name has all the words and more, where only one has.
    private func partial(_ words: [String], _ members: [String: NameIndex.Place]) -> NameIndex.Place? {
        let wanted = Set(words.map { names.key([$0]) })
        var found: [(NameIndex.Place, Bool)] = []
        for (key, place) in members {
            let parts = key.split(separator: " ").map(String.init)
            guard parts.count > wanted.count, wanted.isSubset(of: parts) else { continue }
            found.append((place, parts.last.map { wanted.contains($0) } ?? false))
        }
        if found.count == 1 { return found.first?.0 }
        let heads = found.filter(\.1)
        return heads.count == 1 ? heads.first?.0 : nil
    }

    /// The member that a phrase means, by its owner, by an entity's name in front of it, in the entities at hand, or
    /// anywhere.
    func resolve(_ noun: NounPhrase, in context: [String], isExact: Bool = false) -> Resolution {
        guard !noun.words.isEmpty else { return .missing }
        let owners = noun.owners.compactMap { entityName($0.words) }
        if !noun.owners.isEmpty {
            // "the display name of users" where users are accounts without an entity has no answer.
            guard !owners.isEmpty else { return nestedOwner(noun, context) }
            for owner in owners {
                if let place = member(noun.words, of: owner, isExact: isExact) { return .found(place) }
            }
            return .missing
        }
        if let place = compound(noun.words, isExact) { return .found(place) }
        for entity in context {
            if let place = member(noun.words, of: entity, isExact: isExact) { return .found(place) }
        }
        if !context.isEmpty { return .missing }
        return anywhere(noun.words, isExact)
    }

    /// "the email of the customer of an order": the owner is itself a member; its target has the field.
    private func nestedOwner(_ noun: NounPhrase, _ context: [String]) -> Resolution {
        for owner in noun.owners {
            if case .found(let place) = resolve(owner, in: context, isExact: true), place.isRelation,
                let target = relation(place.name, place.entity)?.entity, let found = member(noun.words, of: target)
            {
                return .found(found)
            }
            // "the status of a task's project" and compounds such as "the name of menu items"
            if case .found(let place) = resolve(owner, in: context, isExact: true), !place.isRelation,
                field(place.name, place.entity)?.type == .enum, lexicon.isIn("values", noun.words.last ?? "")
            {
                return .found(place)
            }
        }
        return .missing
    }

    /// "post titles", "task due date": an entity's name and a member's.
    func compound(_ words: [String], _ isExact: Bool = false) -> NameIndex.Place? {
        guard words.count > 1 else { return nil }
        // A member of that whole name goes before.
        if let exact = names.members[names.key(words)], !exact.isEmpty { return exact.count == 1 ? exact.first : nil }
        for count in stride(from: words.count - 1, through: 1, by: -1) {
            guard let entity = entityName(Array(words.prefix(count))) else { continue }
            if let place = member(Array(words.dropFirst(count)), of: entity, isExact: isExact) { return place }
        }
        return nil
    }

    private func anywhere(_ words: [String], _ isExact: Bool) -> Resolution {
        let key = names.key(words)
        var places = names.members[key] ?? []
        // What names an entity means it, not the relations that point at it.
        if entityName(words, isExact: true) != nil, places.allSatisfy(\.isRelation) { return .missing }
        if places.isEmpty {
            places = specification.entities.compactMap { member(words, of: $0.name, isExact: true) }
        }
        if places.isEmpty, !isExact {
            places = specification.entities.compactMap { member(words, of: $0.name) }
        }
        if places.isEmpty { return .missing }
        if places.count == 1, let only = places.first { return .found(only) }
        if let main = mainEntity, let place = places.first(where: { $0.entity == main }) { return .found(place) }
        return .ambiguous(places)
    }

    /// The entity that an application is about: the one that it is named after, or the only one there is.
    var mainEntity: String? {
        if let named = entityName(Naming.words(of: specification.name), isExact: true) { return named }
        let candidates = specification.entities.filter { $0.name != "User" && $0.account != true }
        return candidates.count == 1 ? candidates.first?.name : nil
    }
}
