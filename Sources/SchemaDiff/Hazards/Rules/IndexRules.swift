internal import Catalog
internal import Foundation

/// Indexes that are built while a table waits: by themselves nobody can write it, as a part of a key nobody can read it
/// either (manual, "Explicit Locking").
enum IndexBuildRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        if change.kind == .materializedView { return refresh(change) }
        guard change.isCreated, change.isOnKept, !change.isInherited, let new = change.new,
            let table = change.oldTable ?? change.things.from[Fact.ID(.materializedView, new[.table] ?? "")]
        else { return [] }
        let blocked: String
        switch (change.kind, new[.constraintType]) {
        case (.index, _): blocked = "write"
        case (.constraint, "primary key"), (.constraint, "unique"), (.constraint, "exclude"): blocked = "read or write"
        default: return []
        }
        let isExclusion = new[.constraintType] == "exclude"
        // No index of a partitioned table is built concurrently (manual, CREATE INDEX).
        let hazard = Hazard(
            .lock, new.id,
            "Building \(new.phrase) takes as long as the table is large, while nobody can \(blocked) it.",
            question: .size(of: table), isAnsweredOnline: !isExclusion && table[.partitionKey] == nil)
        let isKnown = change.oldSiblings.contains { $0.kind == .constraint && $0[.definition] == new[.definition] }
        guard isExclusion, !isKnown else { return [hazard] }
        return [
            hazard,
            Hazard(
                .rejectsRows, new.id, "Rows that exclude each other by \(new.phrase) stop the migration."),
            Hazard(
                .breaksClients, new.id, "Programs can't write rows that exclude each other by \(new.phrase)."),
        ]
    }

    /// Filled again in place.
    private static func refresh(_ change: Change) -> [Hazard] {
        guard change.isAltered, change.gains(.populated), let old = change.old else { return [] }
        return [
            Hazard(
                .lock, old.id, "Filling \(old.phrase) runs its whole query, while nobody can read it.",
                question: .size(of: old))
        ]
    }
}

/// Indexes that queries may need, and that nothing takes the place of.
enum DroppedIndexRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        guard change.isDropped, change.isOnKept, !change.isInherited, let old = change.old, let shape = shape(of: old),
            change.new.flatMap(shape(of:)) != shape,
            !change.things.to.facts.contains(where: { $0[.table] == old[.table] && self.shape(of: $0) == shape })
        else { return [] }
        let name = "\(old[.schema] ?? "public").\(old[.column] ?? "")"
        let what = change.isReplaced ? "becomes another index" : "is gone"
        return [
            Hazard(
                .indexDropped, old.id, "\(old.phrase.sentence) \(what): queries that use it become slower.",
                question: Question(
                    """
                    select coalesce(max(s.idx_scan), 0) from pg_catalog.pg_stat_user_indexes as s \
                    where s.indexrelid = \(quoted(name))::regclass
                    """, .count(one: "use so far", many: "uses so far")))
        ]
    }

    /// What an index is good for, whatever its name; a key's is the same as that of a unique index.
    private static func shape(of fact: Fact) -> String? {
        let definition = fact[.definition] ?? ""
        switch (fact.kind, fact[.constraintType]) {
        case (.index, _):
            guard let place = definition.range(of: " USING ") else { return nil }
            return String(definition[place.upperBound...])
        case (.constraint, "primary key"), (.constraint, "unique"):
            return definition.firstIndex(of: "(").map { "btree \(definition[$0...])" }
        case (.constraint, "exclude"):
            return definition.range(of: "USING ").map { String(definition[$0.upperBound...]) }
        default: return nil
        }
    }
}
