internal import Naming
internal import Specification

/// How values relate to one another and to today: "the end date must be after the start date".
extension Interpreter {
    mutating func comparing(_ clause: Clause) -> Findings? {
        guard clause.modal != nil || clause.isNegated || clause.isForbidden || clause.verb == "be" else { return nil }
        return withToday(clause) ?? withField(clause)
    }

    // MARK: Two fields

    private static let comparisons: [(Symbol, String, String)] = [
        (.after, ">", "<="), (.before, "<", ">="), (.moreThan, ">", "<="), (.lessThan, "<", ">="),
        (.atLeast, ">=", "<"), (.atMost, "<=", ">"),
    ]

    private mutating func withField(_ clause: Clause) -> Findings? {
        var found: (other: NounPhrase, sign: String)?
        for (symbol, sign, opposite) in Self.comparisons {
            if let noun = clause.phrases(symbol).first { found = (noun, clause.isNegated ? opposite : sign) }
        }
        if found == nil, lexicon.isA(clause.verb ?? "", .exceed), let noun = clause.objects.first {
            found = (noun, clause.isNegated ? "<=" : ">")
        }
        if let verb = clause.verb, lexicon.isIn("endings", verb), let entity = entities(clause.subject).first,
            clause.phrases(.after).contains(where: {
                $0.pronoun != nil || lexicon.isIn("beginnings", $0.words.last ?? "")
            })
        {
            guard let period = period(of: entity) else {
                return .problem("nothing says when \(phrase(pluralized(entity))) begin and end")
            }
            var check = CheckDeclaration()
            check.name = snakeCase(period.to) + "_after_" + snakeCase(period.from)
            check.sql = "\(snakeCase(period.to)) > \(snakeCase(period.from))"
            attend([entity])
            return .done([.check(check, entity: entity)])
        }
        guard let found, let first = clause.subject.first else { return nil }
        var intents: [Intent] = []
        var subject = first
        if subject.pronoun != nil, let place = focus.members.last {
            subject = NounPhrase(words: Naming.words(of: place.name), range: subject.range)
            subject.owners = [NounPhrase(words: Naming.words(of: place.entity), range: 0..<0)]
        }
        let owners = clause.inheritsSubject ? focus.subject : entities(subject.owners)
        var context = owners.isEmpty ? focus.entities : owners
        if context.isEmpty, case .found(let place) = members(bare(subject), in: []) { context = [place.entity] }
        if context.isEmpty, case .found(let place) = members(bare(found.other), in: []) { context = [place.entity] }
        guard let entity = context.first,
            let one = compared(bare(subject), entity, &intents),
            let other = compared(bare(found.other), entity, &intents),
            one != other
        else { return nil }
        var check = CheckDeclaration()
        check.name = snakeCase(one) + (found.sign.hasPrefix(">") ? "_after_" : "_before_") + snakeCase(other)
        check.sql = "\(snakeCase(one)) \(found.sign) \(snakeCase(other))"
        attend([entity])
        return .done(intents + [.check(check, entity: entity)])
    }

    private func bare(_ noun: NounPhrase) -> NounPhrase {
        var noun = noun
        noun.owners = []
        noun.quantity = .definite
        return noun
    }

    /// The field that is compared, made where its noun says what it holds.
    private func compared(_ noun: NounPhrase, _ entity: String, _ intents: inout [Intent]) -> String? {
        if let place = draft.member(noun.words, of: entity) { return place.isRelation ? nil : place.name }
        guard let type = lexicon.type(ofName: noun.words),
            [.date, .timestamp, .decimal, .integer, .time].contains(type),
            let field = FieldSketch(lexicon: lexicon).field(noun)
        else { return nil }
        intents.append(.attribute(noun, entity: entity, nil))
        return field.name
    }

    // MARK: Today

    /// "due dates can't be in the past", "patients must be born in the past"
    private mutating func withToday(_ clause: Clause) -> Findings? {
        guard let noun = clause.phrases(.in).first(where: { ["past", "future"].contains($0.text) }) else { return nil }
        let isPast = (noun.text == "past") != clause.isNegated
        var places: [Intent.Place] = []
        if clause.isPassive, let participle = clause.participles.first,
            let date = lexicon.eventDates[participle], let owner = entities(clause.subject).first
        {
            guard let place = draft.member(Lexicon.split(date), of: owner) else {
                return .problem("\(phrase(pluralized(owner))) have no '\(date)'")
            }
            places = [place]
        } else {
            let found = subjectPlaces(clause)
            if found.problem != nil, let owner = entities(clause.subject).first, let only = onlyDate(of: owner) {
                places = [only]
            } else if let problem = found.problem {
                return problem
            } else {
                places = found.places
            }
        }
        var intents: [Intent] = []
        for place in places {
            guard let field = draft.field(place.name, place.entity), [.date, .timestamp].contains(field.type) else {
                return .problem("'\(phrase(place.name))' is no date")
            }
            var check = CheckDeclaration()
            let today = field.type == .date ? "current_date" : "now()"
            check.name = snakeCase(place.name) + (isPast ? "_past" : "_future")
            let sign = clause.isNegated ? (isPast ? "<=" : ">=") : (isPast ? "<" : ">")
            check.sql = "\(snakeCase(place.name)) \(sign) \(today)"
            intents.append(.check(check, entity: place.entity))
        }
        attend(places)
        return .done(intents)
    }

    private func onlyDate(of entity: String) -> Intent.Place? {
        let fields = (draft.entity(entity)?.fields ?? []).filter { [.date, .timestamp].contains($0.type) }
        guard fields.count == 1, let field = fields.first else { return nil }
        return Intent.Place(entity: entity, name: field.name, isRelation: false)
    }
}
