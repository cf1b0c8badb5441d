internal import Diagnostics
internal import Naming
internal import Postgres
internal import SQL
internal import Specification

/// Takes the rows of all files into their tables, inside the caller's transaction.
struct SeedRun: Sendable {
    private let batches: [SeedBatch]
    private let order: LoadOrder
    private let foreignKeys: [SeedCatalog.ForeignKey]

    init(_ batches: [SeedBatch], _ foreignKeys: [SeedCatalog.ForeignKey]) {
        self.batches = batches.filter { !$0.rows.isEmpty }
        self.foreignKeys = foreignKeys
        order = LoadOrder(self.batches, foreignKeys)
    }

    func load(_ connection: isolated Connection) async throws -> [SeedReport.Table] {
        try await lock(connection)
        var present: [Int] = []
        for batch in batches { present.append(try await stage(batch, connection)) }
        for index in order.order { try await fill(index, connection) }
        for index in order.order { try await close(index, connection) }
        for batch in batches { try await moveSequences(of: batch, connection) }
        return order.order.map { index in
            .init(
                name: batches[index].table.name, inserted: batches[index].rows.count - present[index],
                present: present[index])
        }
    }

    /// Keeps other writers out, so that what is there and what isn't stays so; in one order, so that two loads wait
    /// for each other instead of for ever.
    private func lock(_ connection: isolated Connection) async throws(PostgresError) {
        let names = batches.map(\.table.name.sql).sorted()
        guard !names.isEmpty else { return }
        try await connection.execute(
            "lock table \(names.joined(separator: ", ")) in share row exclusive mode")
    }

    // MARK: Staging

    /// Copies the rows into a temporary table, and returns how many of them are there already.
    private func stage(_ batch: SeedBatch, _ connection: isolated Connection) async throws -> Int {
        try await connection.execute(batch.createStage)
        for (number, shape) in batch.shapes.enumerated() {
            var bytes: [UInt8] = []
            for index in shape.rows {
                CopyText.append(String(index), to: &bytes)
                bytes.append(UInt8(ascii: "\t"))
                CopyText.append(String(number), to: &bytes)
                let values = Dictionary(
                    batch.rows[index].members.map { ($0.key, $0.value) },
                    uniquingKeysWith: { first, _ in first })
                for column in shape.columns {
                    bytes.append(UInt8(ascii: "\t"))
                    CopyText.append(
                        values[column.name].flatMap { CopyText.field($0, of: column.valueType) }, to: &bytes)
                }
                bytes.append(UInt8(ascii: "\n"))
            }
            let columns = ["row", "shape"] + shape.columns.map { batch.staged($0.name) }
            do throws(PostgresError) {
                try await connection.copyIn(
                    "copy \(batch.stage) (\(columns.joined(separator: ", "))) from stdin", bytes: bytes)
            } catch {
                guard let message = error.serverMessage else { throw error }
                throw DiagnosticsError(RefusedValue(message, batch, shape.rows).diagnostic)
            }
        }
        try await refuseDuplicates(in: batch, connection)
        return try await connection.execute(
            "update \(batch.stage) s set present = true from \(batch.table.name.sql) t where "
                + batch.keyMatch("t", "s")
        ).affected
    }

    private func refuseDuplicates(in batch: SeedBatch, _ connection: isolated Connection) async throws {
        let keys = batch.table.key.map { batch.staged($0) }.joined(separator: ", ")
        let rows = try await connection.query(
            "select min(row) as first, max(row) as last from \(batch.stage) group by \(keys) having count(*) > 1 "
                + "order by 2 limit 20")
        var diagnostics = Diagnostics()
        for row in rows {
            let (first, last) = (batch.rows[try row.int("first")], batch.rows[try row.int("last")])
            diagnostics.error(
                "seed-duplicate", "another row of '\(batch.table.name.label)' has this primary key",
                at: last.location(of: batch.table.key.first),
                notes: [.init("it is here", at: first.location(of: batch.table.key.first))])
        }
        try diagnostics.throwIfErrors()
    }

    // MARK: Filling

    private func postponed(_ index: Int) -> Set<String> {
        let table = batches[index].table
        return Set((order.closing[index] ?? []).flatMap(\.columns)).filter {
            table.column(named: $0)?.isNullable == true
        }
    }

    private func fill(_ index: Int, _ connection: isolated Connection) async throws {
        let batch = batches[index]
        let postponed = postponed(index)
        // Rows that appeared since the files were staged are the work of triggers.
        let made = try await connection.execute(
            "select from \(batch.stage) s join \(batch.table.name.sql) t on \(batch.keyMatch("t", "s"))\n"
                + "where not s.present limit 1")
        if !made.isEmpty {
            for (number, shape) in batch.shapes.enumerated() {
                let columns = shape.columns.filter {
                    !batch.table.key.contains($0.name) && !postponed.contains($0.name)
                }
                guard !columns.isEmpty else { continue }
                try await attempt(batch, batch.update(columns, "s.shape = \(number)"), postponed, connection)
            }
        }
        try await attempt(batch, batch.insert(postponing: postponed), postponed, connection)
    }

    /// Sets the references that had to wait for their targets.
    private func close(_ index: Int, _ connection: isolated Connection) async throws {
        let batch = batches[index]
        let columns = batch.columns.filter { postponed(index).contains($0.name) }
        guard !columns.isEmpty else { return }
        let isStated = columns.map { "s.\(batch.staged($0.name)) is not null" }.joined(separator: " or ")
        try await attempt(batch, batch.update(columns, "(\(isStated))"), [], connection)
    }

    /// Runs a statement, and when the server refuses it, finds out which row is to blame.
    private func attempt(
        _ batch: SeedBatch, _ sql: String, _ postponed: Set<String>, _ connection: isolated Connection
    ) async throws {
        do {
            try await connection.transaction { connection in _ = try await connection.execute(sql) }
        } catch let error as PostgresError {
            guard let message = error.serverMessage else { throw error }
            let search = RefusedRow(message, batch, postponed, foreignKeys)
            throw DiagnosticsError(try await search.diagnostic(connection))
        }
    }

    /// Numbers that the files state must not be given out again.
    private func moveSequences(of batch: SeedBatch, _ connection: isolated Connection)
        async throws(PostgresError)
    {
        for column in batch.columns {
            guard let sequence = column.sequence else { continue }
            let name = quotedIdentifier(column.name)
            try await connection.execute(
                """
                select setval(\(quotedLiteral(sequence))::regclass, t.highest)
                from (select max(\(name)) as highest from \(batch.table.name.sql)) t, \(sequence) s
                where t.highest > s.last_value or t.highest = s.last_value and not s.is_called
                """)
        }
    }
}
