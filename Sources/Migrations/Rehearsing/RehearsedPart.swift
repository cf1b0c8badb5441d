internal import Catalog
internal import SchemaDiff

/// A plan whose transactions have run, one after the other, and what was seen then.
struct RehearsedPart {
    var plan: SchemaPlan
    /// Whether it is pushed only when somebody allows it by name.
    var waits: Bool
    /// What each transaction locked.
    var locks: [ObservedLocks] = []
    /// What there was before each.
    var before: [Catalog] = []

    /// What stands in the files of one of its transactions.
    func text(_ index: Int) -> MigrationText {
        MigrationText(plan, index, isOutside: plan.transactions[index][0].execution == .outside, waits: waits)
    }
}
