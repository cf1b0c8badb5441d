extension JSONSchema {
    /// The schema of a list of edits, in the subset that structured outputs of language models accept: every property
    /// is required and may be null where the language lets it out, nothing else is allowed, nothing refers to itself.
    public static let edits: JSONSchema = {
        var definitions = SchemaDefinitions()
        let edit = PlannedEdit.schema(&definitions)
        let root = JSONSchema.object(
            title: "edits of a specification", properties: [("edits", .array(of: edit))], required: ["edits"])
        let header = [
            Node.Member("$schema", "https://json-schema.org/draft/2020-12/schema".write()),
            Node.Member("title", "Edits of a berry specification".write()),
        ]
        return strict(root, definitions, header)
    }()

    /// The schema of an object in the same subset, for whoever asks a model for one.
    public static func strict<Object: SpecificationObject>(_ object: Object.Type) -> JSONSchema {
        var definitions = SchemaDefinitions()
        _ = Object.schema(&definitions)
        return strict(definitions.take(Object.definition), definitions, [])
    }

    private static func strict(
        _ root: JSONSchema, _ definitions: SchemaDefinitions, _ header: [Node.Member]
    ) -> JSONSchema {
        let strict = StrictSchema(definitions.sorted.map { ($0.0, $0.1.node) })
        guard case .object(let members) = strict.strict(root.node).value else { return root }
        let defined = strict.definitions.map { Node.Member($0.0, $0.1) }
        return JSONSchema(node: Node(.object(header + members + [Node.Member("$defs", Node(.object(defined)))])))
    }
}

/// Turns schemas into the strict subset.
private struct StrictSchema {
    private let originals: [(name: String, schema: Node)]
    private(set) var definitions: [(String, Node)] = []

    init(_ originals: [(name: String, schema: Node)]) {
        self.originals = originals
        for (name, schema) in originals {
            definitions.append((name, strict(schema, inside: name)))
            // What may hold others of its kind holds only those that hold none.
            if Self.refers(schema, to: name) { definitions.append((Self.plain(name), strict(plain(schema, name)))) }
        }
    }

    private static func plain(_ name: String) -> String { "\(name)WithoutNesting" }

    private static func refers(_ node: Node, to name: String) -> Bool {
        switch node.value {
        case .string(let text): text == "#/$defs/\(name)"
        case .array(let elements): elements.contains { refers($0, to: name) }
        case .object(let members): members.contains { refers($0.value, to: name) }
        default: false
        }
    }

    /// The choices of a schema that don't lead back to it.
    private func plain(_ schema: Node, _ name: String) -> Node {
        guard case .array(let choices) = schema.member("anyOf")?.value.value else { return schema }
        return Node(.object([Node.Member("anyOf", Node(.array(choices.filter { !Self.refers($0, to: name) })))]))
    }

    func strict(_ node: Node, inside name: String? = nil) -> Node {
        switch node.value {
        case .array(let elements): return Node(.array(elements.map { strict($0, inside: name) }))
        case .object(let members):
            guard let properties = node.member("properties")?.value, case .object(let fields) = properties.value else {
                return Node(
                    .object(
                        members.map { member in
                            if member.key == "$ref", let name, member.value == "#/$defs/\(name)".write() {
                                return Node.Member("$ref", "#/$defs/\(Self.plain(name))".write())
                            }
                            return Node.Member(member.key, strict(member.value, inside: name))
                        }))
            }
            let required: [Node] =
                if case .array(let names) = node.member("required")?.value.value { names } else { [] }
            let strictFields = fields.map { field in
                let schema = strict(field.value, inside: name)
                return Node.Member(field.key, required.contains(field.key.write()) ? schema : Self.nullable(schema))
            }
            var result = members.filter {
                $0.key != "required" && $0.key != "properties" && $0.key != "additionalProperties"
            }
            result.append(Node.Member("properties", Node(.object(strictFields))))
            result.append(Node.Member("required", fields.map(\.key).write()))
            result.append(Node.Member("additionalProperties", false.write()))
            return Node(.object(result))
        default: return node
        }
    }

    /// The schema, or null; its description stays outside, where it is looked for.
    private static func nullable(_ schema: Node) -> Node {
        guard case .object(let members) = schema.value else { return schema }
        let inner = Node(.object(members.filter { $0.key != "description" }))
        var result = members.filter { $0.key == "description" }
        let choices: [Node] =
            if case .array(let choices) = inner.member("anyOf")?.value.value { choices } else { [inner] }
        result.append(Node.Member("anyOf", Node(.array(choices + [JSONSchema.type("null").node]))))
        return Node(.object(result))
    }
}
