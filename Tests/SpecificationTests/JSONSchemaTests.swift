import Diagnostics
import Foundation
import Specification
import Testing

/// The published schema. `BERRY_RECORD=1` writes it anew, and fails.
struct JSONSchemaTests {
    private let url = Repository.root.appending(path: "specs/specification.schema.json")
    private let text = CanonicalJSON.text(of: JSONSchema.specification.node)

    @Test func isWhatIsPublished() throws {
        if ProcessInfo.processInfo.environment["BERRY_RECORD"] == "1" {
            try text.write(to: url, atomically: true, encoding: .utf8)
            Issue.record("recorded \(url.lastPathComponent)")
        }
        #expect(try String(contentsOf: url, encoding: .utf8) == text)
    }

    @Test func refersOnlyToWhatItDefines() throws {
        let definitions = try #require(JSONSchema.specification.node.member("$defs")?.value)
        let defined = Set(Self.keys(of: definitions))
        let used = Set(text.matches(of: #/"#\/\$defs\/(\w+)"/#).map { String($0.output.1) })
        #expect(used.subtracting(defined) == [])
        #expect(defined.subtracting(used) == [])
    }

    @Test func describesEveryKey() {
        for key in Specification.keys.map(\.name) + EntityDeclaration.keys.map(\.name)
            + FieldDeclaration.keys.map(\.name) + RelationDeclaration.keys.map(\.name)
        {
            #expect(text.contains("\"\(key)\": {"), "\(key)")
        }
    }

    /// `every-key.json` is what other tests take for the whole language.
    @Test func theExampleHasEveryKey() throws {
        let document = try Document(.init(path: "a.json", text: try Example.text("every-key")))
        let used = Self.allKeys(of: document.root)
        var known = Set(Specification.keys.map(\.name))
        known.formUnion(EntityDeclaration.keys.map(\.name))
        known.formUnion(FieldDeclaration.keys.map(\.name))
        known.formUnion(RelationDeclaration.keys.map(\.name))
        known.formUnion(Comparison.keys.map(\.name) + AllowGrant.keys.map(\.name) + ViewDeclaration.keys.map(\.name))
        known.formUnion(NoOverlap.keys.map(\.name) + Partitioning.keys.map(\.name) + IndexDeclaration.keys.map(\.name))
        #expect(known.subtracting(used) == [])
    }

    private static func keys(of node: Node) -> [String] {
        guard case .object(let members) = node.value else { return [] }
        return members.map(\.key)
    }

    private static func allKeys(of node: Node) -> Set<String> {
        switch node.value {
        case .object(let members):
            members.reduce(into: Set(members.map(\.key))) { $0.formUnion(allKeys(of: $1.value)) }
        case .array(let elements): elements.reduce(into: []) { $0.formUnion(allKeys(of: $1)) }
        default: []
        }
    }
}
