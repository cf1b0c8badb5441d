internal import Diagnostics
internal import Postgres
internal import Schema
internal import Specification

/// What a database has of the platform that the schema of a target counts on.
struct DatabasePlatform {
    /// Who owns the schema `auth`; nil where there is none.
    var accountsOwner: String?
    /// API roles that the server doesn't have.
    var missingRoles: [String]
    /// The connection's role.
    var role: String
    var mayCreateRoles: Bool

    static func read(_ connection: Connection) async throws -> DatabasePlatform {
        let row = try await connection.query(
            """
            select (select o.rolname from pg_catalog.pg_namespace as n
                join pg_catalog.pg_roles as o on o.oid = n.nspowner where n.nspname = 'auth') as owner,
              array(select r.name from unnest($1::text[]) with ordinality as r (name, position)
                where not exists (select from pg_catalog.pg_roles as o where o.rolname = r.name)
                order by r.position) as missing,
              rolname, rolsuper, rolcreaterole, rolbypassrls
            from pg_catalog.pg_roles where rolname = current_user
            """, [Parameter(array: APIRole.all)]
        ).one
        let missing = try row.texts("missing")
        // From version 16 on, a role gives away BYPASSRLS when it has it; before, only superusers do (PostgreSQL
        // manual, "CREATE ROLE").
        let mayBypass = try await connection.serverVersion >= 160_000 && row.bool("rolbypassrls")
        let mayCreate = try row.bool("rolcreaterole") && (mayBypass || !missing.contains(APIRole.service))
        return DatabasePlatform(
            accountsOwner: try row.optionalText("owner"), missingRoles: missing, role: try row.text("rolname"),
            mayCreateRoles: try row.bool("rolsuper") || mayCreate)
    }

    /// Why a schema for `target` can't be made here.
    func obstacle(to target: Target) -> Diagnostic? {
        switch (target, accountsOwner) {
        case (.supabase, let owner):
            let lacks = (owner == nil ? ["the schema auth"] : []) + missingRoles.map { "the role \($0)" }
            guard !lacks.isEmpty else { return nil }
            return Diagnostic(
                .error, "target-mismatch",
                "the specification is for Supabase, but this database isn't a Supabase project's",
                notes: lacks.map { .init("it lacks \($0)") },
                fix: #"write "target": "postgres" in the specification, or name a Supabase project's database"#)
        case (.postgres, let owner?):
            let isSupabase = owner.hasPrefix("supabase_")
            return Diagnostic(
                .error, "target-mismatch",
                "the specification is for plain PostgreSQL, but this database "
                    + (isSupabase ? "is a Supabase project's" : "has a schema auth already"),
                notes: [.init("its schema auth belongs to \(owner)")],
                fix: (isSupabase ? #"write "target": "supabase" in the specification, or "# : "")
                    + "use an empty database")
        case (.postgres, nil):
            guard !missingRoles.isEmpty, !mayCreateRoles else { return nil }
            let statements = missingRoles.map { Platform.creation(of: $0) }.joined(separator: " ")
            return Diagnostic(
                .error, "missing-roles",
                "this server lacks roles of the API (\(missingRoles.joined(separator: ", "))), and the role '\(role)' may "
                    + "not create them",
                fix: "let an administrator of the server run: \(statements)")
        }
    }
}
