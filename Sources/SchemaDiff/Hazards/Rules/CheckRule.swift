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
        // Every row has passed what is at least as strict.
        let isPassed = isWeaker(new, change)
        var hazards: [Hazard] = []
        if change.isCreated, known.isEmpty, !isAboutNew, !isPassed {
            hazards.append(
                Hazard(
                    .breaksClients, new.id,
                    "\(new.phrase.sentence) is checked from now on: rows that programs write must pass \(condition)."))
        }
        guard new[.validated] != nil else { return hazards }
        let added = columns.filter(change.fates.isCreated).map(change.other)
        let isNull = isAboutNew && added.allSatisfy { !$0.fillsItself && $0.fill == nil }
        if !isNull, !isPassed, !known.contains(where: { $0[.validated] != nil }) {
            hazards.append(
                Hazard(
                    .rejectsRows, new.id, "Rows that don't pass \(condition) stop the migration.",
                    question: question(scope(new), "not (\(condition))\(exceptReplaced(new, change))", with: added)))
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

    /// Asks with the values that columns which aren't there yet will have; nil where nobody can say which.
    private static func question(_ table: String, _ condition: String, with added: [Change]) -> Question? {
        guard !added.isEmpty else { return .rows(of: table, where: condition) }
        let values = added.compactMap { column -> String? in
            let value = column.fill?.value ?? column.defaultExpression ?? "null"
            return value.isEmpty ? nil : "(\(value))::\(column.new?[.type] ?? "text") as \(column.new?[.column] ?? "")"
        }
        guard values.count == added.count, !added.contains(where: { $0.fill?.isConstant == false }) else { return nil }
        let row = "(select \(values.joined(separator: ", "))) as added"
        return Question("select count(*) from \(table) as r cross join \(row) where \(condition)", .rows)
    }

    /// The old constraints of the same table that say the same, whatever their names.
    private static func constraints(like new: Fact, _ change: Change) -> [Fact] {
        change.oldSiblings.filter { $0.kind == .constraint && $0[.definition] == new[.definition] && $0.id != new.id }
    }

    /// Whether a check that goes now let no row in that the new one would refuse.
    private static func isWeaker(_ new: Fact, _ change: Change) -> Bool {
        guard let condition = condition(of: new).map(CheckCondition.init) else { return false }
        let old = change.oldSiblings.filter { $0[.constraintType] == "check" && $0[.validated] != nil }
        return old.compactMap { Self.condition(of: $0) }.contains { CheckCondition($0).implies(condition) }
    }

    /// Rows whose values are replaced before the check holds are no obstacle.
    private static func exceptReplaced(_ check: Fact, _ change: Change) -> String {
        let sides = change.things.sides
        let replaced = sides.replacement(before: check).map { [$1.condition($0[.column] ?? "")] } ?? []
        return (replaced + check.dependencies.flatMap { sides.declared.rewritten[$0] ?? [] }).map {
            " and ((\($0)) is not true)"
        }.joined()
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
