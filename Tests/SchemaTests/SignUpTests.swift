import DatabaseTesting
import Migrations
import Postgres
import SQL
import Schema
import Specification
import Testing

/// Nobody is kept from signing up by what the profile asks for.
@Suite struct SignUpTests {
    private static let specification = #"""
        {"berry": 1, "name": "people", "target": "supabase", "entities": [
          {"name": "User", "access": [], "checks": [{"sql": "motto <> 'nothing'"}], "fields": [
            {"name": "email", "type": "email", "unique": true, "from": "auth.email"},
            {"name": "phone", "type": "phone", "from": "auth.phone"},
            {"name": "name", "type": "text", "required": true, "maxLength": 5, "from": "metadata.name"},
            {"name": "nick", "type": "text", "unique": true, "minLength": 3, "from": "metadata.nick"},
            {"name": "site", "type": "url", "required": true, "default": "https://example.org", "from": "metadata.site"},
            {"name": "motto", "type": "text", "required": true, "from": "metadata.motto"},
            {"name": "handle", "type": "text", "unique": true, "from": "metadata.handle"}]}]}
        """#

    private static let columns = "email, phone, name, nick, site, motto, handle"

    /// A sign-up, and the profile that it leaves.
    private static let signUps: [(what: String, columns: String, values: String, profile: [String?])] = [
        (
            "everything", "email, phone, raw_user_meta_data",
            #"'Ada@example.com', '15551234567', '{"name": "Ada", "nick": "ada", "site": "https://a.example", "motto": "On."}'"#,
            ["ada@example.com", "15551234567", "Ada", "ada", "https://a.example", "On.", nil]
        ),
        (
            "the same metadata", "email, raw_user_meta_data",
            #"'bob@example.com', '{"name": "Ada", "nick": "ada", "site": "https://a.example"}'"#,
            [nil, nil, "Ada", nil, "https://example.org", "", nil]
        ),
        ("by phone", "phone", "'15557654321'", [nil, "15557654321", "", nil, "https://example.org", "", nil]),
        (
            "anonymously", "is_anonymous, raw_user_meta_data", "true, '{}'",
            [nil, nil, "", nil, "https://example.org", "", nil]
        ),
        (
            "without metadata", "is_anonymous, raw_user_meta_data", "true, 'null'",
            [nil, nil, "", nil, "https://example.org", "", nil]
        ),
        (
            "a name that is too long, a nick that is too short", "raw_user_meta_data",
            #"'{"name": "Adelheid", "nick": "a"}'"#, [nil, nil, "Adelh", nil, "https://example.org", "", nil]
        ),
        (
            "no address of a site", "raw_user_meta_data", #"'{"name": "Eve", "site": "javascript:1"}'"#,
            [nil, nil, "Eve", nil, "https://example.org", "", nil]
        ),
        (
            "against a check", "raw_user_meta_data", #"'{"name": "Fay", "motto": "nothing"}'"#,
            [nil, nil, "Fay", nil, "https://example.org", "", nil]
        ),
        (
            "too long for an index", "raw_user_meta_data",
            "jsonb_build_object('handle', (select string_agg(md5(i::text), '') from generate_series(1, 1000) as i))",
            [nil, nil, "", nil, "https://example.org", "", nil]
        ),
    ]

    @Test(arguments: [World.plain, .supabaseExplicit])
    func everybodyCan(world: World) async throws {
        let example = try Example(json: Self.specification, target: world == .plain ? .postgres : .supabase)
        try await withDatabase(world) { connection in
            try await connection.execute(example.migration.up)
            for (number, signUp) in Self.signUps.enumerated() {
                let id = "00000000-0000-4000-8000-00000000000\(number)"
                try await connection.execute(
                    "insert into auth.users (id, \(signUp.columns)) values ('\(id)', \(signUp.values))")
                let row = try await connection.query(
                    "select \(Self.columns) from public.users where id = $1", [Parameter(id)]
                ).one
                let profile = try (0..<signUp.profile.count).map { try row.optionalText($0) }
                #expect(profile == signUp.profile, "\(signUp.what)")
            }
        }
    }

    /// A profile that takes whatever comes needs no second attempt.
    @Test func isShortWhereNothingCanBeRefused() throws {
        let specification = #"""
            {"berry": 1, "name": "people", "target": "supabase", "entities": [{"name": "User", "access": [], "fields": [
              {"name": "name", "type": "text", "required": true, "maxLength": 80, "from": "metadata.name"}]}]}
            """#
        let bodies = try Example(json: specification).schema.statements.compactMap { statement -> String? in
            guard case .createFunction(let function) = statement, function.isSecurityDefiner else { return nil }
            return function.body
        }
        #expect(
            bodies == [
                """
                begin
                  insert into public.users (id, name)
                  values (new.id, coalesce(left(new.raw_user_meta_data ->> 'name', 80), ''));
                  return new;
                end
                """
            ])
    }
}
