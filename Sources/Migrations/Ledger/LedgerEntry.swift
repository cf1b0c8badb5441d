public import Postgres

/// A line of a database's ledger: a migration, with when and for whom it ran.
public struct LedgerEntry: Codable, Hashable, Sendable {
    public var version: String
    public var name: String
    /// SHA-256 of the file that was applied.
    public var digest: String
    public var appliedBy: String
    /// In UTC: `2026-01-31 23:59:59`.
    public var appliedAt: String
    public var milliseconds: Int
    /// Whether it came to its end.
    public var isFinished: Bool

    /// By version; nothing where the database has no ledger.
    public static func read(_ connection: Connection) async throws -> [LedgerEntry] {
        guard try await Ledger.read(connection) != nil else { return [] }
        return try await connection.query(
            """
            select version, name, digest, applied_by, to_char(applied_at at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS'),
              duration_ms, status = 'applied'
            from berry.migrations order by version
            """
        ).map {
            LedgerEntry(
                version: try $0.text(0), name: try $0.text(1), digest: try $0.text(2), appliedBy: try $0.text(3),
                appliedAt: try $0.text(4), milliseconds: try $0.int(5), isFinished: try $0.bool(6))
        }
    }
}
