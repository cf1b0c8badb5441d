/// A JSON Schema (2020-12), as far as a specification needs one.
public struct JSONSchema: Sendable, Equatable {
    public var node: Node

    private static func make(_ members: [(String, Node)]) -> JSONSchema {
        JSONSchema(node: Node(.object(members.map { Node.Member($0, $1) })))
    }

    static func type(_ name: String) -> JSONSchema { make([("type", name.write())]) }

    static func constant(_ value: Node) -> JSONSchema { make([("const", value)]) }

    static func oneOf(words: [String]) -> JSONSchema { make([("type", "string".write()), ("enum", words.write())]) }

    static func array(of element: JSONSchema) -> JSONSchema {
        make([("type", "array".write()), ("items", element.node)])
    }

    static func any(of choices: [JSONSchema]) -> JSONSchema {
        make([("anyOf", Node(.array(choices.map(\.node))))])
    }

    static func object(title: String, properties: [(String, JSONSchema)], required: [String]) -> JSONSchema {
        var members: [(String, Node)] = [
            ("type", "object".write()), ("description", title.write()),
            ("properties", Node(.object(properties.map { Node.Member($0, $1.node) }))),
        ]
        if !required.isEmpty { members.append(("required", required.write())) }
        members.append(("additionalProperties", false.write()))
        return make(members)
    }

    static func reference(_ name: String) -> JSONSchema { make([("$ref", "#/$defs/\(name)".write())]) }

    /// The same schema with a sentence that editors show.
    func described(_ summary: String) -> JSONSchema {
        guard case .object(var members) = node.value else { return self }
        members.removeAll { $0.key == "description" }
        members.insert(Node.Member("description", summary.write()), at: 0)
        return JSONSchema(node: Node(.object(members)))
    }

    /// The schema of a whole specification, with its definitions in the order of their names.
    public static let specification: JSONSchema = {
        var definitions = SchemaDefinitions()
        _ = Specification.schema(&definitions)
        let root = definitions.take("specification")
        let members: [Node.Member] = [
            Node.Member("$schema", "https://json-schema.org/draft/2020-12/schema".write()),
            Node.Member("title", "A berry specification".write()),
        ]
        guard case .object(let rest) = root.node.value else { return root }
        let definitionsNode = Node(.object(definitions.sorted.map { Node.Member($0, $1.node) }))
        return JSONSchema(node: Node(.object(members + rest + [Node.Member("$defs", definitionsNode)])))
    }()
}

/// The named schemas that others refer to; each is made once, also when it refers to itself.
public struct SchemaDefinitions: Sendable {
    private var schemas: [String: JSONSchema] = [:]
    private var begun: Set<String> = []

    mutating func reference(
        _ name: String, _ make: (inout SchemaDefinitions) -> JSONSchema
    ) -> JSONSchema {
        if begun.insert(name).inserted { schemas[name] = make(&self) }
        return .reference(name)
    }

    mutating func take(_ name: String) -> JSONSchema { schemas.removeValue(forKey: name) ?? .type("object") }

    var sorted: [(String, JSONSchema)] { schemas.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
}
