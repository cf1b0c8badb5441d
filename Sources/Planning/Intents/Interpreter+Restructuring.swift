internal import Naming
internal import Specification

/// Removing, renaming and rearranging what is there.
extension Interpreter {
    // MARK: Removing

    mutating func removal(_ clause: Clause) -> Findings {
        var intents: [Intent] = []
        let context = entities(clause.phrases(.from, .of, .on, .in, .for))
        let becomes = clause.phrases(.insteadOf).first?.text
        let places = clause.phrases(.from, .of, .in).compactMap { noun -> Intent.Place? in
            guard draft.entityName(noun.words, isExact: true) == nil, case .found(let place) = members(noun, in: []),
                draft.field(place.name, place.entity)?.type == .enum
            else { return nil }
            return place
        }
        guard !clause.objects.isEmpty else { return .problem("it isn't said what to remove") }
        for var noun in clause.objects {
            // "the scans table", "the allergies field"
            if noun.words.count > 1, lexicon.isIn("meta", noun.words.last ?? ""), noun.owners.isEmpty || context.isEmpty
            {
                noun.words.removeLast()
            }
            // "delete all stays from last year" is about rows, not about what is kept.
            if context.isEmpty, noun.owners.isEmpty, let place = clause.phrases(.from, .in, .on).first,
                !lexicon.isIn("app", place.words.last ?? ""), place.pronoun == nil,
                let name = draft.entityName(noun.words, isExact: true)
            {
                return .problem("deleting some \(phrase(pluralized(name))) is done in the application")
            }
            if let pronoun = noun.pronoun {
                guard [.it, .they].contains(pronoun) else { return .problem("it isn't said what to remove") }
                // "we don't use it any more, please remove it"
                if focus.hasRemoved { return .settled("it goes already") }
                intents +=
                    focus.members.isEmpty
                    ? focus.entities.map { .removeEntity($0) } : focus.members.map { .removeMember($0) }
                continue
            }
            if let value = removedValue(noun, context, places, becomes) { intents.append(value); continue }
            if context.isEmpty, noun.owners.isEmpty, let name = draft.entityName(noun.words, isExact: true) {
                // Rows are deleted by people; "delete a todo" is no change of what there can be.
                guard noun.quantity != .indefinite else {
                    return .problem("deleting one \(phrase(name)) is done in the application, not in its specification")
                }
                intents.append(.removeEntity(name))
                continue
            }
            switch members(noun, in: context) {
            case .found(let place):
                intents.append(.removeMember(place))
                for owner in context.dropFirst() {
                    if let other = draft.member(noun.words, of: owner) { intents.append(.removeMember(other)) }
                }
                for owner in noun.owners.dropFirst() {
                    if let entity = draft.entityName(owner.words), let other = draft.member(noun.words, of: entity) {
                        intents.append(.removeMember(other))
                    }
                }
            case .ambiguous(let places): return ambiguity(noun, places)
            case .missing:
                if context.isEmpty, let name = draft.entityName(noun.words), noun.owners.isEmpty {
                    intents.append(.removeEntity(name)); continue
                }
                let of =
                    (noun.owners.map(\.text) + context.map { phrase(pluralized($0)) }).first.map { " of \($0)" } ?? ""
                return .problem("there is no '\(noun.text)'\(of) to remove")
            }
        }
        return .done(intents)
    }

