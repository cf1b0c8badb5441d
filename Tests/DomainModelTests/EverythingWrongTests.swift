import MarkedSources
import Testing

/// One run names each thing that is wrong, and each once.
struct EverythingWrongTests {
    @Test func namesEachMistakeOnce() {
        expect(
            application(
                #"""
                {"name": "User", "access": []},
                {"name": "Todo", "access": [], "fields": [
                  {"name": "title", "type": "text"}, {"name": 1️⃣"title", "type": "text"},
                  {"name": "dueDate", "type": "date"}, {"name": 2️⃣"due_date", "type": "date"}]},
                {"name": 3️⃣"todo", "access": []},
                {"name": "Note", "access": [], "relations": [
                  {"name": "book", "kind": "belongsTo", "entity": 4️⃣"Book", "required": true}]},
                {"name": "Egg", "access": [], "relations": [
                  {"name": "hen", "kind": "belongsTo", "entity": "Hen", "required": true}]},
                {"name": "Hen", "access": [], "relations": [
                  {"name": 5️⃣"egg", "kind": "belongsTo", "entity": "Egg", "required": true}]},
                {"name": 6️⃣"Post", "relations": [
                  {"name": "author", "kind": "belongsTo", "entity": "User", "required": true},
                  {"name": "creator", "kind": "belongsTo", "entity": "User", "required": true}]}
                """#), .at(1, "name-collision", "title"), .at(2, "name-collision", "due_date"),
            .at(3, "duplicate-name", "apart from its spelling"), .at(4, "unknown-entity", "'Book'"),
            .at(5, "required-cycle", "Egg.hen → Hen.egg"), .at(6, "ambiguous-owner", "author and creator", fix: "owner")
        )
    }
}
