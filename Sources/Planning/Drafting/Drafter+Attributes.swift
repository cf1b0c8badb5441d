internal import Naming
internal import Specification

/// What is known of an entity: a field, a relation, or parts of their own.
extension Drafter {
    mutating func attribute(_ noun: NounPhrase, _ entity: String, _ necessity: Intent.Necessity?) {
        if entity == "User", draft.entity("User") == nil, isPossession(noun) {
            let name = target(noun)?.entity ?? draft.entityNameOfSingular(noun.words)
            makeEntity(name)
            belong(.init(child: name, parent: "User", name: "owner", isRequired: true))
            for part in noun.parts { attribute(part, name, nil) }
            return
        }
        if entity == "User", draft.entity("User") == nil { makeEntity("User") }
        guard draft.entity(entity) != nil else { problem = problem ?? "there is no \(phrase(entity))"; return }
        if noun.traits.contains(.required), noun.traits.contains(.optional) {
            problem = "what is required can't be optional as well"; return
        }
        if adjust(noun, entity, necessity) { return }
        if let high = noun.measure?.high, noun.isPlural, noun.measure?.unit == nil, noun.measure?.isBare == false,
            noun.unit == nil, isPerson(noun, entity) || target(noun) != nil || lexicon.isPerson(noun.words)
        {
            problem = "that there are at most \(high.value) \(noun.text) can't be said"
            return
        }
        if noun.measure?.low != nil, isPart(noun) {
            notes.append("that there are at least \(noun.measure?.low?.value ?? "") \(noun.text) isn't enforced")
        }
        if noun.form == .actor {
            belong(.init(child: entity, parent: "User", name: camelCase(sketch.name(of: noun).joined(separator: "_"))))
            return
        }
        if let kind = noun.kind.first, related(noun, kind, entity) { return }
        // "subtasks" of tasks are tasks; "categories and subcategories" of products are categories.
        if let last = noun.words.last, last.hasPrefix("sub"), noun.isPlural, noun.parts.isEmpty {
            let whole = [String(last.dropFirst(3).drop { $0 == "-" })]
            if lexicon.key(whole) == lexicon.key(words(of: entity).suffix(1)) { nest(entity); return }
            if let other = draft.entityName(whole, isExact: true) { nest(other); return }
        }
        if noun.words.count > 1, noun.words[0] == "parent", !noun.isMany,
            lexicon.key(Array(noun.words.dropFirst())) == lexicon.key(words(of: entity))
                || draft.entityName(Array(noun.words.dropFirst()), isExact: true) == entity
        {
            nest(entity)
            return
        }
        if noun.form == .noun, let feature = featureNoun(noun, entity) {
            var request = Intent.FeatureRequest(feature: feature, target: entity)
            request.details = noun.parts
            request.measure = noun.measure
            request.word = noun.words.last
            request.actor = speaksOfAccounts || draft.hasAccounts ? .account : nil
            self.feature(request)
            return
        }
        if noun.form == .noun, let target = target(noun) {
            relate(noun, target, entity, necessity)
            return
        }
        if isSingular(noun, entity) {
            let name = draft.entityNameOfSingular(noun.words)
            makeEntity(name)
            belong(.init(child: name, parent: entity, isRequired: true, isOneToOne: true, isPart: true))
            touchedEntities = [name]
            return
        }
        if isPerson(noun, entity) {
            let name = camelCase(draft.singularWords(noun.words).joined(separator: "_"))
            if noun.isMany, noun.isPlural {
                link(entity, "User", camelCase(noun.words.joined(separator: "_")))
            } else {
                belong(
                    .init(
                        child: entity, parent: "User", name: name,
                        isRequired: necessity == .required || noun.traits.contains(.required)
                            || ["owner", "author", "creator"].contains(name) && draft.isNew(entity) ? true : nil))
            }
            return
        }
        if isPart(noun) {
            part(noun, entity)
            return
        }
        addField(noun, entity, necessity)
    }

    /// "users have plants": things of their own, which accounts need no table for.
    private func isPossession(_ noun: NounPhrase) -> Bool {
        guard noun.form == .noun, noun.kind.isEmpty, noun.isMany || noun.isPlural else { return false }
        if lexicon.isPerson(noun.words) { return false }
        return target(noun) != nil || isPart(noun)
    }