    /// "the delivered status", "the value 'open' from the status of tasks"
    private func removedValue(
        _ noun: NounPhrase, _ context: [String], _ places: [Intent.Place], _ becomes: String?
    ) -> Intent? {
        let owners = noun.owners.compactMap { draft.entityName($0.words) } + context
        var words = noun.words
        // "rose from the wine colours"
        for place in places {
            let meant = noun.quoted.map(SentenceReader.nameWords) ?? words
            guard
                let value = draft.names.values[draft.names.key(meant)]?.first(where: {
                    $0.entity == place.entity && $0.field == place.name
                })
            else { continue }
            return .removeValue(value.value, place, becomes: becomes)
        }
        if let quoted = noun.quoted {
            words = SentenceReader.nameWords(quoted)
        } else if words.count > 1, let last = words.last,
            lexicon.isIn("values", last) || draft.names.members[draft.names.key([last])] != nil
        {
            words.removeLast()
        }
        if noun.quoted == nil, noun.words.count > 1, words.count == noun.words.count,
            owners.contains(where: { draft.member([noun.words[0]], of: $0, isExact: true) != nil })
        {
            words.removeFirst()
        }
        guard words.count < noun.words.count || noun.quoted != nil || !noun.owners.isEmpty || !context.isEmpty else {
            return nil
        }
        let candidates = (draft.names.values[draft.names.key(words)] ?? []).filter { value in
            owners.isEmpty
                ? noun.words.last.map {
                    draft.names.key([$0]) == draft.names.key(Naming.words(of: value.field).suffix(1))
                } ?? false : owners.contains(value.entity)
        }
        let others =
            owners.isEmpty
            ? candidates : candidates.filter { draft.member(noun.words, of: $0.entity, isExact: true) == nil }
        guard others.count == 1 || Set(others.map(\.entity)).count == 1, let value = others.first else { return nil }
        return .removeValue(
            value.value, .init(entity: value.entity, name: value.field, isRelation: false), becomes: becomes)
    }

    /// "(drop rose from the colours,) those become white": what rows get that hold a value that goes.
    mutating func heir(_ clause: Clause) -> Findings? {
        guard let removed = focus.removedValue, !clause.isNegated, !clause.isPassive,
            clause.verb == "be" || ["become", "get", "turn"].contains(clause.verb ?? ""),
            let noun = clause.subject.first,
            noun.pronoun != nil || noun.modifiers.contains("existing") || noun.words == [removed.value]
        else { return nil }
        let words =
            clause.complements.compactMap { complement -> String? in
                switch complement.kind {
                case .word(let word): word
                case .object(let nouns):
                    nouns.first.map { $0.quoted ?? draft.singularWords($0.words).joined(separator: " ") }
                case .phrase(.into, let nouns), .phrase(.to, let nouns): nouns.first.map { $0.quoted ?? $0.text }
                default: nil
                }
            }
        guard let heir = words.first, let field = draft.field(removed.place.name, removed.place.entity),
            let value = FieldSketch(lexicon: lexicon).literal(heir, for: field),
            case .literal(.string(let name)) = value
        else { return nil }
        return .done([.removeValue(removed.value, removed.place, becomes: name)])
    }

    // MARK: Renaming

    /// "rename A to B", "call A B instead", "the body of posts should be called content"
    mutating func renaming(_ clause: Clause) -> Findings {
        var targets = clause.phrases(.to, .as, .into, .called)
        var objects = clause.objects
        if targets.isEmpty, objects.count >= 2 { targets = [objects.removeLast()] }
        if targets.isEmpty, let noun = objects.first, let quoted = noun.quoted, !noun.isQuoted {
            var target = NounPhrase(words: SentenceReader.nameWords(quoted), range: noun.range)
            target.isQuoted = true
            targets = [target]
            objects[0].quoted = nil
        }
        if targets.isEmpty,
            let word = clause.complements.compactMap({ if case .word(let word) = $0.kind { word } else { nil } }).first
        {
            targets = [NounPhrase(words: [word], range: 0..<0)]
        }
        if targets.isEmpty, let noun = objects.first, let owner = noun.owners.first, owner.words.count > 1 {
            // "call the crop of a harvest produce"
            for count in stride(from: owner.words.count - 1, through: 1, by: -1)
            where draft.entityName(Array(owner.words.prefix(count)), isExact: true) != nil {
                targets = [NounPhrase(words: Array(owner.words.dropFirst(count)), range: owner.range)]
                objects[0].owners[0].words = Array(owner.words.prefix(count))
                break
            }
        }
        // "call posts articles"
        if targets.isEmpty, let noun = objects.first, noun.owners.isEmpty,
            let count = (1..<max(1, noun.words.count)).last(where: {
                draft.entityName(Array(noun.words.prefix($0)), isExact: true) != nil
            })
        {
            targets = [NounPhrase(words: Array(noun.words.dropFirst(count)), range: noun.range)]
            objects[0].words = Array(noun.words.prefix(count))
        }
        guard let target = targets.first, let object = objects.first else {
            return .problem("it isn't said what to rename, or to what")
        }
        if lexicon.isIn("generic", target.words.last ?? ""),
            target.words.count == 1
                || lexicon.typeWord(target.words) != nil && clause.verb != "rename" && clause.verb != "call"
        {
            return Findings()
        }
        var intents: [Intent] = []
        for (object, target) in zip(
            objects, targets + Array(repeating: target, count: max(0, objects.count - targets.count)))
        { _ = object; _ = target }
        let context = entities(clause.phrases(.of, .in, .on, .for))
        guard !target.words.isEmpty else { return Findings() }
        if object.words == ["name"], let owner = object.owners.first, let renamed = renamed(owner, target, context) {
            return .done([renamed])
        }
        guard let intent = renamed(object, target, context) else {
            if case .ambiguous(let places) = members(object, in: context) { return ambiguity(object, places) }
            let of = object.owners.first.map { " of \($0.text)" } ?? ""
            return .problem("there is no '\(object.text)'\(of) to rename")
        }
        intents.append(intent)
        return .done(intents)
    }

