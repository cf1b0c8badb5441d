internal import Naming
internal import Specification

/// What becomes of rows whose parent is deleted.
extension Interpreter {
    mutating func deletion(_ clause: Clause) -> Findings? {
        cascadeBy(clause) ?? forbidden(clause)
    }

    /// "When a doctor is deleted, delete their appointments too", "deleting a task deletes its items"
    private mutating func cascadeBy(_ clause: Clause) -> Findings? {
        let purposes = clause.complements.compactMap { complement -> Clause? in
            if case .purpose(let condition) = complement.kind { condition } else { nil }
        }
        guard let event = (clause.conditions + purposes).first(where: isDeletion),
            let parent = entities(event.subject + event.objects).first
        else { return nil }
        guard let verb = clause.verb else { return nil }
        let mentioned =
            clause.objects
            + (clause.mood == .statement && clause.conditions.first.map { $0.mood != .command } ?? true
                ? clause.subject : [])
        let rule: DeleteRule
        if lexicon.isA(verb, .remove) || ["go", "disappear", "vanish", "cascade"].contains(verb) {
            rule = clause.isNegated ? .restrict : .cascade
        } else if [
            "keep", "stay", "remain", "retain", "preserve", "unassign", "clear", "empty", "unlink", "detach", "survive",
            "be",
        ].contains(verb) {
            rule = .setNull
        } else {
            return nil
        }
        var intents: [Intent] = []
        for noun in mentioned {
            let children = noun.pronoun != nil ? focus.entities.filter { $0 != parent } : entity(noun)
            for child in children {
                for relation in relations(of: child, to: parent) { intents.append(.deleteRule(relation, rule)) }
            }
        }
        guard !intents.isEmpty else {
            return .problem("nothing that was named belongs to \(phrase(pluralized(parent)))")
        }
        return .done(intents)
    }

    private func isDeletion(_ clause: Clause) -> Bool {
        guard let verb = clause.verb else { return false }
        return lexicon.isA(verb, .remove) && !clause.isNegated && (clause.isPassive || clause.mood == .command)
    }

    func relations(of child: String, to parent: String) -> [Intent.Place] {
        (draft.entity(child)?.relations ?? []).filter { $0.kind == .belongsTo && $0.entity == parent }
            .map { Intent.Place(entity: child, name: $0.name, isRelation: true) }
    }

    /// "It should not be possible to delete a teacher who still has courses", "a room with appointments can't be deleted"
    private mutating func forbidden(_ clause: Clause) -> Findings? {
        guard clause.isNegated, let verb = clause.verb, lexicon.isA(verb, .remove), clause.modal != nil else {
            return nil
        }
        let nouns = clause.isPassive ? clause.subject : clause.objects
        guard let noun = nouns.first, let parent = entity(noun).first else { return nil }
        var dependants = noun.parts + clause.objects.dropFirst() + clause.phrases(.with)
        for complement in clause.complements {
            if case .purpose(let condition) = complement.kind { dependants += condition.objects + condition.subject }
            if case .phrase(.with, let nouns) = complement.kind { dependants += nouns }
        }
        let children = Set(dependants.flatMap { entity($0) }).subtracting([parent])
        guard !children.isEmpty else { return nil }
        let places = children.sorted().flatMap { relations(of: $0, to: parent) }
        guard !places.isEmpty else { return nil }
        return .done(places.map { .deleteRule($0, .restrict) })
    }
}