    // MARK: What is there already

    /// Applies what a phrase says to the member that it names; false where there is none.
    private mutating func adjust(_ noun: NounPhrase, _ entity: String, _ necessity: Intent.Necessity?) -> Bool {
        var place = draft.member(noun.words, of: entity, isExact: true)
        if place == nil || noun.form != .noun, let field = sketch.field(noun) {
            place = draft.member(words(of: field.name), of: entity, isExact: true)
        }
        guard let place else { return false }
        // "several phone numbers" of what has one: rows of their own.
        if !place.isRelation, noun.quantity == .many, let field = draft.field(place.name, entity), field.list != true {
            part(noun, entity)
            return true
        }
        touch(place.name, entity, isRelation: place.isRelation)
        // "multiple teachers" of what has one teacher.
        if place.isRelation, let relation = draft.relation(place.name, entity), relation.kind == .belongsTo,
            noun.isMany, noun.quantity == .many || noun.isPlural
        {
            guard let target = relation.entity else { return true }
            link(
                entity, target,
                noun.words == Naming.words(of: pluralized(target)) ? nil : camelCase(noun.words.joined(separator: "_")))
            notes.append(
                "the one \(phrase(place.name)) of each \(phrase(entity)) stays as it is; remove it once its values have moved"
            )
            return true
        }
        if noun.traits.contains(.required) || necessity == .required {
            require(place, !noun.denied.contains(.required))
        }
        if noun.traits.contains(.optional),
            necessity != .optional || noun.traits.count > 1 || !draft.isNew(field: place.name, entity)
        {
            if necessity != .optional { require(place, false) }
        }
        if noun.traits.contains(.unique), !noun.denied.contains(.unique) {
            unique(noun.within.compactMap { scope($0, entity) } + [place.name], entity)
        }
        guard !place.isRelation else { return true }
        if !noun.values.isEmpty { setValues(noun.values, place) }
        if let measure = noun.measure {
            if measure.isBare, !measure.isLength {
                problem = "'\(measure.high?.value ?? "") \(noun.text)' can be a limit or a default; say which"
                return true
            }
            bound(place, measure)
        }
        if let value = noun.defaultValue { setDefault(place, value) }
        if !noun.typeWords.isEmpty, let type = lexicon.typeWord(noun.typeWords),
            draft.field(place.name, entity)?.type != type, noun.form == .noun,
            type != .integer || draft.field(place.name, entity)?.type == .text
        {
            changeType(place, type)
        }
        return true
    }

    func scope(_ noun: NounPhrase, _ entity: String) -> String? {
        if let place = draft.member(noun.words, of: entity, isExact: true) { return place.name }
        let relations = draft.entity(entity)?.relations.filter { $0.kind == .belongsTo } ?? []
        let target = draft.entityName(noun.words) ?? (draft.isAccount(noun.words) ? "User" : nil)
        return relations.first { $0.entity == target }?.name
    }

    // MARK: Relations

    /// "a reporter, who is a user", "prerequisites, which are other courses"
    private mutating func related(_ noun: NounPhrase, _ kind: NounPhrase, _ entity: String) -> Bool {
        let target =
            kind.pronoun != nil ? entity : draft.entityName(kind.words) ?? (draft.isAccount(kind.words) ? "User" : nil)
        guard let target else { return false }
        let name = camelCase(noun.words.joined(separator: "_"))
        if noun.isMany {
            link(entity, target, name)
        } else {
            belong(
                .init(
                    child: entity, parent: target,
                    name: camelCase(draft.singularWords(noun.words).joined(separator: "_")),
                    isRequired: noun.traits.contains(.required) ? true : nil))
        }
        return true
    }