    private mutating func renamed(_ object: NounPhrase, _ target: NounPhrase, _ context: [String]) -> Intent? {
        if let quoted = object.quoted, let value = value(quoted, object, context) {
            return .renameValue(
                value.value, .init(entity: value.entity, name: value.field, isRelation: false),
                to: target.quoted ?? target.text)
        }
        if object.pronoun != nil, let place = focus.members.last { return .renameMember(place, to: memberName(target)) }
        if object.owners.isEmpty, context.isEmpty, let name = draft.entityName(object.words, isExact: true) {
            return .renameEntity(name, to: entityName(target))
        }
        if case .found(let place) = members(object, in: context) { return .renameMember(place, to: memberName(target)) }
        // "rename the status open to active"
        if let last = object.words.last, object.words.count > 1 {
            var value = object
            value.words = Array(object.words.dropFirst())
            value.quoted = nil
            if let found = self.value(value.words.joined(separator: " "), object, context) {
                return .renameValue(
                    found.value, .init(entity: found.entity, name: found.field, isRelation: false),
                    to: target.quoted ?? target.text)
            }
            if let found = self.value(object.words.dropLast().joined(separator: " "), object, context),
                lexicon.isIn("values", last) || last == found.field
            {
                return .renameValue(
                    found.value, .init(entity: found.entity, name: found.field, isRelation: false),
                    to: target.quoted ?? target.text)
            }
        }
        // "the appointment status scheduled": an entity, its field and one of the values
        if object.words.count > 2 {
            for count in 1..<object.words.count {
                let tail = Array(object.words[count...])
                let head = Array(object.words[..<count])
                guard let place = draft.compound(head, true), !place.isRelation,
                    let value = draft.names.values[draft.names.key(tail)]?.first(where: {
                        $0.entity == place.entity && $0.field == place.name
                    })
                else { continue }
                return .renameValue(value.value, place, to: target.quoted ?? target.text)
            }
        }
        if object.owners.isEmpty, context.isEmpty, let name = draft.entityName(object.words) {
            return .renameEntity(name, to: entityName(target))
        }
        let found = draft.names.values[draft.names.key(object.words)] ?? []
        let owners = object.owners.compactMap { draft.entityName($0.words) } + context
        let match = found.filter { owners.isEmpty || owners.contains($0.entity) }
        if match.count == 1, let value = match.first {
            return .renameValue(
                value.value, .init(entity: value.entity, name: value.field, isRelation: false),
                to: target.quoted ?? target.text)
        }
        return nil
    }

    private mutating func value(_ text: String, _ object: NounPhrase, _ context: [String]) -> NameIndex.ValuePlace? {
        let found = draft.names.values[draft.names.key(SentenceReader.nameWords(text))] ?? []
        guard found.count > 1 else { return found.first }
        var noun = object
        noun.quoted = nil
        if case .found(let place) = members(noun, in: context),
            let match = found.first(where: { $0.entity == place.entity && $0.field == place.name })
        {
            return match
        }
        let owners = object.owners.compactMap { draft.entityName($0.words) } + context
        return found.first { owners.contains($0.entity) }
    }

