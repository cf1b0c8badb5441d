public import Postgres

/// A line of a database's history: a migration that was applied or taken back, with when and by whom.
public struct LedgerEntry: Codable, Hashable, Sendable {
    public var version: String
    public var name: String
    /// SHA-256 of the file that is applied.
    public var digest: String
    /// What was done; nil for one that is half way, forwards or back.
    public var action: LedgerAction?
    public var appliedBy: String
    /// In UTC: `2026-01-31 23:59:59`.
    public var appliedAt: String
    public var milliseconds: Int
    /// Whether it came to its end.
    public var isFinished: Bool

    /// In the order in which things were done, and last what is half way; nothing where the database has no ledger.
    public static func read(_ connection: Connection, _ settings: LedgerSettings) async throws -> [LedgerEntry] {
        guard try await Ledger.read(connection, settings) != nil else { return [] }
        let time = "'YYYY-MM-DD HH24:MI:SS'"
        let hasHistory = try await !connection.query(
            """
            select from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            where n.nspname = 'berry' and c.relname = 'history'
            """
        ).isEmpty
        // A ledger of an earlier version has no history yet.
        let done =
            hasHistory
            ? """
            select version, name, digest, action, done_by, to_char(done_at at time zone 'utc', \(time)), duration_ms
            from berry.history order by id
            """
            : """
            select version, name, digest, 'applied', applied_by, to_char(applied_at at time zone 'utc', \(time)),
              duration_ms
            from \(settings.ledger) where status = 'applied' order by version
            """
        let unfinished = """
            select version, name, digest, null, applied_by, to_char(applied_at at time zone 'utc', \(time)), duration_ms
            from \(settings.ledger) where status <> 'applied' order by version
            """
        let rows = try await [connection.query(done), connection.query(unfinished)]
        return try rows.joined().map { row in
            let action = try row.optionalText(3)
            return LedgerEntry(
                version: try row.text(0), name: try row.text(1), digest: try row.text(2),
                action: action.flatMap(LedgerAction.init(rawValue:)), appliedBy: try row.text(4),
                appliedAt: try row.text(5), milliseconds: try row.int(6), isFinished: action != nil)
        }
    }
}
