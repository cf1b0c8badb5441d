internal import Catalog

/// A table that becomes a partition of another one, or ceases to be.
enum PartitionRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        guard change.kind == .inheritance, let ancestor = change.other(Fact.ID(.table, change.fact[.ancestor] ?? "")),
            change.isOnKept, !ancestor.isDropped, !ancestor.isCreated
        else { return [] }
        let (table, parent) = (change.fact.tableName, ancestor.id.shortName)
        if let new = change.new, change.isCreated, let bound = new[.bound], let old = change.oldTable, change.isStored {
            return [
                Hazard(
                    .rejectsRows, new.id,
                    "\(table) becomes a partition of \(parent) (\(bound)): rows outside of it stop the migration."),
                Hazard(
                    .longScan, new.id,
                    "\(table) becomes a partition of \(parent): every row is looked at, while nobody can use \(table).",
                    question: .size(of: old)),
            ]
        }
        guard let old = change.old, change.isGone, let rows = change.oldTable else { return [] }
        return [
            Hazard(
                .breaksClients, old.id, "The rows of \(table) are no longer found in \(parent).",
                question: change.isStored ? .rows(of: rows) : nil)
        ]
    }
}
