import DatabaseTesting
import Linting
import Migrations
import Postgres
import Specification
import Testing

/// What berry makes of every specification is clean, whatever the database was before.
@Suite struct GeneratedSchemaTests {
    @Test(arguments: [
        "todo", "blog", "everything", "hostile", "rules", "paths", "parents", "shares", "teams", "limits", "staff",
        "invitations",
    ])
    func onlyWhatIsIntendedIsFound(example: String) async throws {
        for world in World.allCases {
            let migration = try Example(example, target: world.target).migration
            let findings = try await withDatabase(world) { connection in
                try await connection.execute(migration.up)
                return try await LintReport(connection).findings
            }
            let unintended = findings.filter { !Self.intended.contains($0.lint.name) }
            #expect(unintended.map { "\($0.lint.name): \($0.detail)" } == [], "\(world)")
        }
    }

    /// These specifications try everything that the language can say: tables that anybody may write to, addresses that
    /// are unique for all, enums as types of their own, keys that `fields` names, names of 63 bytes, functions that
    /// take a token.
    static let intended: Set = [
        "rls_policy_always_true", "unique_key_across_tenants", "index_behind_policy", "key_column_updatable",
        "sensitive_columns_exposed", "truncated_name", "authenticated_security_definer_function_executable",
    ]
}
