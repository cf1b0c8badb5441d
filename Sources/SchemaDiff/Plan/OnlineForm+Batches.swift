internal import Catalog

/// Columns of large tables, which get their values a few rows at a time.
extension OnlineForm {
    /// What gives a column its values, and those of its table that are filled with it.
    func filling(_ thing: Int) -> [PlanStep] {
        guard let fact = things.new[thing] else { return [] }
        let columns = filledTogether(with: fact).compactMap { things.new[$0] }
        let statements =
            fillingTrigger(columns).creation + columns.filter { $0[.notNull] != nil }.map(check)
        let update = Fill.update(columns.map { ($0, value(of: $0)) })
        return steps(fact, .alter, Array(statements.prefix(1)), .ownTransaction)
            + steps(fact, .alter, Array(statements.dropFirst()), .withPrevious)
            + steps(fact, .alter, [update.statement], .outside)
    }

    /// Whether rows of a table that holds many get its values, each another one.
    func isFilledInBatches(_ thing: Int) -> Bool {
        guard let fact = things.new[thing], fact.kind == .column, fact.inheritedFrom.isEmpty,
            things.sides.declared.isWrittenInBatches(fact), fact[.generated] == nil, fact[.identity] == nil,
            isOpen(thing, things.newParent)
        else { return false }
        let fill = things.sides.declared.fills[fact.id]
        if fates.isCreated(thing) {
            if let fill { return !fill.isConstant }
            return defaultValue(of: fact).map { DefaultVolatility($0, in: things.to) != .constant } ?? false
        }
        return fill != nil && becomesRequired(thing)
    }

    private func defaultValue(of column: Fact) -> String? {
        things.to[Fact.ID(.defaultValue, column.name)]?[.expression]
    }

    /// What rows get that have no value.
    private func value(of column: Fact) -> String {
        things.sides.declared.fills[column.id]?.value ?? defaultValue(of: column) ?? "null"
    }

    func fillingTrigger(_ columns: [Fact]) -> FillingTrigger {
        let table = columns.first?[.table] ?? ""
        let schema = things.to[Fact.ID(.schema, "private")] == nil ? columns.first?[.schema] ?? "public" : "private"
        return FillingTrigger(
            columns: columns.map { ($0[.column] ?? "", value(of: $0)) }, table: table, schema: schema,
            keepsTime: things.keepsTime(of: table))
    }
}

extension Things {
    /// Whether a trigger notes in `updated_at` when a row of the table was changed.
    func keepsTime(of table: String) -> Bool {
        to[Fact.ID(.column, "\(table).updated_at")] != nil
            && sides.declared.timekeepers.contains { to[$0]?[.table] == table }
    }
}
