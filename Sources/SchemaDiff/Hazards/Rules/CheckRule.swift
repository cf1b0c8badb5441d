internal import Catalog

/// A check that rows have to pass: those that are there, and those that programs send.
enum CheckRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        guard change.kind == .constraint, change.isOnKept, !change.isInherited, change.isStored, let new = change.new,
            new[.constraintType] == "check", let condition = condition(of: new), let table = change.oldTable
        else { return [] }
        let isValidated = change.isAltered && change.gains(.validated)
        guard change.isCreated || isValidated else { return [] }
        let columns = change.needs.filter { change.things.fact($0).kind == .column }
        let isAboutNew = !columns.isEmpty && columns.allSatisfy(change.fates.isCreated)
        let known = constraints(like: new, change)
        var hazards: [Hazard] = []
        if change.isCreated, known.isEmpty, !isAboutNew {
            hazards.append(
                Hazard(
                    .breaksClients, new.id,
                    "\(new.phrase.sentence) is checked from now on: rows that programs write must pass \(condition)."))
        }
        guard new[.validated] != nil else { return hazards }
        let isNull = isAboutNew && columns.map(change.other).allSatisfy { !$0.fillsItself }
        if !isNull, !known.contains(where: { $0[.validated] != nil }) {
            let needsNew = columns.contains(where: change.fates.isCreated)
            hazards.append(
                Hazard(
                    .rejectsRows, new.id, "Rows that don't pass \(condition) stop the migration.",
                    question: needsNew ? nil : .rows(of: scope(new), where: "not (\(condition))")))
        }
        // A check that is there already is validated beside everybody's work.
        if change.isCreated {
            hazards.append(
                Hazard(
                    .longScan, new.id,
                    "Adding \(new.phrase) looks at every row, while nobody can read or write the table.",
                    question: .size(of: table), isAnsweredOnline: true))
        }
        return hazards
    }

    /// The old constraints of the same table that say the same, whatever their names.
    private static func constraints(like new: Fact, _ change: Change) -> [Fact] {
        change.oldSiblings.filter { $0.kind == .constraint && $0[.definition] == new[.definition] && $0.id != new.id }
    }

    /// With its parentheses; nil for one that isn't enforced.
    private static func condition(of check: Fact) -> String? {
        let definition = check[.definition] ?? ""
        guard definition.hasPrefix("CHECK "), !definition.hasSuffix(" NOT ENFORCED"),
            let text = SQLText.parenthesized(definition.dropFirst("CHECK ".count))
        else { return nil }
        return String(text.inside)
    }

    private static func scope(_ check: Fact) -> String {
        ((check[.definition] ?? "").hasSuffix(" NO INHERIT") ? "only " : "") + (check[.table] ?? "")
    }
}

extension Change {
    /// What was a part of the same table.
    var oldSiblings: [Fact] {
        guard let table = things.oldParent(thing) ?? things.newParent(thing) else { return [] }
        return things.oldDependents[table].compactMap { things.old[$0] }
    }
}
