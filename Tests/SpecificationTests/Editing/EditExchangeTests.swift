import Diagnostics
import Foundation
import MarkedSources
import Specification
import Testing

/// Edits as JSON, which is how planners other than berry's own hand them over.
struct EditExchangeTests {
    private let url = Repository.root.appending(path: "specs/edits.schema.json")
    private let schema = CanonicalJSON.text(of: JSONSchema.edits.node)

    private func expect(
        _ marked: String, _ wanted: Finding..., sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) {
        let source = MarkedSource(marked)
        var found: [Diagnostic] = []
        do throws(DiagnosticsError) {
            _ = try PlannedEdit.list(SourceFile(path: "edits.json", text: source.text))
        } catch {
            found = error.diagnostics
        }
        source.expect(wanted, in: found, sourceLocation: sourceLocation)
    }

    @Test(arguments: EditCaseTests.names) func keepsWhatItSays(_ name: String) throws {
        let edits = try EditCaseTests.edits(name)
        let text = PlannedEdit.text(edits)
        #expect(try PlannedEdit.list(SourceFile(path: "a.json", text: text)) == edits)
        #expect(PlannedEdit.text(try PlannedEdit.list(SourceFile(path: "a.json", text: text))) == text)
    }

    @Test func reportsEverythingInOneRun() {
        expect(
            #"""
            {1️⃣"edit": [], "edits": [
              {"edit": 2️⃣"addFeild", "words": "x"},
              3️⃣{"edit": "addField", "entity": 4️⃣5, 5️⃣"name": "x", "words": "w"},
              {"edit": "addField", "entity": "A", "field": {"name": "a", "type": 6️⃣"txt"}},
              {"edit": 7️⃣"renameEnumValue", "value": "a", "to": "b"},
              {"edit": "changeField", "entity": "A", "name": "a", "changes": {"set": {8️⃣"name": "b", "min": 9️⃣"x"}}},
              0️⃣"x"
            ]}
            """#, .at(1, "unknown-key"), .at(2, "unknown-word", fix: "write 'addField'"),
            .at(3, "missing-key", "'field'"),
            .at(4, "wrong-type"), .at(5, "unknown-key"), .at(6, "unknown-word"), .at(7, "edit-enum-place"),
            .at(8, "unknown-key"), .at(9, "wrong-type"), .at(0, "wrong-type", "an edit"))
    }

    @Test(arguments: [
        "", "{", "null", "5", "{}", "[null]", "[{}]", #"[{"edit": null}]"#, #"[{"edit": "addField"}]"#,
        #"{"edits": 5}"#, #"[{"edit": "changeField", "changes": []}]"#,
    ])
    func refusesWhatIsNoList(_ text: String) {
        #expect(throws: DiagnosticsError.self) { try PlannedEdit.list(SourceFile(path: "a.json", text: text)) }
    }

    /// A strict schema makes models write every key, with null for what they leave out.
    @Test func takesNullForLeftOut() throws {
        let text = #"""
            {"edits": [
              {"edit": "addField", "entity": "A", "words": "w", "reason": null,
               "field": {"name": "a", "type": "text", "required": null, "default": null, "values": null}},
              {"edit": "grantAccess", "entity": "A", "words": "w", "reason": null, "grant": {
                "who": {"memberOf": "team", "role": null}, "can": ["read"], "when": null, "becomes": null, "fields": null}},
              {"edit": "changeField", "entity": "A", "name": "a", "words": null, "reason": null,
               "changes": {"set": {"required": true, "default": null}, "unset": null}},
              {"edit": "setTenancy", "tenancy": null, "words": "w", "reason": null}
            ]}
            """#
        let read = try PlannedEdit.list(SourceFile(path: "a.json", text: text))
        #expect(read.map(\.edit.kind) == [.addField, .grantAccess, .changeField, .setTenancy])
        guard case .changeField(_, _, let changes) = read[2].edit else { return }
        #expect(changes.set == ["required"])
    }

    @Test func itsSchemaIsWhatIsPublished() throws {
        if ProcessInfo.processInfo.environment["BERRY_RECORD"] == "1" {
            try schema.write(to: url, atomically: true, encoding: .utf8)
            Issue.record("recorded \(url.lastPathComponent)")
        }
        #expect(try String(contentsOf: url, encoding: .utf8) == schema)
    }

    /// The subset that the structured outputs of all providers accept.
    @Test func itsSchemaIsStrict() throws {
        var definitions: [String: Node] = [:]
        guard case .object(let members) = JSONSchema.edits.node.member("$defs")?.value.value else { return }
        for member in members { definitions[member.key] = member.value }
        func check(_ node: Node, path: [String]) {
            switch node.value {
            case .array(let elements): for element in elements { check(element, path: path) }
            case .object(let members):
                if let properties = node.member("properties")?.value, case .object(let fields) = properties.value {
                    #expect(node.member("required")?.value == fields.map(\.key).write())
                    #expect(node.member("additionalProperties")?.value.value == .boolean(false))
                }
                for member in members {
                    #expect(
                        !["oneOf", "const", "minLength", "pattern", "minimum", "maxItems"].contains(member.key)
                            || path.isEmpty)
                    if member.key == "$ref", case .string(let reference) = member.value.value {
                        let name = String(reference.dropFirst("#/$defs/".count))
                        #expect(!path.contains(name), "\(name) refers to itself")
                        guard let definition = definitions[name] else {
                            Issue.record("\(name) isn't defined")
                            continue
                        }
                        if !path.contains(name) { check(definition, path: path + [name]) }
                    } else if member.key == "properties", case .object(let fields) = member.value.value {
                        for field in fields { check(field.value, path: path) }
                    } else {
                        check(member.value, path: path)
                    }
                }
            default: break
            }
        }
        let root = JSONSchema.edits.node
        #expect(root.member("type")?.value.value == .string("object"))
        if let properties = root.member("properties") { check(properties.value, path: ["edits"]) }
        #expect(definitions.count > EditKind.allCases.count)
    }
}
