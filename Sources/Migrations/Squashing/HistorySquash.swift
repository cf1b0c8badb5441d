internal import Catalog
internal import Diagnostics
internal import LocalPostgres
public import SQL
internal import Schema
internal import SchemaDiff
public import Specification

/// Makes one migration of many: what a new database runs instead of them.
public struct HistorySquash: Sendable {
    /// Those that it stands for, in order.
    public var history: [Migration]
    public var target: Target
    /// What the target counts on and no catalog shows; nothing on Supabase.
    public var platform: [Statement]

    public init(_ history: [Migration], target: Target, platform: [Statement]) {
        self.history = history
        self.target = target
        self.platform = platform
    }

    /// The migration, and the tables into which the history puts rows, which it doesn't have.
    public struct Result: Sendable {
        public var migration: Migration
        public var filledTables: [String]
        /// `+3 tables, +1 policy`.
        public var summary: String
    }

    /// Has the version of the last one that it stands for, so that it comes before whatever came after that.
    ///
    /// - Throws: `DiagnosticsError` where what it makes isn't what the history made.
    public func migration(named name: String) async throws -> Result {
        let server = try await LocalServer.scratch()
        do {
            let result = try await migration(named: name, on: server)
            try await server.stop()
            return result
        } catch {
            try? await server.stop()
            throw error
        }
    }

    private func migration(named name: String, on server: LocalServer) async throws -> Result {
        let replayed = try await MigrationRehearsal(on: server, target: target)
        for migration in history { try await replayed.run(migration) }
        let made = try await replayed.catalog()
        let filled = try await replayed.filledTables()
        let needsPlatform = platform.isEmpty ? false : try await replayed.hasAccounts()
        await replayed.close()

        let version = history.last?.version ?? ""
        let first = history.first.map { "\($0.version)_\($0.name)" } ?? ""
        let rehearsal = BaselineRehearsal(
            server: server, target: target, beginning: needsPlatform ? platform.script : nil)
        var result = try await rehearsal.migration(to: made, version: version, name: name) { summary in
            [
                "The schema that \(history.count) migrations made, from \(first) on: \(summary).",
                "Databases that have run all of them are only marked; new ones run this.",
            ] + history.map { SquashedMigration($0).text }
        }
        guard result.difference.isEmpty else { throw Self.differs(result.difference) }
        result.migration.layout = history.last?.layout ?? .berry
        return Result(migration: result.migration, filledTables: filled, summary: result.summary)
    }

    private static func differs(_ difference: CatalogDifference) -> DiagnosticsError {
        let names = difference.differences.prefix(20).map { "the \($0.kind) \($0.name)" }
        return DiagnosticsError(
            Diagnostic(
                .error, "squash-differs", "one migration was rehearsed, and doesn't make what the many made",
                notes: names.map { .init("\($0) comes out otherwise") },
                fix: "keep the many, and report this: it is a mistake in berry"))
    }
}
