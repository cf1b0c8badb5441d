import Foundation
import Testing

/// What the oracle is made of. What it says is compared with PostgreSQL by the tests of `AccessProof`.
@Suite struct OracleTests {
    /// The oracle knows rules and rows. What makes policies is spelt nowhere in it.
    @Test func theOracleKnowsNoPolicy() throws {
        let folder = Self.sources.appending(path: "Oracle")
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.sources.appending(path: "Policies").path)
            .map { String($0.dropLast(".swift".count)) }
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.contains("RowFormula") && files.count >= 4)
        for file in files {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            let imports = text.split(separator: "\n").filter { $0.contains("import ") && !$0.hasPrefix("/") }
            for line in imports {
                #expect(line.hasSuffix(" DomainModel") || line.hasSuffix(" Specification"), "\(file): \(line)")
            }
            for name in names + ["AccessSchema", "SQLExpression", "Statement"] {
                #expect(!text.contains(name), "\(file) mentions \(name)")
            }
        }
    }

    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/AccessControl")
}
