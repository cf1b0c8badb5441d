import Diagnostics
import DomainModel
import Specification
import Testing

/// A specification in more than one file.
struct IncludeTests {
    /// What is found in a specification that includes `people.json`.
    private static func diagnostics(_ include: String, _ people: String) -> [Diagnostic] {
        let main = SourceFile(
            path: "spec/main.json",
            text: #"""
                {"berry": 1, "name": "a", "target": "postgres", "include": [\#(include)],
                 "entities": [{"name": "Post", "access": [], "fields": [{"name": "mood", "type": "enum", "enum": "Mood"}],
                               "relations": [{"name": "author", "kind": "belongsTo", "entity": "Person"}]}]}
                """#)
        do throws(DiagnosticsError) {
            let document = try Document(
                main, including: ["people.json": SourceFile(path: "spec/people.json", text: people)])
            var diagnostics = Diagnostics()
            let specification = Specification.read(document, reporting: &diagnostics)
            if let specification { _ = DomainModel.normalize(specification, reporting: &diagnostics) }
            return diagnostics.sorted
        } catch {
            return error.diagnostics
        }
    }

    @Test func namesAreShared() {
        let people =
            #"{"enums": [{"name": "Mood", "values": ["fine"]}], "entities": [{"name": "Person", "access": []}]}"#
        #expect(Self.diagnostics(#""people.json""#, people).map(\.code) == [])
        #expect(Set(Self.diagnostics("", people).map(\.code)) == ["unknown-enum", "unknown-entity"])
    }

    @Test func whatIsWrongNamesItsFile() {
        let people = """
            {"enums": [{"name": "Mood", "values": ["fine"]}], "target": "postgres",
             "entities": [{"name": "Person", "access": [], "fields": [{"name": "age", "type": "numbre"}]},
                          {"name": "Post", "access": []}]}
            """
        let found = Self.diagnostics(#""people.json""#, people)
        #expect(
            found.map { "\($0.code) \($0.location.map { "\($0.file):\($0.line)" } ?? "-")" } == [
                "unknown-key spec/people.json:1", "unknown-word spec/people.json:2",
                "duplicate-name spec/people.json:3",
            ])
    }

    @Test func aFileThatCantBeReadIsNamed() {
        let found = Self.diagnostics(#""people.json""#, "{\"entities\": [}")
        #expect(found.first?.location?.file == "spec/people.json")
    }
}
