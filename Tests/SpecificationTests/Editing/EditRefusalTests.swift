import Diagnostics
import MarkedSources
import Specification
import Testing

/// What is said about edits that can't be, and about what else they change.
struct EditRefusalTests {
    private func expect(
        _ marked: String, _ edits: String, _ wanted: Finding..., path: String = "spec.json",
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        let source = MarkedSource(marked)
        source.expect(wanted, in: try findings(source.text, edits, path: path), sourceLocation: sourceLocation)
    }

    private let todo = #"""
        {"berry": 1, "name": "t", "enums": 5️⃣[], "entities": 1️⃣[
          {"name": 2️⃣"Todo", "fields": [{"name": 3️⃣"title", "type": 4️⃣"text"}, {"name": 6️⃣"due", "type": "date"}],
           "relations": [{"name": 7️⃣"owner", "kind": "belongsTo", "entity": "User"}], "search": 9️⃣["title"],
           "checks": [{"sql": "8️⃣due > '2020-01-01'"}]}
        ]}
        """#

    @Test func namesWhatDoesNotExist() throws {
        try expect(
            todo, #"[{"edit": "removeEntity", "name": "Tood"}]"#, .at(1, "edit-unknown-name", fix: "write 'Todo'"))
        try expect(
            todo, #"[{"edit": "removeField", "entity": "todo", "name": "titel"}]"#,
            .at(2, "edit-unknown-name", "'titel'", fix: "write 'title'"))
        try expect(todo, #"[{"edit": "removeEnum", "name": "Size"}]"#, .at(5, "edit-unknown-name"))
    }

    @Test func namesWhatIsThere() throws {
        try expect(
            todo, #"[{"edit": "addField", "entity": "Todo", "field": {"name": "title", "type": "date"}}]"#,
            .at(3, "edit-name-in-use"))
        try expect(
            todo, #"[{"edit": "renameField", "entity": "Todo", "name": "title", "to": "owner"}]"#,
            .at(7, "edit-name-in-use"))
    }

    @Test func keepsAFormerNameFreeUntilItIsMigrated() throws {
        let found = try findings(
            MarkedSource(todo).text,
            #"""
            [{"edit": "renameField", "entity": "Todo", "name": "title", "to": "subject"},
             {"edit": "addField", "entity": "Todo", "field": {"name": "title", "type": "text"}}]
            """#)
        #expect(found.map(\.code) == ["edit-name-in-use"])
    }

    @Test func namesWhatStillUsesIt() throws {
        try expect(
            todo, #"[{"edit": "removeField", "entity": "Todo", "name": "due"}]"#,
            .at(8, "edit-still-used", "a check of Todo", fix: "remove or change that first"))
    }

    @Test func refusesWhatLeavesNoField() throws {
        try expect(
            todo, #"[{"edit": "changeField", "entity": "Todo", "name": "title", "changes": {"unset": ["type"]}}]"#,
            .at(4, "edit-invalid", "needs the key 'type'"))
        try expect(
            todo, #"[{"edit": "addEnumValue", "entity": "Todo", "field": "title", "value": "a"}]"#,
            .at(4, "edit-invalid", "no set of values"))
    }

    @Test func saysWhatGoesAlongAndWhatIsLost() throws {
        try expect(
            todo,
            #"""
            [{"edit": "addEntity", "entity": {"name": "Memo"}},
             {"edit": "moveField", "entity": "Todo", "name": "title", "to": "Memo"},
             {"edit": "removeRelation", "entity": "Todo", "name": "owner"}]
            """#, .at(3, "edit-values-not-carried"), .at(9, "edit-also-changes", "no longer searched"),
            .at(2, "edit-nobody-has-access"))
    }

    @Test func appliesNothingWhenOneIsImpossible() throws {
        let found = try findings(
            MarkedSource(todo).text,
            #"""
            [{"edit": "addField", "entity": "Todo", "field": {"name": "a", "type": "text"}},
             {"edit": "removeField", "entity": "Todo", "name": "b"}, {"edit": "removeEntity", "name": "C"}]
            """#)
        #expect(found.map(\.code) == ["edit-unknown-name", "edit-unknown-name"])
    }

    @Test func refusesALayoutThatLeavesNoPlace() throws {
        try expect(
            "1️⃣berry: 1\nname: t\nentities:\n  - ? description\n    : x\n    name: A\n",
            #"[{"edit": "changeEntity", "entity": "A", "changes": {"unset": ["description"]}}]"#,
            .at(1, "edit-not-writable"), path: "a.yaml")
    }

    @Test func readsOnlyWhatIsASpecification() throws {
        let found = try findings(#"{"berry": 1, "name": "t", "entities": [{"nam": "A"}]}"#, "[]")
        #expect(found.map(\.code) == ["missing-key", "unknown-key"])
    }

    @Test func countsARenamingThatWasDone() throws {
        let document = try Document(SourceFile(path: "a.json", text: MarkedSource(todo).text))
        let rename = try edits(
            #"""
            [{"edit": "renameField", "entity": "Todo", "name": "title", "to": "subject"},
             {"edit": "renameEntity", "name": "Todo", "to": "Task"}]
            """#)
        let once = try document.applying(rename)
        #expect(once.outcomes == [.applied, .applied])
        let twice = try once.document.applying([rename[1]])
        #expect(twice.outcomes == [.alreadyTrue])
        #expect(twice.text == once.text)
    }

    @Test func statesTheAccessThatWasLeftOutBeforeItAddsToIt() throws {
        let document = try Document(SourceFile(path: "a.json", text: MarkedSource(todo).text))
        let grant = try edits(
            #"[{"edit": "grantAccess", "entity": "Todo", "grant": {"who": "signedIn", "can": ["read"]}}]"#)
        let grants = try document.applying(grant).specification.entities[0].access ?? []
        #expect(grants.count == 2)
        let own = try edits(#"[{"edit": "grantAccess", "entity": "Todo", "grant": {"who": "owner", "can": ["read"]}}]"#)
        #expect(try document.applying(own).outcomes == [.alreadyTrue])
    }

    @Test func keepsTheProfileOfAccountsWhenItIsRenamed() throws {
        let text = #"{"berry": 1, "name": "t", "entities": [{"name": "User"}]}"#
        #expect(
            try edited(text, #"[{"edit": "renameEntity", "name": "User", "to": "Person"}]"#)
                == #"{"berry": 1, "name": "t", "entities": [{"name": "Person", "renamedFrom": "User", "account": true}]}"#
        )
    }
}