    private func memberName(_ noun: NounPhrase) -> String { camelCase(noun.words.joined(separator: "_")) }
    private func entityName(_ noun: NounPhrase) -> String { draft.entityNameOfSingular(noun.words) }

    // MARK: Splitting, merging, moving

    /// "split the name of users into first name and last name"
    mutating func splitting(_ clause: Clause) -> Findings {
        let parts = clause.phrases(.into, .in, .to, .as)
        guard parts.count > 1 else { return Findings() }
        let found = places(clause.objects, in: entities(clause.phrases(.of, .for, .on)))
        guard let place = found.places.first else { return found.problem ?? Findings() }
        guard !place.isRelation else {
            return .problem("'\(phrase(place.name))' points at something else and can't be split")
        }
        attend([place])
        return .done([.split(place, into: parts)])
    }

    /// "merge first name and last name of users into full name"
    mutating func merging(_ clause: Clause) -> Findings {
        guard let target = clause.phrases(.into, .to, .as, .in).first, clause.objects.count > 1 else {
            return Findings()
        }
        var objects = clause.objects
        let owners = objects.flatMap(\.owners)
        if let owner = owners.first {
            for index in objects.indices where objects[index].owners.isEmpty { objects[index].owners = [owner] }
        }
        let found = places(objects, in: entities(clause.phrases(.of, .for, .on, .from)))
        if let problem = found.problem { return problem }
        guard Set(found.places.map(\.entity)).count == 1 else {
            return .problem("only fields of one entity can be merged")
        }
        return .done([.merge(found.places, into: target)])
    }

    /// "move the phone number from customers to addresses"
    mutating func moving(_ clause: Clause) -> Findings {
        guard let target = entities(clause.phrases(.to, .into, .on)).first else { return Findings() }
        let found = places(clause.objects, in: entities(clause.phrases(.from, .of)))
        if let problem = found.problem { return problem }
        return .done(found.places.map { .move($0, to: target) })
    }

    /// "turn the city of addresses into its own table"
    mutating func extracting(_ clause: Clause) -> Findings {
        let found = places(clause.objects, in: entities(clause.phrases(.of, .from, .for)))
        guard let place = found.places.first else { return found.problem ?? Findings() }
        guard !place.isRelation else { return .settled("it is one of its own already") }
        let target = clause.phrases(.into, .to, .as).first {
            $0.isQuoted || !lexicon.isIn("generic", $0.words.last ?? "")
        }
        return .done([.extract(place, as: target.map(entityName) ?? pascalCase(singularized(place.name)))])
    }

    /// "replace the archived flag of projects with the time at which they were archived"
    mutating func replacing(_ clause: Clause) -> Findings {
        let targets = clause.phrases(.with, .by) + clause.objects.flatMap { $0.parts + $0.owners.flatMap(\.parts) }
        guard let target = targets.first, !clause.objects.isEmpty else { return Findings() }
        if let object = clause.objects.first,
            case .missing = members(object, in: entities(clause.phrases(.of, .in, .on))),
            let renamed = renamed(object, target, [])
        {
            return .done([renamed])
        }
        let found = places(clause.objects, in: entities(clause.phrases(.of, .in, .on)))
        guard let place = found.places.first else { return found.problem ?? Findings() }
        attend([place])
        return .done([.replace(place, with: target)])
    }

    // MARK: Grouping

    /// "group todos into lists"
    mutating func grouping(_ clause: Clause) -> Findings {
        let children = entities(clause.objects)
        guard !children.isEmpty, let group = clause.phrases(.into, .in, .by, .to).first, isPossibleName(group.words),
            lexicon.type(ofName: group.words).map({ $0 == .text || $0 == .enum }) ?? true
        else { return Findings() }
        var single = group
        single.isPlural = false
        single.quantity = .indefinite
        var optional = clause
        optional.modal = .can
        var found = relate(children, to: [single], optional)
        if let parent = entity(single, making: true).first {
            found.intents += group.parts.map { .attribute($0, entity: parent, nil) }
            attend([parent])
        }
        return found
    }
}
