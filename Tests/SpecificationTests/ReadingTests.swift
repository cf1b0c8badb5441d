import MarkedSources
import Specification
import Testing

/// What the language's types say about values of another shape.
struct ReadingTests {
    @Test func reportsEverythingInOneRun() {
        expect(
            #"""
            0️⃣{
              "berry": 1,
              1️⃣"nmae": "todo",
              "target": 2️⃣"postgre",
              "entities": [
                {
                  "name": 3️⃣5,
                  4️⃣"feilds": [],
                  "fields": [
                    {"name": "title", "type": 5️⃣"txt", "required": 6️⃣"yes"},
                    7️⃣{"type": "text", "maxLength": 8️⃣1.5},
                    9️⃣"due"
                  ]
                }
              ]
            }
            """#,
            .at(0, "missing-key", "a specification needs the key 'name'"),
            .at(1, "unknown-key", "'nmae'", fix: "write 'name'"),
            .at(2, "unknown-word", "supabase, postgres", fix: "write 'postgres'"),
            .at(3, "wrong-type", "a string is expected here, not a number"),
            .at(4, "unknown-key", fix: "write 'fields'"), .at(5, "unknown-word", fix: "write 'text'"),
            .at(6, "wrong-type", "true or false"), .at(7, "missing-key", "'name'"),
            .at(8, "wrong-type", "a whole number"), .at(9, "wrong-type", "a field"))
    }

    @Test func readsWholeNumbersHoweverTheyAreSpelt() throws {
        let read = try specification(
            #"{"berry": 1.0, "name": "a", "entities": [{"name": "A", "fields": [{"name": "a", "type": "text", "maxLength": 1e2}]}]}"#
        )
        #expect(read.entities.first?.fields.first?.maxLength == 100)
        #expect(read.format == 1)
    }

    @Test func takesNullForLeftOutButNotForWhatIsRequired() {
        expect(
            #"{"berry": 1, "name": 1️⃣null, "description": null, "entities": []}"#, .at(1, "wrong-type", "not null"))
    }

    @Test func readsGrantees() {
        expect(
            #"""
            {"berry": 1, "name": "a", "entities": [{"name": "A", "access": [
              {"who": 1️⃣"onwer", "can": ["read"]},
              {"who": {2️⃣"rol": "admin"}, "can": [3️⃣"write"]},
              {"who": {"role": "admin", 4️⃣"right": "read"}, "can": ["read"]},
              {"who": 5️⃣7, "can": ["read"]},
              {"who": 6️⃣{}, "can": ["read"]},
              {"who": "anyone", "can": ["read"], "when": {"any": [], 7️⃣"is": 1}},
              {"who": "anyone", "can": ["read"], "when": 8️⃣"x"}
            ]}]}
            """#, .at(1, "unknown-word", fix: "write 'owner'"), .at(2, "unknown-key", fix: "write 'role'"),
            .at(3, "unknown-word"), .at(4, "unknown-key"), .at(5, "wrong-type", "a grantee"),
            .at(6, "wrong-type", "a grantee"), .at(7, "unknown-key"), .at(8, "wrong-type", "a condition"))
    }

    @Test func readsWhatIsAWordOrAnObject() {
        expect(
            #"""
            {"berry": 1, "name": "a", "roles": [1️⃣5], "enums": [{"name": "E", "values": ["a", 2️⃣true, 3️⃣{"description": "x"}]}],
             "entities": [{"name": "A", "unique": [4️⃣"x"], "fields": [{"name": "a", "type": "text", "default": 6️⃣{5️⃣"sq": "x"}}]}]}
            """#, .at(1, "wrong-type", "a string or an object with a name"),
            .at(2, "wrong-type", "a string or an object with a name"), .at(3, "missing-key"),
            .at(4, "wrong-type", "a list"), .at(5, "unknown-key", fix: "write 'sql'"), .at(6, "missing-key"))
    }
}
