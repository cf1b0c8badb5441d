internal import Catalog

/// Values that rows lose because another one takes their place.
enum ValueReplacementRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        guard change.isOnKept, change.isCreated || change.isAltered else { return [] }
        let sides = change.things.sides
        if change.kind == .enumeration, let new = change.new, change.old != nil {
            return sides.declared.replacements.keys.sorted().compactMap { id in
                guard sides.declared.replacements[id]?.type == new.id, let column = sides.to[id],
                    var replacement = sides.replacement(of: id)
                else { return nil }
                // A type's value keeps its identity under a new name, and so do rows that hold it.
                replacement.values.removeAll(where: \.isRename)
                return replacement.values.isEmpty ? nil : hazard(column, replacement)
            }
        }
        guard change.kind == .constraint, let new = change.new,
            let (column, replacement) = sides.replacement(before: new)
        else { return [] }
        return [hazard(column, replacement)]
    }

    private static func hazard(_ column: Fact, _ replacement: ValueReplacement) -> Hazard {
        let words = replacement.values.map { "\(quoted($0.old)) becomes \(quoted($0.new))" }.joined(separator: ", ")
        return Hazard(
            .changesRows, column.id, "Rows of \(column.tableName) get another \(column[.column] ?? ""): \(words).",
            question: .rows(of: column[.table] ?? "", where: replacement.condition(column[.column] ?? "")))
    }
}
