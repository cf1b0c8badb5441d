import DatabaseTesting
import Diagnostics
import Foundation
import Specification
import Testing

@testable import SpecificationFormats

/// What DBML files mean, held against recorded summaries.
@Suite struct SchemaTests {
    @Test(arguments: ["nself-blog", "every-feature", "schemas", "legacy", "partials", "records"])
    func meansWhatItSays(name: String) throws {
        let (reader, diagnostics) = SchemaReader.read(try dbmlFile(name), load: { _ in nil })
        #expect(diagnostics.all.filter { $0.severity == .error } == [])
        try compare(reader.schema.summary, withFile: "SpecificationFormatsTests/Expected/\(name).txt")
    }

    @Test(arguments: ["nself-blog", "every-feature", "schemas", "legacy", "partials", "records"])
    func becomesASpecification(name: String) throws {
        let imported = try DBMLImport(dbmlFile(name), named: name)
        var text = imported.specification.canonicalText
        for diagnostic in imported.diagnostics {
            text +=
                "// \(diagnostic.location.map { "\($0.line):\($0.column) " } ?? "")\(diagnostic.code): \(diagnostic.message)\n"
        }
        for seed in imported.seeds { text += "// \(seed.fileName)\n\(seed.json)" }
        try compare(text, withFile: "SpecificationFormatsTests/Expected/\(name).json")
    }

    @Test func commentsForOtherProgramsAreKept() {
        let file = SourceFile(
            path: "a.dbml",
            text: """
                // hasura:track all
                // plain
                Table users {
                  id uuid [pk] // hasura:permissions user:select[id]
                  // hasura:relationship posts[author_id->id]
                }
                Table posts { id uuid [pk] }
                // hasura:end
                """)
        let tree = Parser.parse(file).tree
        #expect(tree.annotations.map(\.text) == ["hasura:track all", "hasura:end"])
        #expect(
            tree.tables.first?.annotations.map(\.text) == [
                "hasura:permissions user:select[id]", "hasura:relationship posts[author_id->id]",
            ])
        #expect(tree.tables.last?.annotations == [])
    }

    @Test func textsLoseQuotesEscapesAndIndentation() throws {
        let text = #"""
            Table t {
              id int [pk, note: 'it\'s \"one\"\n\u0041\\']
              Note: '''
                First
                  second \
            third
                '''
            }
            """#.replacing("\n", with: "\r\n")
        let table = try #require(
            SchemaReader.read(SourceFile(path: "a", text: text), load: { _ in nil }).reader.schema.tables.first)
        #expect(table.columns.first?.note == "it's \"one\"\nA\\")
        #expect(table.note == "First\n  second third")
    }
}
