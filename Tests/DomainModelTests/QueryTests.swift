import DomainModel
import MarkedSources
import Specification
import Testing

/// Typed SQL, as far as its text tells.
struct QueryTests {
    private static func querying(_ queries: String) -> String {
        application(
            entity("User", #""fields": [{"name": "email", "type": "email", "from": "auth.email"}]"#) + ","
                + entity(
                    "Place",
                    #"""
                    "softDelete": true,
                    "fields": [{"name": "name", "type": "text", "required": true},
                               {"name": "state", "type": "enum", "values": ["open", "shut"], "required": true}],
                    "relations": [{"name": "owner", "kind": "belongsTo", "entity": "User", "required": true}]
                    """#), head: #""queries": [\#(queries)],"#)
    }

    @Test func refusesWhatIsNoQuery() {
        expect(
            Self.querying(
                #"""
                {"name": "a", "sql": "select 1️⃣* from places"}, {"name": "b", "sql": "2️⃣delete from places"},
                {"name": "c", "sql": "select 1 as one where id = 3️⃣$1"},
                {"name": "d", "sql": "select id, 4️⃣id from places where name = :name"},
                {"name": 5️⃣"deletePlace", "sql": "select 1 as one"},
                {"name": "e", "sql": 6️⃣"select 1 as one where :ownerId = :owner_id"}
                """#
            ),
            .at(1, "query-statement", "hidden fields"), .at(2, "query-statement", "SELECT"),
            .at(3, "query-statement", "a name"), .at(4, "query-statement", "two columns are called 'id'"),
            .at(5, "duplicate-name", "'delete_place'"), .at(6, "duplicate-name", "'owner_id'"))
    }

    @Test func followsColumnsAndParameters() throws {
        let places = try model(
            Self.querying(
                #"""
                {"name": "openPlaces", "one": true,
                 "sql": "select p.id, p.name, u.email, count(*) over () as total, max(p.created_at) over () as latest from places as p left join users as u on u.id = p.owner_id where p.owner_id = :ownerId and p.state = :state and (:since::timestamptz is null or p.created_at > :since)"}
                """#))
        var query = try #require(places.queries.first)
        #expect(query.function == "open_places" && query.isSingle && !query.isTyped)
        #expect(query.sql.contains("from public.places as p left join public.users as u"))
        #expect(query.sql.contains("p.owner_id = $1 and p.state = $2 and ($3::timestamptz is null"))
        #expect(query.parameters.map(\.argument) == ["owner_id", "state", "since"])
        #expect(query.parameters.map(\.isOptional) == [false, false, true])
        #expect(query.parameters[0].value == .key(.entity("User")))
        #expect(query.parameters[1].value == .attribute(.enumeration("PlaceState"), isList: false))
        #expect(query.columns.map(\.name) == ["id", "name", "email", "total", "latest"])
        #expect(query.columns.map(\.isRequired) == [true, true, false, true, false])
        #expect(query.columns[0].value == .key(.entity("Place")) && query.columns[4].value == nil)
        let type = DomainModel.Query.PostgresType("timestamp with time zone", name: "timestamptz", isList: false)
        query.take(parameters: [type, type, type], columns: [type, type, type, type, type])
        #expect(query.isTyped && query.columns[0].value == .key(.entity("Place")))
        #expect(query.columns[4].value == .attribute(.timestamp, isList: false))
    }
}
