internal import Catalog

/// A column that every row has to fill: rows without a value, the search for them, and programs that don't send one.
enum RequiredColumnRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        guard change.kind == .column, change.isOnKept, !change.isInherited, let new = change.new, new[.notNull] != nil
        else { return [] }
        if change.isCreated { return added(new, change) }
        return change.isAltered && change.gains(.notNull) ? required(new, change) : []
    }

    private static func added(_ new: Fact, _ change: Change) -> [Hazard] {
        guard !change.fillsItself, !change.isKeptInStep else { return [] }
        var hazards = [
            Hazard(
                .breaksClients, new.id,
                "\(new.phrase.sentence) is new and required: programs that don't know it can't add rows.")
        ]
        if change.isStored, change.fill == nil, let table = change.oldTable {
            hazards.append(
                Hazard(
                    .rejectsRows, new.id,
                    "\(new.phrase.sentence) is new, required and has no default: any row that is there stops the migration.",
                    question: .rows(of: table)))
        }
        return hazards
    }

    private static func required(_ new: Fact, _ change: Change) -> [Hazard] {
        var hazards: [Hazard] = []
        let (name, table) = (new[.column] ?? "", new[.table] ?? "")
        if !change.fillsItself {
            hazards.append(
                Hazard(
                    .breaksClients, new.id,
                    "\(new.phrase.sentence) becomes required: programs that leave it out can't add rows."))
        }
        // PostgreSQL trusts a check that says the same, and looks at no row (manual, ALTER TABLE).
        guard change.isStored, let size = change.oldTable, !isChecked(name, change) else { return hazards }
        if change.fill == nil {
            hazards.append(
                Hazard(
                    .rejectsRows, new.id,
                    "\(new.phrase.sentence) becomes required: a row without a value stops the migration.",
                    question: .rows(of: table, where: "\(name) is null")))
        }
        hazards.append(
            Hazard(
                .longScan, new.id,
                "\(new.phrase.sentence) becomes required: every row is looked at, while nobody can read or write.",
                question: .size(of: size), isAnsweredOnline: true))
        return hazards
    }

    private static func isChecked(_ column: String, _ change: Change) -> Bool {
        change.things.oldDependents[change.thing].contains { dependent in
            guard let check = change.things.old[dependent], change.things.new[dependent] != nil else { return false }
            return check[.constraintType] == "check" && check[.validated] != nil
                && check[.definition] == "CHECK ((\(column) IS NOT NULL))"
        }
    }
}

extension Change {
    /// What rows get that are older than the column, or than its being required.
    var fill: Fill? { things.sides.declared.fills[id] }

    /// Whether a column that isn't named gets a value by itself.
    var fillsItself: Bool {
        guard let new else { return false }
        return new[.identity] != nil || new[.generated] != nil || defaultExpression != nil
    }

    /// A column's own default or that of its domain.
    var defaultExpression: String? {
        if let own = things.to[Fact.ID(.defaultValue, id.name)] { return own[.expression] }
        return domain?[.expression]
    }

    /// The domain that is the type of a column.
    var domain: Fact? {
        new?[.type].flatMap { things.to[Fact.ID(.domain, $0)] }
    }
}
