internal import Catalog
internal import Postgres
internal import SchemaDiff

/// Indexes that no query can use, which a failed CREATE INDEX CONCURRENTLY or REINDEX CONCURRENTLY left.
struct InvalidIndexes {
    /// What the database holds, and what its migrations say that it does.
    let live: Catalog
    let expected: Catalog
    /// What it will hold after what is pending.
    let desired: Catalog
    let connection: Connection

    /// - Parameter remains: what belongs to a migration that stopped half way, and is taken away with it.
    func faults(without remains: [String]) async throws -> [(index: Fact, fault: Fault)] {
        var faults: [(index: Fact, fault: Fault)] = []
        for index in live.facts where index.isUnusableIndex && isTree(index) && !remains.contains(index.name) {
            faults.append((index, try await fault(of: index)))
        }
        return faults
    }

    /// An index of a partitioned table is unusable until each partition has its part; that is nobody's fault.
    private func isTree(_ index: Fact) -> Bool {
        live[Fact.ID(.table, index[.table] ?? "")]?[.partitionKey] == nil
    }

    private func fault(of index: Fact) async throws -> Fault {
        let drop = "drop index concurrently \(index.name)"
        let what = "The index \(index.name) can't be used: building it was interrupted or failed"
        if let own = expected[index.id], own.kind == .index {
            return try await rebuilt(index, own, what, drop)
        }
        let isPending =
            desired[index.id] != nil || desired.facts.contains { $0.kind == .constraint && makes($0, index) }
        if isPending {
            return Fault(
                .invalidIndex, index.name, "\(what). What is pending builds it, so it makes room for that.",
                statements: [drop], mend: .run([.outside(drop)]))
        }
        if expected.facts.contains(where: { isCopy(index, of: $0) }) {
            return Fault(
                .invalidIndex, index.name, "\(what). It is the beginning of another index's copy, and isn't needed.",
                statements: [drop], mend: .run([.outside(drop)]))
        }
        return Fault(
            .foreignIndex, index.name, "\(what). No migration and no specification knows it, so it is left alone.",
            statements: [drop],
            advice: "Ask whoever built it; if nobody needs it, run the statement yourself.")
    }

    private func rebuilt(_ index: Fact, _ own: Fact, _ what: String, _ drop: String) async throws -> Fault {
        // Whatever hangs on it goes and comes with it: its comment.
        let parts = live.facts.filter { $0.parent == index.id }
        let without = live.replacing([], without: Set(parts.map(\.id) + [index.id]))
        let plan = try SchemaPlan.ordered(
            from: without, to: without.replacing([own] + expected.facts.filter { $0.parent == index.id }))
        let statements = [drop] + plan.steps.map(\.statement)
        let measured = try await MeasuredHazard.measure(plan.hazards.filter { $0.name == .rejectsRows }, connection)
        guard let blocking = measured.first(where: { ($0.number ?? 0) > 0 }) else {
            return Fault(
                .invalidIndex, index.name, "\(what). It belongs to the schema, and is built again.",
                statements: statements, mend: .run([.outside(drop)] + plan.mendSteps))
        }
        return Fault(
            .invalidIndex, index.name, "\(what). Building it again would fail. \(blocking.text)",
            statements: statements,
            blockingRows: try await BlockingRows.find(blocking, own, in: live, connection),
            advice: "Change these rows so that they differ, and run the command again.")
    }

    /// Whether a constraint is made out of this index.
    private func makes(_ constraint: Fact, _ index: Fact) -> Bool {
        constraint[.table] == index[.table] && constraint[.index] == index[.definition]
    }

    /// Whether it would be the same under another name.
    private func isCopy(_ index: Fact, of other: Fact) -> Bool {
        guard other.kind == .index || other.kind == .constraint, other[.table] == index[.table] else { return false }
        let definition = other.kind == .index ? other[.definition] : other[.index]
        guard let definition, let begun = index[.definition], let name = other[.column], let own = index[.column] else {
            return false
        }
        return definition.replacing(" INDEX \(name) ON ", with: " INDEX \(own) ON ") == begun
    }
}
