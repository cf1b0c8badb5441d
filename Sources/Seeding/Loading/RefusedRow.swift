internal import Diagnostics
internal import Naming
internal import Postgres
internal import SQL

/// Finds the row for which the server refused a statement over many of them.
struct RefusedRow: Sendable {
    private let message: ServerMessage
    private let batch: SeedBatch
    private let postponed: Set<String>
    private let foreignKey: SeedCatalog.ForeignKey?

    private struct Undo: Error {}

    init(
        _ message: ServerMessage, _ batch: SeedBatch, _ postponed: Set<String>,
        _ foreignKeys: [SeedCatalog.ForeignKey]
    ) {
        self.message = message
        self.batch = batch
        self.postponed = postponed
        foreignKey = foreignKeys.first { $0.name == message.constraint && $0.table == batch.table.id }
    }

    func diagnostic(_ connection: isolated Connection) async throws -> Diagnostic {
        let position =
            if message.sqlState == "23503", let foreignKey {
                try await orphan(of: foreignKey, connection)
            } else {
                try await firstRefused(connection)
            }
        let row = position.flatMap { batch.rows.indices.contains($0) ? batch.rows[$0] : nil }
        return Diagnostic(
            "seed-refused", "\(row.map { "row \($0.number)" } ?? "a row") of '\(batch.table.name.label)' is refused",
            message, at: row?.location(of: message.column ?? foreignKey?.columns.first),
            fix: "change the row, or take it out of the file")
    }

    /// A row that refers to nothing, neither in the table nor among the rows that come with it.
    private func orphan(of key: SeedCatalog.ForeignKey, _ connection: isolated Connection) async throws
        -> Int?
    {
        let stated = Set(batch.columns.map(\.name))
        guard key.columns.allSatisfy(stated.contains) else { return nil }
        let columns = key.columns.map { "s.\(batch.staged($0))" }
        let target = try await connection.query(
            "select n.nspname::text as schema, c.relname::text as name from pg_class c "
                + "join pg_namespace n on n.oid = c.relnamespace where c.oid = \(key.target)"
        ).one
        let name = QualifiedName(try target.text("schema"), try target.text("name"))
        let match = zip(key.referenced, columns).map { "t.\(quotedIdentifier($0)) = \($1)" }
        var condition = columns.map { "\($0) is not null" }.joined(separator: " and ")
        condition += " and not exists (select from \(name.sql) t where \(match.joined(separator: " and ")))"
        if key.target == batch.table.id, key.referenced.allSatisfy(stated.contains) {
            let own = zip(key.referenced, columns).map { "o.\(batch.staged($0)) = \($1)" }
            condition +=
                " and not exists (select from \(batch.stage) o where \(own.joined(separator: " and ")))"
        }
        let rows = try await connection.query(
            "select s.row from \(batch.stage) s where not s.present and \(condition) order by s.row limit 1")
        return try rows.first?.int("row")
    }

    /// The last row of the shortest beginning that is refused in the same way: whichever row makes the difference.
    private func firstRefused(_ connection: isolated Connection) async throws -> Int? {
        var (accepted, refused) = (0, batch.rows.count)
        guard try await isRefused(before: refused, connection) else { return nil }
        while refused - accepted > 1 {
            let middle = (accepted + refused) / 2
            if try await isRefused(before: middle, connection) { refused = middle } else { accepted = middle }
        }
        return refused - 1
    }

    private func isRefused(before end: Int, _ connection: isolated Connection) async throws -> Bool {
        let sql = batch.insert(postponing: postponed, before: end)
        do {
            try await connection.transaction { connection in
                _ = try await connection.execute(sql)
                throw Undo()
            }
        } catch let error as PostgresError {
            guard let other = error.serverMessage else { throw error }
            return other.sqlState == message.sqlState && other.constraint == message.constraint
        } catch is Undo {}
        return false
    }
}
