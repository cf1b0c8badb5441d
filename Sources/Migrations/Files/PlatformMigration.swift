internal import SQL
internal import Schema

extension Migration {
    static let platformName = "api_roles_and_accounts"

    /// Whether it makes what Supabase brings and plain PostgreSQL lacks.
    public var isPlatform: Bool { name == Self.platformName }

    /// For a database that another tool built on plain PostgreSQL: no comparison of schemas tells that the platform
    /// is missing, which isn't the project's own.
    static func platform(version: String, _ statements: [Statement]) -> Migration {
        Migration(
            version: version, name: platformName,
            up: """
                -- What Supabase brings and plain PostgreSQL lacks: the API roles, the accounts, the caller's claims.
                -- Locks nothing that exists. Runs in one transaction.


                """ + statements.script,
            down: """
                -- Takes the accounts away again, with every row; the roles stay, because the whole server shares them.


                """ + reverse(ofPlatform: statements).script)
    }

    /// Every object of the platform, the last first; not the roles.
    static func reverse(ofPlatform statements: [Statement]) -> [Statement] {
        statements.reversed().compactMap { statement in
            switch statement {
            case .createFunction(let function): .dropFunction(function.signature, withTriggers: false)
            case .createTable(let table): .dropTable(table.name)
            case .createSchema(let name): .dropSchema(name)
            case .grant(let privileges, .schema("public"), let roles):
                .revoke(privileges: privileges.map(\.name), on: .schema("public"), from: roles)
            default: nil
            }
        }
    }
}
