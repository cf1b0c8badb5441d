internal import Catalog
internal import Postgres
internal import SchemaDiff

/// What somebody changed by hand: what is gone or was changed comes back; what was added becomes a migration, because
/// it may hold rows that nobody else knows of.
struct DriftFaults {
    let live: Catalog
    let expected: Catalog
    /// What differs, apart from what other faults are about.
    let difference: CatalogDifference
    let connection: Connection
    /// Where the project's migrations stand.
    let layout: MigrationLayout

    /// How many things are named in a sentence.
    private static let named = 10

    /// What the database is to hold: everything that the migrations say, and what was added.
    private var merged: Catalog { expected.replacing(difference.unexpected) }

    /// - Parameter version: of the migration that is written for what was added; nil where none may be.
    func faults(version: String?) async throws -> [Fault] {
        [try await returning, try await adopting(version)].compactMap(\.self)
    }

    private var returning: Fault? {
        get async throws {
            guard !difference.missing.isEmpty || !difference.changed.isEmpty else { return nil }
            let plan = try SchemaPlan.ordered(from: live, to: merged)
            let measured = try await MeasuredHazard.measure(plan.hazards.filter { !$0.isAnsweredOnline }, connection)
                .filter(\.isReal)
            let blocking = measured.first { $0.hazard.name == .rejectsRows && ($0.number ?? 0) > 0 }
            let rows: BlockingRows? =
                if let blocking {
                    try await BlockingRows.find(blocking, expected[blocking.hazard.subject], in: live, connection)
                } else { nil }
            let differences = difference.differences.filter { $0.change != .added }
            let sentences = differences.prefix(Self.named).map(\.sentence)
            let others = differences.count > sentences.count ? ", and \(differences.count - sentences.count) more" : ""
            let words = sentences.joined(separator: ", ") + others
            return Fault(
                .drift, differences.map { "\($0.kind) \($0.name)" }.joined(separator: ", "),
                "By hand, outside of any migration, \(words); the database gets back what its migrations say.",
                statements: plan.steps.map(\.statement), blockingRows: rows, hazards: measured,
                advice: blocking == nil
                    ? "To keep the change, bring it into the specification first."
                    : "Change the rows that are in the way.",
                mend: blocking == nil ? .run(plan.mendSteps) : .nothing)
        }
    }

    private func adopting(_ version: String?) async throws -> Fault? {
        guard !difference.unexpected.isEmpty else { return nil }
        let there = try SchemaPlan.ordered(from: expected, to: merged, isOnline: false)
        let back = try SchemaPlan.ordered(from: merged, to: expected, isOnline: false)
        let names = difference.unexpected.map(\.id.description).joined(separator: ", ")
        let count = difference.unexpected.count
        let begin =
            count == 1
            ? "The \(names) was added by hand, outside of any migration"
            : "\(count) things were added by hand, outside of any migration: \(names)"
        guard let version else {
            return Fault(
                .changedByHand, names, "\(begin).", statements: back.steps.map(\.statement),
                advice: "The statements take it away again, with what it holds; or bring it into the specification.")
        }
        let migration = Migration(
            version: version, name: "changes_by_hand",
            up: "-- What somebody added by hand; the database where that happened counts this as applied.\n"
                + MigrationText(there, 0, isOutside: false).up(),
            down: MigrationText(back, 0, isOutside: false).down([]), layout: layout)
        return Fault(
            .changedByHand, names,
            "\(begin); that is written into \(migration.upPath) for review, which this database counts as applied.",
            statements: there.steps.map(\.statement),
            advice: "What the specification doesn't have goes again with the next 'berry db push', which shows what is "
                + "lost by that.",
            mend: .adopt(migration))
    }
}
