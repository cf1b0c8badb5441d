import AccessControl
import DatabaseTesting
import Reviewing
import Testing

/// `docs/model.md` as a reviewer reads it.
@Suite struct ModelDocumentTests {
    @Test(arguments: ["everything", "rules"])
    func saysWhatThereIsToKnow(name: String) throws {
        let model = try Example(name).model
        try compare(
            ModelDocument(model, AccessSummary(model)).text, withFile: "ReviewingTests/Expected/\(name).md")
    }

    @Test func barsStayInsideTheirCell() throws {
        let text = try document(
            fields:
                #"{"name": "kind", "type": "text", "pattern": "^(a|b)$", "description": "One | two", "default": "a"}"#)
        #expect(text.contains(#"| kind | `kind` | text | | One \| two. default `"a"`; matches `^(a\|b)$` |"#))
    }

    @Test func whoeverIsIncludedIsNotRepeated() throws {
        let text = try document(
            fields: #"{"name": "kind", "type": "text"}"#,
            access: #"""
                {"who": {"role": "admin"}, "can": ["read", "update"]}, {"who": "signedIn", "can": ["read", "delete"]},
                {"who": "anyone", "can": ["delete"]}
                """#)
        #expect(text.contains("- read: signed-in accounts\n- create: nobody\n- update: admins\n- delete: anyone\n"))
    }

    private func document(fields: String, access: String = "") throws -> String {
        let model = try Example(
            json: #"""
                {"berry": 1, "name": "a", "target": "postgres", "roles": ["admin"],
                 "entities": [{"name": "Thing", "access": [\#(access)], "fields": [\#(fields)]}]}
                """#
        ).model
        return ModelDocument(model, AccessSummary(model)).text
    }
}
