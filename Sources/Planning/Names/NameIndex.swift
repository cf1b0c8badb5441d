internal import Naming
internal import Specification

/// The names of a specification by the words that they consist of, so that a request can be read with them.
struct NameIndex: Sendable {
    /// A field or a relation.
    struct Place: Sendable, Hashable {
        var entity: String
        var name: String
        var isRelation: Bool
    }

    /// A value of an enumeration.
    struct ValuePlace: Sendable, Hashable {
        var entity: String
        var field: String
        var value: String
    }

    private(set) var entities: [String: [String]] = [:]
    /// Entities by the last word of a name of several.
    private(set) var entityHeads: [String: [String]] = [:]
    private(set) var members: [String: [Place]] = [:]
    private(set) var membersOf: [String: [String: Place]] = [:]
    private(set) var values: [String: [ValuePlace]] = [:]
    private(set) var roles: [String: String] = [:]
    /// Every single word of a name.
    private(set) var words: Set<String> = []
    private(set) var spelling = Spelling([])
    private var lengths: [String: Int] = [:]
    /// The keys of names that were filed, and of their words: large specifications have few words for many names.
    private var keys: [String: String] = [:]
    private let lexicon: Lexicon

    init(_ specification: Specification?, _ lexicon: Lexicon) {
        self.lexicon = lexicon
        guard let specification else { return }
        for role in specification.roles { add(role: role.name) }
        for entity in specification.entities { add(entity) }
    }

    func longest(from word: String) -> Int { lengths[singularized(word)] ?? lengths[word] ?? 1 }

    func hasName(_ key: String) -> Bool { entities[key] != nil || members[key] != nil || values[key] != nil }

    func key(_ words: [String]) -> String { lexicon.key(words) }

    // MARK: Filling

    mutating func add(role: String) { roles[key(Naming.words(of: role))] = role }

    mutating func add(_ entity: EntityDeclaration) {
        add(entity: entity.name)
        for field in entity.fields { add(field, entity.name) }
        for relation in entity.relations { add(member: relation.name, entity.name, isRelation: true) }
    }

    mutating func add(entity name: String) {
        let key = file(name)
        entities[key, default: []].append(name)
        let parts = Naming.words(of: name)
        if parts.count > 1, let last = parts.last {
            entityHeads[filedKey([last]), default: []].append(name)
        }
    }

    mutating func add(_ field: FieldDeclaration, _ entity: String) {
        add(member: field.name, entity, isRelation: false)
        for value in field.values { add(value: value.name, entity, field.name) }
    }

    mutating func add(member name: String, _ entity: String, isRelation: Bool) {
        let key = file(name)
        let place = Place(entity: entity, name: name, isRelation: isRelation)
        members[key, default: []].append(place)
        membersOf[entity, default: [:]][key] = place
    }

    mutating func add(value: String, _ entity: String, _ field: String) {
        let key = file(value)
        values[key, default: []].append(ValuePlace(entity: entity, field: field, value: value))
    }

    mutating func remove(entity name: String) {
        let key = self.key(Naming.words(of: name))
        entities[key]?.removeAll { $0 == name }
        if entities[key]?.isEmpty ?? false { entities[key] = nil }
        for head in Naming.words(of: name).suffix(1) { entityHeads[self.key([head])]?.removeAll { $0 == name } }
        for (key, _) in membersOf[name] ?? [:] { members[key]?.removeAll { $0.entity == name } }
        membersOf[name] = nil
    }

    mutating func remove(member name: String, of entity: String) {
        let key = self.key(Naming.words(of: name))
        members[key]?.removeAll { $0.entity == entity && $0.name == name }
        membersOf[entity]?[key] = nil
    }

    private mutating func file(_ name: String) -> String {
        if let key = keys[name] { return key }
        let parts = Naming.words(of: name)
        for part in parts {
            guard words.insert(part).inserted else { continue }
            let one = filedKey([part])
            words.insert(one)
            let many = pluralized(one)
            words.insert(many)
            if !lexicon.vocabulary.contains(part) {
                for word in Set([one, many]) where word.count >= 5 { spelling.insert(word) }
            } else if part.count >= 5 {
                spelling.insert(one)
                spelling.insert(many)
            }
        }
        if let first = parts.first, parts.count > 1 {
            for spelling in Set([first, filedKey([first])]) {
                lengths[spelling] = max(lengths[spelling] ?? 1, parts.count)
            }
        }
        let key = filedKey(parts)
        keys[name] = key
        return key
    }

    /// As ``key(_:)``, for words of names.
    private mutating func filedKey(_ words: [String]) -> String {
        words.map { word in
            if let key = keys[word] { return key }
            let key = lexicon.key([word])
            keys[word] = key
            return key
        }.joined(separator: " ")
    }
}