    /// The entity that a phrase names, whole or behind a role: "shipping address".
    private func target(_ noun: NounPhrase) -> (entity: String, role: [String])? {
        guard noun.values.isEmpty, noun.unit == nil, noun.typeWords.isEmpty,
            noun.measure == nil || noun.words.count > 0 && noun.measure?.unit == nil, !noun.isQuoted
        else { return nil }
        if let entity = draft.entityName(noun.words, isExact: true) { return (entity, []) }
        if announced.contains(draft.names.key(noun.words)), !draft.isAccount(noun.words) {
            return (draft.entityNameOfSingular(noun.words), [])
        }
        guard noun.words.count > 1 else { return nil }
        for start in 1..<noun.words.count {
            let tail = Array(noun.words[start...])
            guard let entity = draft.entityName(tail, isExact: true),
                lexicon.type(ofName: noun.words.dropFirst(0).map { $0 }) == nil
                    || lexicon.nounTypes[lexicon.key(noun.words)] == nil
            else { continue }
            return (entity, noun.words)
        }
        return nil
    }

    private mutating func relate(
        _ noun: NounPhrase, _ target: (entity: String, role: [String]), _ entity: String, _ necessity: Intent.Necessity?
    ) {
        let isNew = draft.entity(target.entity) == nil
        // "orders consist of products with a quantity": what is said of the pair is an item of its own.
        if !isNew, noun.isPlural, !noun.parts.isEmpty, target.entity != entity,
            !(draft.entity(target.entity)?.fields.isEmpty ?? true),
            !(draft.entity(target.entity)?.relations.contains { $0.entity == entity } ?? false)
        {
            item(of: entity, target.entity, noun.parts)
            return
        }
        makeEntity(target.entity)
        for part in noun.parts { attribute(part, target.entity, nil) }
        if noun.isMany || noun.isPlural && noun.quantity != .one {
            let back = draft.entity(target.entity)?.relations.first { $0.entity == entity && $0.kind == .belongsTo }
            if let back, target.role.isEmpty { touch(back.name, target.entity, isRelation: true); return }
            let belongsElsewhere =
                draft.entity(target.entity)?.relations.contains {
                    $0.kind == .belongsTo && $0.entity != entity && $0.entity != "User"
                } ?? false
            let isShared =
                noun.quantity == .many && belongsElsewhere
                || noun.quantity == .many && !isNew && !draft.isNew(target.entity)
                || lexicon.isPerson(noun.words) && noun.quantity == .many || target.entity == entity
                || noun.quantity == .many && lexicon.isIn("classifiers", noun.words.last ?? "")
            // "books have many categories and a category has many books"
            if draft.isNew(entity),
                let own = draft.entity(entity)?.relations.first(where: {
                    $0.entity == target.entity && $0.kind == .belongsTo && $0.onDelete == .cascade
                }), noun.quantity == .many
            {
                draft.dropNewRelation(own.name, entity)
            }
            if isShared
                || draft.entity(entity)?.relations.contains(where: {
                    $0.entity == target.entity && $0.kind == .belongsTo
                }) ?? false
            {
                link(entity, target.entity, target.role.isEmpty ? nil : camelCase(noun.words.joined(separator: "_")))
                return
            }
            // What is a part of one thing and comes to be in another belongs to the second only then.
            let isElsewhere =
                draft.entity(target.entity)?.relations.contains {
                    $0.kind == .belongsTo && $0.isRequired && $0.onDelete == .cascade && $0.entity != "User"
                        && $0.entity != entity
                } ?? false
            let isPart = (isNew || draft.isNew(target.entity)) && !isElsewhere
            belong(.init(child: target.entity, parent: entity, isRequired: isPart ? true : nil, isPart: isPart))
            return
        }
        // "has one locker", where lockers are new: the part refers to the whole.
        if noun.quantity == .one, isNew || draft.isNew(target.entity), !lexicon.isPerson(noun.words),
            target.role.isEmpty, !draft.isNew(entity)
        {
            belong(.init(child: target.entity, parent: entity, isRequired: true, isOneToOne: true))
            return
        }
        let name = target.role.isEmpty ? nil : camelCase(target.role.joined(separator: "_"))
        let isRequired =
            noun.traits.contains(.required) || necessity == .required
            || draft.isNew(entity) && necessity != .optional && !noun.traits.contains(.optional)
        belong(.init(child: entity, parent: target.entity, name: name, isRequired: isRequired ? true : nil))
    }

