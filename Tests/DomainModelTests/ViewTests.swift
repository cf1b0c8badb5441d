import DomainModel
import MarkedSources
import Specification
import Testing

/// Queries that are read like tables.
struct ViewTests {
    private static let entities = #"""
        {"name": "User", "access": [], "fields": [{"name": "email", "type": "email", "from": "auth.email"}]},
        {"name": "Place", "access": [], "fields": [
          {"name": "name", "type": "text", "required": true}, {"name": "tags", "type": "text", "list": true}],
         "relations": [{"name": "owner", "kind": "belongsTo", "entity": "User", "required": true}]}
        """#

    private static func views(_ text: String, roles: String = "") -> String {
        application(entities, head: #"\#(roles) "views": [\#(text)],"#)
    }

    @Test func followsColumnsToWhereTheyComeFrom() throws {
        let model = try model(
            Self.views(
                #"""
                {"name": "named_places", "key": ["id"], "sql": "with named as (select p.id, p.name from places p) select n.id, n.name, u.email, p2.owner_id as keeper, p2.tags, count(*) as total, coalesce(p2.name, '-')::varchar as label, exists (select 1) as any_at_all from named n join places p on p.id = n.id left join places as p2 on p2.id = n.id cross join users u group by 1, 2, 3, 4, 5, p2.name;"},
                {"name": "PlaceName", "sql": "select id, name from public.places union all select id, null::text from places"}
                """#))
        let view = try #require(model.views.first)
        #expect(view.sql.hasPrefix("with named as (select p.id, p.name from public.places p) select"))
        #expect(view.sql.contains("from named n join public.places p on"))
        #expect(view.name == "NamedPlace" && view.view == "named_places" && !view.sql.hasSuffix(";"))
        #expect(
            view.columns == [
                .init("id", .key(.entity("Place")), isRequired: true),
                .init("name", .attribute(.text, isList: false), isRequired: true),
                .init("email", .attribute(.email, isList: false), isRequired: false),
                .init("keeper", .key(.entity("User")), isRequired: false),
                .init("tags", .attribute(.text, isList: true), isRequired: false),
                .init("total", .attribute(.bigint, isList: false), isRequired: true),
                .init("label", .attribute(.text, isList: false), isRequired: true),
                .init("any_at_all", .attribute(.boolean, isList: false), isRequired: true),
            ])
        #expect(model.views[1].view == "place_name" && model.views[1].columns.map(\.isRequired) == [false, false])
    }

    @Test func ordersViewsByWhatTheyRead() throws {
        let model = try model(
            Self.views(
                #"""
                {"name": "second", "sql": "select name from first"}, {"name": "first", "sql": "select name from places"}
                """#))
        #expect(model.views.map(\.view) == ["first", "second"])
        #expect(model.views[1].columns == [.init("name", .attribute(.text, isList: false), isRequired: true)])
        #expect(model.views[1].views == ["first"])
    }

    @Test func refusesStatementsThatItCannotFollow() {
        expect(
            Self.views(
                #"""
                {"name": "a", "sql": "select 1️⃣* from places"}, {"name": "b", "sql": "select 2️⃣upper(name) from places"},
                {"name": "c", "sql": "select 3️⃣upper(name) as x from places"}, {"name": "d", "sql": "4️⃣delete from places"},
                {"name": "e", "sql": "5️⃣select name from"}, {"name": "f", "sql": "select name, 6️⃣name from places"},
                {"name": 7️⃣"places", "sql": "select name from places"},
                {"name": "h", "sql": "select name from places", "key": [8️⃣"nam"]},
                {"name": "i", "sql": 9️⃣"select name from i"}
                """#), .at(1, "view-statement", "'*'"), .at(2, "view-statement", "needs a name"),
            .at(3, "view-statement", "of which type", fix: "cast"), .at(4, "view-statement", "one SELECT"),
            .at(5, "view-statement", "one SELECT"), .at(6, "view-statement", "two columns"),
            .at(7, "duplicate-name", "'places'"), .at(8, "unknown-field", "'nam'", fix: "name"),
            .at(9, "view-statement", "itself"))
    }

    @Test func saysWhoMayReadWithItsOwnersRights() throws {
        expect(
            Self.views(
                #"""
                {"name": "a", "sql": "select name from places", 1️⃣"access": []},
                {"name": "b", "sql": "select name from places", "rights": 2️⃣"owner"},
                {"name": "c", "sql": "select name from places", "rights": "owner", "access": [
                  {"who": 3️⃣"owner", "can": ["read"]}, {"who": "anyone", "can": ["read", 4️⃣"update"]},
                  {"who": "anyone", "can": ["read"], 5️⃣"when": {"field": "name", "is": "x"}},
                  {"who": 6️⃣{"role": "cook"}, "can": ["read"]}, {7️⃣"require": {"mfa": true}}]}
                """#, roles: #""roles": ["chef"],"#), .at(1, "view-access"), .at(2, "view-access"),
            .at(3, "view-grant", "signedIn"), .at(4, "view-grant", "only read"), .at(5, "view-grant", "statement says"),
            .at(6, "unknown-role", "'cook'"), .at(7, "view-grant", "second factor"))
    }
}
