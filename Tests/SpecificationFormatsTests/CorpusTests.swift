import Diagnostics
import Foundation
import Testing

@testable import SpecificationFormats

/// A collection of DBML files with another parser's verdict on each: `make dbml CORPUS=FILE`.
@Suite struct CorpusTests {
    /// A line of the collection. `tables` is how many tables a valid file has.
    struct Entry: Decodable {
        var path: String
        var valid: Bool
        var tables: Int?
        var dbml: String
    }

    static let corpus = ProcessInfo.processInfo.environment["BERRY_DBML_CORPUS"]

    @Test(.enabled(if: corpus != nil)) func agreesWithTheVerdicts() throws {
        let lines = try String(contentsOfFile: try #require(Self.corpus), encoding: .utf8).split(separator: "\n")
        var accepted = 0
        var rejected = 0
        for line in lines {
            let entry = try JSONDecoder().decode(Entry.self, from: Data(line.utf8))
            let file = SourceFile(path: entry.path, text: entry.dbml)
            let (reader, diagnostics) = SchemaReader.read(file, load: { _ in nil })
            let errors = diagnostics.sorted.filter { $0.severity == .error }
            let shown = errors.prefix(3).map { DiagnosticRenderer().render($0) }.joined()
            if entry.valid {
                #expect(errors.isEmpty, "\(entry.path) is valid:\n\(shown)")
                #expect(reader.schema.tables.count == entry.tables, "\(entry.path)")
                if errors.isEmpty {
                    accepted += 1
                    #expect(throws: Never.self) { try DBMLImport(file, named: "corpus") }
                }
            } else {
                #expect(!errors.isEmpty, "\(entry.path) is invalid")
                #expect(errors.allSatisfy { $0.location != nil }, "\(entry.path)")
                if !errors.isEmpty { rejected += 1 }
            }
        }
        print("\(lines.count) files: \(accepted) accepted, \(rejected) rejected, as they should be")
    }
}
