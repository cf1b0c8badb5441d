internal import Catalog
internal import Postgres
internal import SchemaDiff

/// Constraints that hold for new rows only, where the migrations say that they hold for all.
struct UnvalidatedConstraints {
    let live: Catalog
    let connection: Connection

    /// The facts of `difference` that are about nothing else.
    static func changes(in difference: CatalogDifference) -> [CatalogDifference.Change] {
        difference.changed.filter {
            ($0.expected.kind == .constraint || $0.expected.kind == .domainConstraint)
                && $0.expected.differences(from: $0.found) == [.validated] && $0.found[.validated] == nil
        }
    }

    func fault(of change: CatalogDifference.Change) async throws -> Fault {
        let constraint = change.expected
        let plan = try SchemaPlan.ordered(from: live, to: live.replacing([constraint]))
        let measured = try await MeasuredHazard.measure(plan.hazards, connection)
        let name = "\(constraint[.column] ?? constraint.name) of \(constraint[.table] ?? "")"
        let begin = "The constraint \(name) holds only for rows that were written since it was added"
        let blocking = measured.first { $0.hazard.name == .rejectsRows && $0.isReal }
        guard let blocking else {
            return Fault(
                .unvalidatedConstraint, constraint.name, "\(begin); every row passes it, so it is validated.",
                statements: plan.steps.map(\.statement), mend: .run(plan.mendSteps))
        }
        let rows = try await BlockingRows.find(blocking, constraint, in: live, connection)
        let number = blocking.number.flatMap { number in blocking.hazard.question.map { $0.answer(number) } }
        return Fault(
            .unvalidatedConstraint, constraint.name,
            "\(begin), and \(number ?? "some rows") that \(blocking.number == 1 ? "was" : "were") there before "
                + "\(blocking.number == 1 ? "doesn't" : "don't") pass it.",
            statements: (rows.map { [$0.conversion] } ?? []) + plan.steps.map(\.statement), blockingRows: rows,
            advice: "Change these rows so that they pass, and run the command again.")
    }
}
