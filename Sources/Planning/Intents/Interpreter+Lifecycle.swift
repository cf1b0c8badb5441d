internal import Naming
internal import Specification

/// What becomes of rows in time: deleted ones that stay, changes that are kept, things that come again.
extension Interpreter {
    mutating func lifecycle(_ clause: Clause) -> Findings? {
        retention(clause) ?? changes(clause) ?? recurrence(clause)
    }

    // MARK: Deleted rows that stay

    /// "Keep deleted products", "never really delete a patient", "let me undo deleting a task"
    private mutating func retention(_ clause: Clause) -> Findings? {
        guard let verb = clause.verb else { return nil }
        let nouns = (clause.isPassive || clause.objects.isEmpty ? clause.subject : []) + clause.objects
        let purposes = clause.complements.compactMap { complement -> Clause? in
            switch complement.kind {
            case .purpose(let inner), .infinitive(let inner): inner
            default: nil
            }
        }
        var targets: [String] = []
        if clause.isNegated, lexicon.isA(verb, .remove), clause.mood == .command || isOnlySeeming(clause) {
            targets = entities(nouns)
        } else if lexicon.isIn("undoing", verb) {
            let undone = purposes.filter { lexicon.isA($0.verb ?? "", .remove) }
            targets = entities(undone.flatMap(\.objects))
            for noun in nouns where lexicon.isIn("deletion", noun.words.last ?? "") {
                targets += entities(noun.owners + clause.phrases(.of, .for, .on, .to))
            }
        } else if lexicon.isA(verb, .add) || verb == "keep" || verb == "stay" || verb == "be"
            || lexicon.isA(verb, .hide),
            !clause.isNegated
        {
            // "deleted products" are kept, or can be had again.
            let deleted = nouns.filter(speaksOfDeleted)
            let isKept =
                verb != "be"
                || clause.complements.contains {
                    if case .word(let word) = $0.kind { lexicon.adjectiveFeatures[word] == .softDelete } else { false }
                }
            if isKept, !clause.isPassive || verb != "delete" { targets = entities(deleted) }
        }
        guard !targets.isEmpty else { return nil }
        attend(targets)
        return .done(targets.map { .feature(.init(feature: .softDelete, target: $0)) })
    }

    private func isOnlySeeming(_ clause: Clause) -> Bool {
        clause.adverbs.contains { lexicon.isIn("permanence", $0) }
    }

    private func speaksOfDeleted(_ noun: NounPhrase) -> Bool {
        (noun.modifiers + noun.words.prefix(noun.words.count > 1 ? 1 : 0)).contains { word in
            lexicon.verbForms[[word]].map { $0.forms.contains(.participle) && lexicon.isA($0.lemma, .remove) } ?? false
        }
    }

    // MARK: Changes that are kept

    /// "log all changes to grades", "record every price change of a product", "keep track of who edited a page"
    private mutating func changes(_ clause: Clause) -> Findings? {
        guard let verb = clause.verb, !clause.isNegated,
            lexicon.isA(verb, .add) || lexicon.isA(verb, .read) || verb == "keep" || verb == "know"
        else { return nil }
        let nouns = clause.isPassive ? clause.subject : clause.objects
        for noun in nouns {
            var places: [NounPhrase]
            switch noun.form {
            case .actor:
                guard let done = noun.words.last.flatMap({ lexicon.verbForms[[$0]]?.lemma }),
                    lexicon.isA(done, .update) || lexicon.isA(done, .change), !noun.owners.isEmpty
                else { continue }
                places = noun.owners
            case .noun:
                guard let last = noun.words.last, lexicon.isIn("changes", last),
                    draft.member(noun.words, of: focus.entities.first ?? "", isExact: true) == nil
                else { continue }
                places = noun.owners + clause.phrases(.to, .of, .on, .in, .for, .about)
                if noun.words.count > 1 {
                    var changed = noun
                    changed.words.removeLast()
                    places.append(changed)
                }
                // "the latest update" says no more than itself.
                guard !places.isEmpty, verb != "add" || noun.isPlural || noun.quantity == .each else { continue }
            default: continue
            }
            let targets = changed(places)
            guard let target = targets.first else {
                return .missing(places.first?.text ?? noun.text)
            }
            attend([target])
            return .done([.feature(.init(feature: .history, target: target))])
        }
        return nil
    }

    /// The entities whose rows, or whose fields, phrases name.
    private mutating func changed(_ nouns: [NounPhrase]) -> [String] {
        let named = entities(nouns)
        if !named.isEmpty { return named }
        return nouns.compactMap { noun in
            if case .found(let place) = members(noun, in: []) { place.entity } else { nil }
        }
    }

    // MARK: What comes again

    /// "repeat a todo every week or month", "appointments can repeat daily, weekly or monthly"
    private mutating func recurrence(_ clause: Clause) -> Findings? {
        guard let verb = clause.verb, lexicon.verbFeatures[verb] == .repeat, !clause.isNegated else { return nil }
        let nouns = clause.objects + clause.phrases(.on, .in, .per)
        let targets = entities(clause.subject + nouns)
        guard let target = targets.first(where: { $0 != "User" }) else { return nil }
        let words =
            nouns.flatMap(\.words) + clause.values + clause.adverbs
            + clause.complements.compactMap { if case .word(let word) = $0.kind { word } else { nil } }
        var request = Intent.FeatureRequest(feature: .repeat, target: target)
        for word in words {
            if let period = lexicon.periods[singularized(word)], !request.values.contains(period) {
                request.values.append(period)
            }
        }
        attend([target])
        return .done([.feature(request)])
    }
}
