internal import Catalog

extension Sides {
    /// What becomes of values of `column` that a check or an enum type loses; nil where it loses none that was declared.
    func replacement(of column: Fact.ID) -> ValueReplacement? {
        guard let declared = declared.replacements[column] else { return nil }
        if let type = declared.type {
            guard let before = from[type], let after = to[type] else { return nil }
            let (old, new) = (Set(EnumChanges.values(before)), Set(EnumChanges.values(after)))
            return declared.effective(isThere: old.contains, isAllowed: new.contains)
        }
        let (old, new) = (from.checks(of: column).joined(), to.checks(of: column).joined())
        return declared.effective(isThere: { lists(old, $0) }, isAllowed: { lists(new, $0) })
    }

    /// What `check` needs of rows before it can hold: values of a column of which it lists the new ones.
    func replacement(before check: Fact) -> (column: Fact, ValueReplacement)? {
        guard check[.constraintType] == "check", let definition = check[.definition] else { return nil }
        for id in check.dependencies where declared.replacements[id]?.type == nil {
            guard let column = to[id], let replacement = replacement(of: id),
                replacement.values.contains(where: { lists(definition, $0.new) })
            else { continue }
            return (column, replacement)
        }
        return nil
    }

    /// `statement`, which writes rows of `table`, so that they don't look as if somebody had changed them.
    func quietly(_ statement: String, _ table: String) -> [String] {
        let triggers = declared.timekeepers.sorted().filter { from[$0]?[.table] == table && to[$0] != nil }
            .compactMap { from[$0]?[.column] }
        return triggers.map { "alter table \(table) disable trigger \($0)" } + [statement]
            + triggers.map { "alter table \(table) enable trigger \($0)" }
    }

    /// A check lists its values as literals.
    private func lists(_ definition: String, _ value: String) -> Bool { definition.contains("\(quoted(value))::") }
}

extension Catalog {
    /// The definitions of the checks that read `column`.
    fileprivate func checks(of column: Fact.ID) -> [String] {
        facts.filter { $0[.constraintType] == "check" && $0.dependencies.contains(column) }
            .compactMap { $0[.definition] }
    }
}
