import Diagnostics
import DomainModel
import SQL
import Seeding
import Testing

/// Every type of text with every length that it may have: PostgreSQL accepts the seeds, and there are some.
@Suite struct TextLengthTests {
    private static let lengths: [(type: String, keys: [String])] = [
        ("email", [5, 6, 7, 12, 40].map { "\"maxLength\": \($0)" }),
        ("url", [8, 9, 10, 15, 30].map { "\"maxLength\": \($0)" }),
        ("slug", pairs),
        ("text", pairs + [#""minLength": 0, "maxLength": 0"#]),
        ("text", pairs.map { $0 + #", "pattern": "^[a-z0-9]+$""# }),
        ("text", pairs.map { $0 + #", "pattern": "^([a-z]{2,4}-)*[a-z]+$""# }),
        ("phone", [""]), ("color", [""]), ("timeZone", [""]),
    ]

    private static let pairs = [
        (1, 1), (2, 2), (3, 3), (1, 2), (2, 9), (9, 9), (10, 11), (40, 40), (300, nil), (nil, 3),
    ]
    .map { (least: Int?, most: Int?) in
        [least.map { "\"minLength\": \($0)" }, most.map { "\"maxLength\": \($0)" }].compactMap(\.self)
            .joined(separator: ", ")
    }

    @Test func seedsOfEveryLengthLoad() async throws {
        var entities: [String] = []
        for (type, keys) in Self.lengths {
            for (key, isUnique) in keys.flatMap({ [($0, true), ($0, false)] }) {
                let bounds = key.isEmpty ? "" : ", " + key
                entities.append(
                    """
                    {"name": "T\(entities.count)", "fields": [
                      {"name": "value", "type": "\(type)", "required": true, "unique": \(isUnique)\(bounds)}]}
                    """)
            }
        }
        let application = try TestApplication(entities: entities.joined(separator: ",\n"))
        let seeds = application.seeds
        try await withDatabase(application) { connection in
            let found = try await problems(seeds.sources, connection)
            #expect(found == [])
        }
        for (table, entity) in zip(application.model.entities, entities) {
            let count = seeds.table(named: QualifiedName("public", table.table))?.rows.count ?? 0
            // The one empty text, and the few time zones, are no ten.
            let isUnique = entity.contains(#""unique": true"#)
            let expected = isUnique && entity.contains(": 0}") ? 1 : isUnique && entity.contains("Zone") ? 6 : 10
            #expect(count == expected, "\(entity)")
        }
    }

    /// What sign-up takes from an account's metadata is as long as it may be, too.
    @Test func profilesOfShortTextsLoad() async throws {
        let application = try TestApplication(
            entities: #"""
                {"name": "User", "fields": [
                  {"name": "handle", "type": "slug", "required": true, "unique": true, "minLength": 2, "maxLength": 2,
                   "from": "metadata.handle"},
                  {"name": "site", "type": "url", "maxLength": 9, "unique": true, "from": "metadata.site"},
                  {"name": "nick", "type": "text", "required": true, "maxLength": 3, "unique": true, "from": "metadata.nick"}]}
                """#)
        let seeds = application.seeds
        try await withDatabase(application) { connection in
            let found = try await problems(seeds.sources, connection)
            #expect(found == [])
        }
        #expect(seeds.rows("users").count >= 3)
        #expect(seeds.diagnostics == [])
    }

    /// Two fields that are read from one thing get a value that suits both.
    @Test(arguments: [
        #"{"name": "handle", "type": "slug", "required": true, "from": "metadata.name"}, "#
            + #"{"name": "name", "type": "text", "required": true, "from": "metadata.name"}"#,
        #"{"name": "tint", "type": "color", "required": true, "from": "metadata.x"}, "#
            + #"{"name": "label", "type": "text", "from": "metadata.x"}"#,
        #"{"name": "long", "type": "text", "required": true, "minLength": 30, "from": "metadata.x"}, "#
            + #"{"name": "short", "type": "text", "required": true, "maxLength": 8, "from": "metadata.x"}"#,
    ])
    func profilesThatShareAValueLoad(fields: String) async throws {
        let application = try TestApplication(entities: "{\"name\": \"User\", \"fields\": [\(fields)]}")
        let seeds = application.seeds
        try await withDatabase(application) { connection in
            let found = try await problems(seeds.sources, connection)
            #expect(found == [])
        }
        #expect(seeds.rows("users").count >= 3)
    }

    /// Examples are to be read, and an app's tests can make what is larger.
    @Test func writesNoMegabytes() throws {
        let seeds = try TestApplication(
            entities: #"""
                {"name": "A", "fields": [{"name": "a", "type": "text", "required": true, "minLength": 1000000}]},
                {"name": "B", "fields": [{"name": "b", "type": "slug", "minLength": 1000000}]}
                """#
        ).seeds
        #expect(seeds.rows("as").isEmpty)
        #expect(seeds.rows("bs").count == 10)
        #expect(seeds.diagnostics.map(\.code) == ["seed-check"])
    }
}
