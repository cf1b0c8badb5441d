import Catalog
import CatalogReader
import Foundation
import LocalPostgres
import Postgres
import SystemPackage

/// One server for all tests; it ends with the process.
func testServer() async throws -> LocalServer { try await shared.value }

private let shared = Task { try await LocalServer.scratch() }

/// A database as `--database-url` names it.
struct TestDatabase: Sendable {
    let settings: ConnectionSettings
    let address: String

    /// A new database: like a fresh Supabase project, or an empty one.
    static func make(isSupabase: Bool = true) async throws -> TestDatabase {
        let server = try await testServer()
        let name = "d\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
        try await server.createDatabase(
            name, from: isSupabase ? .bootstrap(SupabasePlatform.bootstrap(.explicit)) : .empty)
        return TestDatabase(
            settings: server.connectionSettings(database: name),
            address: "postgresql://postgres@/\(name)?host=\(server.socketFolder)")
    }

    func connect() async throws -> Connection { try await Connection(settings) }
}

/// What a database holds: its catalog, its rows, and berry's ledger without times.
struct DatabaseSnapshot: Equatable {
    var catalog: Catalog
    /// Table → its rows as JSON, sorted.
    var rows: [String: [String]] = [:]

    init(_ connection: Connection, project: String?) async throws {
        catalog = try await CatalogReader.read(connection)
        let tables = try await connection.query(
            """
            select format('%I.%I', schemaname, tablename) from pg_tables
            where schemaname in ('public', 'private') or schemaname = 'auth' and tablename = 'users' order by 1
            """)
        for row in tables {
            let table = try row.text(0)
            // When the accounts were made is up to the platform's clock.
            let json = table == "auth.users" ? "to_jsonb(t) - '{created_at,updated_at}'::text[]" : "to_jsonb(t)"
            rows[table] = try await connection.query("select (\(json))::text from \(table) as t order by 1")
                .map { try $0.text(0) }
        }
        guard try await connection.query("select to_regclass('berry.project') is not null").one.bool(0) else { return }
        rows["ledger"] = try await connection.query(
            """
            select (case id::text when '\(project ?? "")' then 'ID' else id::text end) || ' ' || application
            from berry.project
            union all select version || ' ' || name || ' ' || digest from berry.migrations
            union all select environment from berry.seeds order by 1
            """
        ).map { try $0.text(0) }
    }
}