    /// "at most one cart": a thing of its own of which there is one.
    private func isSingular(_ noun: NounPhrase, _ entity: String) -> Bool {
        noun.form == .noun && noun.quantity == .one && noun.values.isEmpty && noun.unit == nil && noun.typeWords.isEmpty
            && noun.measure == nil && !noun.isQuoted && lexicon.type(ofName: noun.words) == nil
            && !lexicon.isPerson(noun.words) && lexicon.feature(noun: noun.words) == nil && entity != "User"
            && noun.words.count <= 2
    }

    /// One of several rows between two entities, with what is known of each.
    private mutating func item(of whole: String, _ thing: String, _ parts: [NounPhrase]) {
        let known = draft.specification.entities.first { entity in
            let ends = entity.relations.filter { $0.kind == .belongsTo }.compactMap(\.entity)
            return ends.contains(whole) && ends.contains(thing)
        }
        let name = known?.name ?? whole + "Item"
        makeEntity(name)
        belong(.init(child: name, parent: whole, isRequired: true, isPart: true))
        belong(.init(child: name, parent: thing, isRequired: true))
        for part in parts { attribute(part, name, nil) }
        touchedEntities = [name]
    }

    /// Whether a phrase means a person with an account: "an author", "a supervisor".
    private func isPerson(_ noun: NounPhrase, _ entity: String) -> Bool {
        // Whoever wrote a book has no account here; whoever wrote a post has.
        if lexicon.isPerson(noun.words, "writer"), draft.isNew(entity),
            !lexicon.isIn("contributions", words(of: entity).last ?? "")
        {
            return false
        }
        guard noun.form == .noun, noun.values.isEmpty, noun.parts.isEmpty, noun.typeWords.isEmpty,
            lexicon.isPerson(noun.words),
            noun.words.count <= 2, !noun.isQuoted
        else { return false }
        guard lexicon.nounTypes[lexicon.key(noun.words)] == nil || lexicon.isPerson(noun.words, "writer") else {
            return false
        }
        if noun.words == ["owner"] { return true }
        return draft.hasAccounts || speaksOfAccounts
    }

    // MARK: Parts

    private func featureNoun(_ noun: NounPhrase, _ entity: String) -> Feature? {
        guard noun.typeWords.isEmpty, noun.values.isEmpty, let feature = lexicon.feature(noun: noun.words) else {
            return nil
        }
        switch feature {
        case .comment, .tag, .attach, .like, .bookmark, .vote, .react, .review, .notify, .invite:
            return noun.isPlural ? feature : nil
        case .rate: return noun.isPlural && noun.measure == nil ? feature : nil
        case .follow: return noun.isPlural ? feature : nil
        case .remind: return feature
        case .nest: return noun.isPlural || noun.quantity == .many ? feature : nil
        case .slug, .history, .audit, .softDelete, .search, .realtime, .repeat, .translate, .reorder: return feature
        default: return nil
        }
    }

    /// Whether a phrase is a kind of thing of its own that the entity has several of.
    private func isPart(_ noun: NounPhrase) -> Bool {
        guard noun.form == .noun, noun.values.isEmpty, noun.unit == nil, noun.typeWords.isEmpty, !noun.isList,
            !noun.isQuoted
        else { return false }
        // "two or more options": several rows, however many there must be.
        if let measure = noun.measure {
            return noun.isPlural && measure.unit == nil
                && measure.low.map { ["1", "2", "3"].contains($0.value) } ?? false
                && measure.high == nil
        }
        if !noun.parts.isEmpty { return true }
        guard noun.isPlural, let last = noun.words.last else { return false }
        if lexicon.isPerson(noun.words), noun.quantity == .many { return true }
        if lexicon.pluralValues[lexicon.key(noun.words)] != nil || lexicon.pluralValues[lexicon.key([last])] != nil {
            return noun.quantity == .many && lexicon.pluralValues[lexicon.key(noun.words)] == nil
        }
        if noun.quantity == .many { return true }
        if sketch.isUnit(last) { return false }
        return lexicon.type(ofName: noun.words) == nil
    }

