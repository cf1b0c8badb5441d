import DomainModel
import MarkedSources
import Specification
import Testing

/// Rows that are kept as they were before each change.
struct HistoryTests {
    @Test func refusesWhatHasNoHistory() {
        expect(
            application(
                entity("Event", #"1️⃣"history": true, "appendOnly": true"#) + ","
                    + entity("Note", #"2️⃣"history": true"#) + "," + entity("NoteVersion") + ","
                    + entity("Place", #"3️⃣"history": true, "fields": [{"name": "placeId", "type": "uuid"}]"#)),
            .at(1, "append-only-history", "'Event'", fix: "leave"),
            .at(2, "duplicate-name", "'NoteVersion'", fix: "another name"),
            .at(3, "name-collision", "'place_id'", fix: "column"))
    }

    @Test func versionsAskForNothingThatRowsDo() throws {
        let places = try model(
            application(
                entity(
                    "Place",
                    #"""
                    "history": true, "softDelete": true,
                    "fields": [{"name": "name", "type": "text", "required": true, "unique": true, "minLength": 3}],
                    "relations": [{"name": "owner", "kind": "belongsTo", "entity": "User", "required": true}]
                    """#)))
        let place = try #require(places.entity(named: "Place"))
        let version = try #require(places.history(of: place))
        #expect(version.name == "PlaceVersion" && version.table == "place_versions")
        #expect(version.versionedKey == ["place_id"])
        #expect(version.attributes.map(\.column).starts(with: ["name", "created_at", "updated_at"]))
        #expect(version.attribute(named: "name")?.isRequired == false)
        #expect(version.attribute(named: "name")?.minLength == nil)
        #expect(version.uniques.isEmpty && version.rules.allSatisfy { $0.can == [.read] })
        #expect(places.history(of: version) == nil)
    }

    /// Whom nobody would tell.
    @Test func refusesRealtimeElsewhere() {
        expect(
            application(entity("Place", #"1️⃣"realtime": true"#)),
            .at(1, "realtime-target", "Supabase", fix: "supabase"))
    }

    /// A table and a key that are called after an entity follow its name.
    @Test func versionsFollowNewNames() throws {
        let places = try model(
            application(
                entity(
                    "Task",
                    #"""
                    "renamedFrom": "Todo", "history": true,
                    "fields": [{"name": "title", "renamedFrom": "name", "type": "text"}]
                    """#)))
        let names = try #require(places.formerNames)
        #expect(names.tables.first { $0.current == "task_versions" }?.former == ["todo_versions"])
        let columns = names.columns["task_versions"] ?? []
        #expect(columns.first { $0.current == "title" }?.former == ["name"])
        #expect(columns.first { $0.current == "task_id" }?.former == ["todo_id"])
    }
}
