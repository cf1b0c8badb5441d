internal import Diagnostics
internal import Postgres
public import SchemaDiff

/// A hazard, with what the live database says is at stake.
public struct MeasuredHazard: Sendable {
    public var hazard: Hazard
    /// What the hazard's question was answered with; nil when it has none, or got no answer.
    public var number: Int?
    /// Why there is no answer.
    public var problem: String?
    /// Whether the database doesn't have what it is about: a migration that comes before makes it.
    var isAbsent = false

    /// A table up to this size, in bytes, is written or read anew before anybody notices.
    var smallTable = LedgerSettings().smallTable << 20

    /// Whether anything is: a column without values loses none.
    public var isReal: Bool {
        if isAbsent { return false }
        guard let number, let question = hazard.question else { return true }
        switch (question.unit, hazard.name) {
        case (.count, .dataLoss), (.count, .rejectsRows), (.count, .changesRows): return number > 0
        case (.bytes, .rewrite), (.bytes, .longScan), (.bytes, .lock): return number > smallTable
        default: return true
        }
    }

    /// The sentence with its number: "The column todos.notes is dropped with its values: 12 values."
    public var text: String {
        if let number, let question = hazard.question { return "\(hazard.message) (\(question.answer(number)))" }
        return problem.map { "\(hazard.message) (it couldn't be counted: \($0))" } ?? hazard.message
    }

    /// Asks the database that `connection` leads to; it is only read.
    ///
    /// - Parameter tables: the tables that it has under other names than the hazards.
    static func measure(
        _ hazards: [Hazard], _ connection: Connection, _ settings: LedgerSettings = .init(),
        under tables: [RenamedTable] = []
    ) async throws -> [MeasuredHazard] {
        let smallTable = settings.smallTable << 20
        guard !hazards.isEmpty else { return [] }
        return try await connection.transaction { connection in
            try await connection.execute("\(Question.settings); set local statement_timeout = '60s'")
            var measured: [MeasuredHazard] = []
            for hazard in hazards {
                guard let question = hazard.question?.asked(under: tables) else {
                    measured.append(MeasuredHazard(hazard: hazard, smallTable: smallTable))
                    continue
                }
                do {
                    let number = try await connection.transaction { try await $0.query(question.sql).one.int(0) }
                    measured.append(MeasuredHazard(hazard: hazard, number: number, smallTable: smallTable))
                } catch let error as PostgresError where error.serverMessage != nil {
                    measured.append(
                        MeasuredHazard(
                            hazard: hazard, problem: error.serverMessage?.message,
                            isAbsent: error.isAboutSomethingAbsent))
                }
            }
            return measured
        }
    }
}
