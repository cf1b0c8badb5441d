internal import Catalog

/// Row level security that a table loses, gets, or never had where an API reaches it.
enum RowSecurityRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        guard change.kind == .table, let new = change.new else { return [] }
        guard let old = change.old else { return isExposed(new, change) ? [unprotected(new)] : [] }
        var hazards: [Hazard] = []
        if change.loses(.rowSecurity) {
            hazards.append(
                Hazard(
                    .rowSecurityGone, new.id,
                    "\(new.phrase.sentence) loses its row level security: who may use the table may use every row."))
        } else if change.gains(.rowSecurity) {
            hazards.append(
                Hazard(
                    .accessNarrowed, new.id,
                    "\(new.phrase.sentence) gets row level security: only the rows that its policies allow are seen."))
        }
        if new[.rowSecurity] != nil, old[.rowSecurity] != nil {
            if change.loses(.forcedRowSecurity) {
                hazards.append(
                    Hazard(
                        .rowSecurityGone, new.id, "The row level security of \(new.phrase) no longer binds its owner."))
            } else if change.gains(.forcedRowSecurity) {
                hazards.append(
                    Hazard(.accessNarrowed, new.id, "The row level security of \(new.phrase) binds its owner, too."))
            }
        }
        return hazards
    }

    /// Whether an API answers to requests for the table: it is in the schema that Supabase publishes, and granted.
    private static func isExposed(_ table: Fact, _ change: Change) -> Bool {
        table[.schema] == "public" && table[.rowSecurity] == nil && Privileges.reachAPI(table, in: change.things.to)
    }

    private static func unprotected(_ table: Fact) -> Hazard {
        Hazard(
            .rowSecurityGone, table.id,
            "\(table.phrase.sentence) is new and has no row level security: everybody whom the API lets in may use every row."
        )
    }
}
