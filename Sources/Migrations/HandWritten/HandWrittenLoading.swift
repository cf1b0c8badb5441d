internal import Catalog
internal import CatalogReader
internal import Diagnostics
internal import Postgres
internal import SchemaDiff

/// Finds an order in which hand-written statements run behind the generated schema.
struct HandWrittenLoading {
    let connection: Connection
    let statements: [HandWrittenSQL.Statement]
    /// How long one of them may run, in seconds.
    let statementTimeout: Int

    /// Runs them again and again, each in a savepoint, until all have run or none of the rest can.
    ///
    /// - Throws: `DiagnosticsError` with what PostgreSQL says of each statement that can't run, or of one that changes
    ///   what berry generates.
    func run() async throws -> DescribedSchema {
        let generated = try await CatalogReader.read(connection)
        guard !statements.isEmpty else { return DescribedSchema(generated) }
        let limits = StatementLimits(statement: "\(statementTimeout)s", lock: StatementLimits.rehearsal.lock)
        let ordered = try await connection.migrating(limits) { connection in
            var (waiting, ordered) = (statements, [HandWrittenSQL.Statement]())
            var refusals: [Diagnostic] = []
            while !waiting.isEmpty {
                refusals = []
                var left: [HandWrittenSQL.Statement] = []
                for statement in waiting {
                    if let refusal = try await Self.run(statement, connection) {
                        left.append(statement)
                        refusals.append(refusal)
                    } else {
                        ordered.append(statement)
                    }
                }
                guard left.count < waiting.count else { throw DiagnosticsError(refusals) }
                waiting = left
            }
            try refuseChanges(to: generated, in: try await CatalogReader.read(connection), by: ordered)
            return ordered
        }
        let whole = try await CatalogReader.read(connection)
        let reverse = try SchemaPlan.ordered(from: whole, to: generated, isOnline: false)
        return DescribedSchema(
            whole, handWritten: ordered.map(\.text), reverse: reverse.steps.map(\.statement))
    }

    private static func run(
        _ statement: HandWrittenSQL.Statement, _ connection: isolated Connection
    ) async throws -> Diagnostic? {
        do {
            _ = try await connection.transaction { try await $0.execute(statement.text) }
            return nil
        } catch let error as PostgresError where error.serverMessage != nil {
            return Diagnostic(
                error, code: "sql-refused", subject: "PostgreSQL refuses the statement",
                at: statement.location(of: error), fix: "change the statement; it runs behind what berry generates")
        }
    }

    /// What berry generates comes from the specification alone.
    private func refuseChanges(
        to generated: Catalog, in found: Catalog, by ordered: [HandWrittenSQL.Statement]
    ) throws(DiagnosticsError) {
        let changes = Self.changes(to: generated, in: found)
        guard !changes.isEmpty else { return }
        let culprit = ordered.last { statement in changes.contains { statement.mentions($0) } }
        throw DiagnosticsError(
            changes.prefix(10).map { id in
                Diagnostic(
                    .error, "sql-changes-schema", "a statement changes the \(id), which berry generates",
                    at: culprit?.location(),
                    fix:
                        "say it in the specification, or put it into a migration of its own: 'berry migration new NAME'"
                )
            })
    }

    /// Generated things that are gone or otherwise, and new parts of generated tables that programs would have to know.
    private static func changes(to generated: Catalog, in found: Catalog) -> [Fact.ID] {
        let difference = CatalogDifference(expected: generated, found: found)
        let parts: Set<Fact.Kind> = [.column, .defaultValue, .inheritance, .replicaIdentity]
        let added = difference.unexpected.filter { fact in
            parts.contains(fact.kind) && fact.parent.map { generated[$0] != nil } ?? false
        }
        return (difference.missing + difference.changed.map(\.expected) + added).map(\.id)
    }
}

extension HandWrittenSQL.Statement {
    /// Whether it has a word of the thing's name. Good enough to point at the statement that somebody should look at.
    fileprivate func mentions(_ id: Fact.ID) -> Bool {
        id.name.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
            .contains { $0 != "public" && $0 != "on" && text.contains($0) }
    }
}
