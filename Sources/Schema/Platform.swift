internal import SQL

/// What a hosted Supabase project has at birth and generated SQL refers to, for plain PostgreSQL: the API roles, the
/// schema `auth` with its accounts, and the functions that read the caller's token.
///
/// The functions read the settings that PostgREST makes for each request, `request.jwt.claims` and the older
/// `request.jwt.claim.*`, in the order in which Supabase's own do: a policy that was proved on one target holds on the
/// other. Source: PostgREST's documentation, "Transactions"; Supabase's `auth` schema.
public enum Platform {
    /// The statement that makes an API role.
    public static func creation(of role: String) -> String {
        "create role \(role) nologin\(role == APIRole.service ? " bypassrls" : "");"
    }

    static let statements: [Statement] =
        [.block(roles), .createSchema("auth")] + [
            .createTable(accounts),
            .comment(.table(SchemaBuilder.accounts), "The accounts. An identity provider writes them."),
            .enableRowSecurity(SchemaBuilder.accounts),
            .revoke(privileges: ["all"], on: .table(SchemaBuilder.accounts), from: APIRole.everybody),
        ] + functions + [
            .grant(privileges: [Privilege("usage")], on: .schema("auth"), to: APIRole.all),
            .grant(privileges: [Privilege("usage")], on: .schema("public"), to: APIRole.all),
        ]

    /// Roles belong to the whole cluster, so another database may have made them.
    public static let roles: String = {
        let creations = APIRole.all.map { role in
            """
              if not exists (select from pg_roles where rolname = '\(role)') then
                \(creation(of: role))
              end if;

            """
        }
        return "do $$\nbegin\n\(creations.joined())end\n$$;"
    }()

    private static let accounts: CreateTable = {
        var table = CreateTable(SchemaBuilder.accounts)
        table.columns = [
            .init("id", "uuid", notNull: true, default: .function("gen_random_uuid")),
            .init("email", "text"),
            .init("phone", "text"),
            .init("raw_app_meta_data", "jsonb", notNull: true, default: .string("{}")),
            .init("raw_user_meta_data", "jsonb", notNull: true, default: .string("{}")),
            .init("is_anonymous", "boolean", notNull: true, default: .boolean(false)),
            .init("created_at", "timestamptz", notNull: true, default: .function("now")),
            .init("updated_at", "timestamptz", notNull: true, default: .function("now")),
        ]
        table.constraints = [
            .init("users_pkey", .primaryKey(["id"])),
            .init("users_email_key", .unique(["email"])),
        ]
        return table
    }()

    private static let functions: [Statement] =
        function(
            "jwt", "jsonb", first("request.jwt.claim", setting("request.jwt.claims")) + "::jsonb",
            "The caller's claims; null without any.")
        + function(
            "uid", "uuid", claim("sub") + "::uuid",
            "The caller's account; null without one.")
        + function(
            "role", "text", claim("role"),
            "The caller's API role.")
        + function(
            "email", "text", claim("email"),
            "The caller's e-mail address.")

    private static func function(_ name: String, _ type: String, _ value: String, _ comment: String) -> [Statement] {
        let function = CreateFunction(
            .init("auth", name), returns: type, language: "sql", volatility: "stable", body: "  select \(value)")
        return [.createFunction(function), .comment(.function(function.signature), comment)]
    }

    private static func setting(_ name: String) -> String { "nullif(current_setting('\(name)', true), '')" }

    /// The claim's own setting, or else its place among all claims.
    private static func claim(_ name: String) -> String {
        first("request.jwt.claim.\(name)", "\(setting("request.jwt.claims"))::jsonb ->> '\(name)'")
    }

    private static func first(_ name: String, _ other: String) -> String {
        "coalesce(\n    \(setting(name)),\n    \(other))"
    }
}