    private mutating func part(_ noun: NounPhrase, _ entity: String) {
        let name = draft.entityNameOfSingular(noun.words)
        guard draft.entity(name) == nil || draft.isNew(name) else { return }
        makeEntity(name)
        // "several authors", "categories": they have to do with many such things.
        if noun.quantity == .many && lexicon.isPerson(noun.words)
            && !lexicon.isIn("groups", words(of: entity).last ?? "")
            || noun.quantity == .many && lexicon.isIn("classifiers", noun.words.last ?? "")
        {
            for part in noun.parts { attribute(part, name, nil) }
            link(entity, name, nil)
            touchedEntities = [name]
            return
        }
        let parts = noun.parts
        if parts.isEmpty, lexicon.isValueNoun(noun.words) {
            // Several values of a kind: each is a row.
            var value = noun
            value.words = draft.singularWords(noun.words)
            value.isPlural = false
            value.quantity = .bare
            value.traits = [.required]
            belong(.init(child: name, parent: entity, isRequired: true, isPart: true))
            if let type = lexicon.type(ofName: value.words), type != .json, type != .enum { addField(value, name, nil) }
            touchedEntities = [name]
            return
        }
        let isSingle = !noun.isPlural && !noun.isMany
        belong(.init(child: name, parent: entity, isRequired: true, isOneToOne: isSingle, isPart: true))
        for part in parts { attribute(part, name, nil) }
        touchedEntities = [name]
    }

    // MARK: Fields

    private mutating func addField(_ noun: NounPhrase, _ entity: String, _ necessity: Intent.Necessity?) {
        guard var field = sketch.field(noun, necessity) else {
            problem = problem ?? "'\(noun.text)' can't be the name of a field"; return
        }
        if ["id", "createdAt", "updatedAt"].contains(field.name) { return }
        if entity == "User", field.name == "email" {
            field.from = "auth.email"
            field.required = true
            field.unique = true
        } else if entity == "User", field.required == true, field.defaultValue == nil,
            field.name == "name" || field.name.hasSuffix("Name")
        {
            field.from = "metadata.name"
        }
        if draft.isNew(entity), isLabel(field.name, entity), !noun.traits.contains(.optional), necessity != .optional,
            entity != "User"
        {
            field.required = true
        }
        if let low = field.min, let high = field.max, low.approximate > high.approximate {
            problem = "at least \(low) and at most \(high) leaves no value"; return
        }
        if let low = field.minLength, let high = field.maxLength, low > high {
            problem = "at least \(low) and at most \(high) characters leaves no value"; return
        }
        if let measure = noun.measure, measure.low == nil || measure.high == nil, measure.unit == nil,
            lexicon.type(ofName: noun.words).map({ $0 == .text || $0 == .enum }) ?? true, noun.typeWords.isEmpty,
            measure.low?.isOpen != true
        {
            problem = "how many \(noun.text) there are can't be limited"; return
        }
        if let text = noun.defaultValue, field.defaultValue == nil {
            problem = "'\(text)' is no value of '\(noun.text)'"; return
        }
        draft.addField(field, entity)
        touch(field.name, entity)
        let place = Intent.Place(entity: entity, name: field.name, isRelation: false)
        if field.required == true || noun.traits.contains(.optional) { required[place] = field.required == true }
        if noun.traits.contains(.unique), !noun.within.isEmpty { uniqueWithin(noun, field.name, entity) }
    }

    private mutating func uniqueWithin(_ noun: NounPhrase, _ field: String, _ entity: String) {
        var names = noun.within.compactMap { scope($0, entity) }
        if names.isEmpty, let within = noun.within.first, draft.isAccount(within.words), draft.isNew(entity) {
            belong(.init(child: entity, parent: "User", name: "owner", isRequired: true))
            names = ["owner"]
        }
        guard !names.isEmpty else {
            problem = "\(phrase(pluralized(entity))) don't belong to \(noun.within.first?.text ?? "anything")"; return
        }
        unique(names + [field], entity)
    }

    /// Whether a new thing is known by this field: its name or title.
    private func isLabel(_ name: String, _ entity: String) -> Bool { name == "name" || name == "title" }
}
