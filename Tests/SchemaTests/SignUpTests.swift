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

    /// Each text would fit into an entry of an index by itself.
    @Test func everybodyCanWhoseTextsAreTooLongForAnIndexTogether() async throws {
        let specification = #"""
            {"berry": 1, "name": "people", "target": "postgres", "entities": [
              {"name": "User", "access": [],
               "indexes": [{"fields": ["city", "street"]}, {"fields": ["note"], "include": ["more"]}, {"fields": ["tag", "team"]}],
               "fields": [
                {"name": "city", "type": "text", "required": true, "maxLength": 400, "from": "metadata.city"},
                {"name": "street", "type": "text", "maxLength": 400, "from": "metadata.street"},
                {"name": "note", "type": "text", "maxLength": 400, "from": "metadata.note"},
                {"name": "more", "type": "text", "maxLength": 400, "from": "metadata.more"},
                {"name": "tag", "type": "text", "maxLength": 250, "from": "metadata.tag"},
                {"name": "team", "type": "text", "maxLength": 250, "from": "metadata.team"}]}]}
            """#
        let example = try Example(json: specification, target: .postgres)
        try await withDatabase(.plain) { connection in
            try await connection.execute(example.migration.up)
            // Characters of four bytes that don't repeat, so that nothing is saved by compressing them.
            try await connection.execute(
                """
                with metadata as (
                  select key, string_agg(chr(65536 + ('x' || left(md5(key || i), 4))::bit(16)::integer), '') as value
                  from unnest(array['city', 'street', 'note', 'more', 'tag', 'team']) as key, generate_series(1, 400) as i
                  group by key)
                insert into auth.users (id, raw_user_meta_data)
                select '00000000-0000-4000-8000-000000000001', jsonb_object_agg(key, value) from metadata
                """)
            let row = try await connection.query(
                """
                select array[char_length(city), coalesce(char_length(street), -1), coalesce(char_length(note), -1),
                  coalesce(char_length(more), -1), char_length(tag), char_length(team)]::text[] from public.users
                """
            ).one
            #expect(try row.texts(0) == ["0", "-1", "-1", "-1", "250", "250"])
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
