import Diagnostics
import Foundation
import Specification
import Testing

/// What `berry fmt` writes.
struct CanonicalTextTests {
    static let examples = ["every-key", "shop", "blog"]

    @Test(arguments: examples) func keepsTheMeaning(_ name: String) throws {
        let read = try specification(try Example.text(name))
        #expect(try specification(read.canonicalText) == read)
    }

    @Test(arguments: examples) func isIdempotent(_ name: String) throws {
        let once = try specification(try Example.text(name)).canonicalText
        #expect(try specification(once).canonicalText == once)
    }

    /// The example is written in the layout itself, so that a change of the layout shows in it.
    @Test(arguments: examples) func isTheLayoutOfTheExamples(_ name: String) throws {
        if ProcessInfo.processInfo.environment["BERRY_RECORD"] == "1" {
            let text = try specification(try Example.text(name)).canonicalText
            try text.write(to: Example.url(name), atomically: true, encoding: .utf8)
            Issue.record("recorded \(name)")
        }
        #expect(try specification(try Example.text(name)).canonicalText == (try Example.text(name)))
    }

    @Test func leavesOutWhatSaysNothing() throws {
        let read = try specification(
            #"{"name":"a","berry":1,"roles":["x",{"name":"y"}],"views":[],"description":null,"entities":[]}"#)
        #expect(
            read.canonicalText == """
                {
                  "berry": 1,
                  "name": "a",
                  "roles": ["x", "y"],
                  "entities": []
                }

                """)
    }

    @Test func tellsNoAccessFromNothingSaid() throws {
        let read = try specification(#"{"berry":1,"name":"a","entities":[{"name":"A","access":[]},{"name":"B"}]}"#)
        #expect(try specification(read.canonicalText) == read)
        #expect(read.entities.map { $0.access?.count } == [0, nil])
    }

    @Test func escapesWhatJSONDemandsAndNothingElse() throws {
        let text = "\"\\/\n\r\t\u{1}\u{7F}é😀\u{2028}$$"
        var read = Specification()
        read.name = "a"
        read.description = text
        #expect(read.canonicalText.contains(#""\"\\/\n\r\t\u0001\u007fé😀\#u{2028}$$""#))
        #expect(try specification(read.canonicalText).description == text)
    }

    @Test(arguments: 0..<200) func keepsTheMeaningOfGeneratedSpecifications(_ seed: Int) throws {
        var generator = SpecificationGenerator(seed: UInt64(seed))
        let made = generator.specification()
        let text = made.canonicalText
        let read = try specification(text)
        #expect(read == made)
        #expect(read.canonicalText == text)
    }

    @Test(arguments: examples) func readsTheSameFromYAML(_ name: String) throws {
        let json = try Example.text(name)
        // JSON is YAML as well, and so is its block form.
        #expect(try specification(json, path: "a.yaml") == (try specification(json)))
        let block = try YAMLText.text(of: Document(.init(path: "a.json", text: json)).root)
        #expect(try specification(block, path: "a.yaml") == (try specification(json)))
    }
}

/// Specifications next to these tests.
enum Example {
    static func url(_ name: String) -> URL {
        Repository.root.appending(path: "Tests/SpecificationTests/Examples/\(name).json")
    }

    static func text(_ name: String) throws -> String { try String(contentsOf: url(name), encoding: .utf8) }
}

/// Block-style YAML, for tests.
enum YAMLText {
    static func text(of node: Node, indentation: String = "") -> String {
        switch node.value {
        case .object(let members) where !members.isEmpty:
            members.map { "\n\(indentation)\($0.key): " + text(of: $0.value, indentation: indentation + "  ") }.joined()
        case .array(let elements) where !elements.isEmpty:
            elements.map { "\n\(indentation)- " + text(of: $0, indentation: indentation + "  ") }.joined()
        default: CanonicalJSON.line(of: node)
        }
    }
}
