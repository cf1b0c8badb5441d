import SpecificationFormats
import Testing

/// Mermaid's own words, where a specification uses them as names.
@Suite struct MermaidTests {
    @Test func wordsOfMermaidStandInQuotes() {
        var diagram = EntityRelationshipDiagram()
        diagram.entities = [
            .init("Class", [.init("uuid", "pk", keys: [.primary]), .init("text[]", "names")]), .init("Onet"),
        ]
        diagram.relationships = [
            .init("Class", .one, "Onet", .any, label: "to"),
            .init("Onet", .oneAtMost, "Onet", .oneAtMost, label: "next"),
            .init("Onet", .any, "Class", .any, label: "all"),
        ]
        #expect(
            diagram.text == """
                erDiagram
                  "Class" {
                    uuid pk_ PK
                    text[] names
                  }
                  Onet {
                  }
                  "Class" ||--o{ Onet : "to"
                  Onet |o--o| Onet : next
                  Onet }o--o{ "Class" : all

                """)
    }
}
