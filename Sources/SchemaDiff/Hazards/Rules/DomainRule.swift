internal import Catalog

/// A domain that becomes stricter: what columns of it hold already, and what programs write.
enum DomainRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        switch change.kind {
        case .domain: return change.isAltered && change.gains(.notNull) ? required(change) : []
        case .domainConstraint: return checked(change)
        default: return []
        }
    }

    private static func required(_ change: Change) -> [Hazard] {
        guard let new = change.new else { return [] }
        let columns = change.storedColumns(of: new)
        guard !columns.isEmpty else { return [] }
        return [
            Hazard(
                .breaksClients, new.id,
                "\(new.phrase.sentence) no longer takes an empty value, which programs may write."
            ),
            Hazard(
                .rejectsRows, new.id, "\(new.phrase.sentence) no longer takes an empty value: one stops the migration.",
                question: .rows(of: columns, .values) { "\($0[.column] ?? "") is null" }),
            scan(new, columns, change),
        ]
    }

    private static func checked(_ change: Change) -> [Hazard] {
        guard change.isCreated || change.isAltered, change.isOnKept, let new = change.new, let parent = new.parent,
            let domain = change.other(parent), let old = domain.old
        else { return [] }
        let columns = domain.storedColumns(of: old)
        let prefix = "CHECK "
        guard !columns.isEmpty, let definition = new[.definition], definition.hasPrefix(prefix),
            let (condition, _) = SQLText.parenthesized(definition.dropFirst(prefix.count))
        else { return [] }
        var hazards: [Hazard] = []
        if change.isCreated {
            hazards.append(
                Hazard(
                    .breaksClients, new.id,
                    "\(old.phrase.sentence) takes only what passes \(condition), and programs may write something else."
                ))
        }
        guard new[.validated] != nil else { return hazards }
        // VALUE in a domain's check is the name of the column below.
        let counts = columns.map {
            "(select count(*) from (select \($0[.column] ?? "") as value from only \($0[.table] ?? "") as r) as d where not (\(condition)))"
        }
        hazards.append(
            Hazard(
                .rejectsRows, new.id,
                "\(old.phrase.sentence) takes only what passes \(condition): other values stop the migration.",
                question: Question("select \(counts.joined(separator: " + "))", .values)))
        return hazards + (change.isCreated ? [scan(new, columns, change)] : [])
    }

    private static func scan(_ subject: Fact, _ columns: [Fact], _ change: Change) -> Hazard {
        let tables = Set(columns.map { $0[.table] ?? "" }).sorted()
        let names = tables.map { Fact.ID(.table, $0).shortName }.joined(separator: ", ")
        let sizes = tables.map { "pg_catalog.pg_total_relation_size(\(quoted($0))::regclass)" }
        return Hazard(
            .longScan, subject.id, "Every row of \(names) is looked at, while nobody can write there.",
            question: Question("select \(sizes.joined(separator: " + "))", .bytes))
    }
}
