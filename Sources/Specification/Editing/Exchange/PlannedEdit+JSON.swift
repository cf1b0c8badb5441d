public import Diagnostics

/// An edit as a JSON object: `{"edit": "addField", "entity": "Todo", "field": {…}, "words": "…"}`.
extension PlannedEdit: SpecificationValue {
    public static func read(_ node: Node, _ reading: inout Reading) -> PlannedEdit? {
        guard case .object = node.value else { return reading.expected("an edit", node) }
        guard let member = node.member("edit") else {
            reading.missingKey("edit", of: "an edit", node)
            return nil
        }
        guard let kind = EditKind.read(member.value, &reading) else { return nil }
        var parts = EditParts()
        let unreadable = reading.members(of: node, "the edit \(kind.rawValue)", kind.keys, into: &parts)
        guard unreadable.isEmpty else { return nil }
        guard let edit = Edit(kind, parts) else {
            reading.diagnostics.error(
                "edit-enum-place", "an edit of values names a shared enum, or an entity and its field",
                at: reading.file.location(of: member.value.range), fix: "write \"enum\", or \"entity\" and \"field\"")
            return nil
        }
        return PlannedEdit(edit, words: parts.words ?? "", reason: parts.reason)
    }

    public func write() -> Node {
        var parts = edit.parts
        parts.words = words.isEmpty ? nil : words
        parts.reason = reason
        return Node(.object(parts.edit.keys.compactMap { key in key.write(parts).map { Node.Member(key.name, $0) } }))
    }

    public static func schema(_ definitions: inout SchemaDefinitions) -> JSONSchema {
        .any(
            of: EditKind.allCases.map { kind in
                definitions.reference(kind.rawValue) { definitions in
                    .object(
                        title: "the edit \(kind.rawValue)",
                        properties: kind.keys.map { key in
                            let schema = key.name == "edit" ? .oneOf(words: [kind.rawValue]) : key.schema(&definitions)
                            return (key.name, schema.described(key.summary))
                        }, required: kind.keys.filter(\.isRequired).map(\.name))
                }
            })
    }

    /// The edits in `file`: a list of them, or an object whose key "edits" has the list.
    ///
    /// - Throws: Everything that is wrong with them, each with its place.
    public static func list(_ file: SourceFile) throws(DiagnosticsError) -> [PlannedEdit] {
        let document = try Document(file)
        var reading = Reading(file: file)
        var list = document.root
        if case .object(let members) = list.value {
            for member in members where member.key != "edits" {
                reading.unknownKey(member, of: "a list of edits", known: ["edits"])
            }
            if let edits = list.member("edits") {
                list = edits.value
            } else {
                reading.missingKey("edits", of: "a list of edits", list)
                list = Node(.array([]))
            }
        }
        let edits = [PlannedEdit].read(list, &reading)
        try reading.diagnostics.throwIfErrors()
        return edits ?? []
    }

    /// The edits as the text that ``list(_:)`` reads.
    public static func text(_ edits: [PlannedEdit]) -> String {
        CanonicalJSON.text(of: Node(.object([Node.Member("edits", edits.write())])), open: true)
    }
}

extension Changes: SpecificationValue {
    public static func read(_ node: Node, _ reading: inout Reading) -> Changes? {
        var parts = Parts()
        guard reading.members(of: node, "an object of changes", Parts.keys, into: &parts).isEmpty else { return nil }
        var changes = Changes(unset: parts.unset)
        if let set = node.member("set")?.value, case .object(let members) = set.value {
            let known = Object.keys.filter { !$0.isName }
            let stated = Node(.object(members.filter { $0.value.value != .null }), range: set.range)
            let unreadable = reading.members(of: stated, Object.title, known, into: &changes.values, complete: false)
            guard unreadable.isEmpty else { return nil }
            changes.set = Object.keys.map(\.name).filter { stated.member($0) != nil }
        }
        return changes
    }

    public func write() -> Node {
        let members = Object.keys.filter { set.contains($0.name) }.compactMap { key in
            key.write(values).map { Node.Member(key.name, $0) }
        }
        // What a key gets that has no value is the same as taking it out.
        let emptied = set.filter { name in !members.contains { $0.key == name } }
        var result: [Node.Member] = []
        if !members.isEmpty { result.append(.init("set", Node(.object(members)))) }
        if !(unset + emptied).isEmpty { result.append(.init("unset", (unset + emptied).write())) }
        return Node(.object(result))
    }

    public static func schema(_ definitions: inout SchemaDefinitions) -> JSONSchema {
        definitions.reference("\(Object.definition)Changes") { definitions in
            let values = Object.keys.filter { !$0.isName }.map { key in
                (key.name, key.schema(&definitions).described(key.summary))
            }
            return .object(
                title: "changes of \(Object.title)",
                properties: [
                    ("set", .object(title: "keys with their new values", properties: values, required: [])),
                    ("unset", JSONSchema.array(of: .type("string")).described("Keys that are taken out.")),
                ], required: [])
        }
    }

    private struct Parts: Sendable {
        var set: AnyObject?
        var unset: [String] = []
        static var keys: [Key<Parts>] {
            [
                Key("set", \.set, "Keys with their new values."),
                Key(list: "unset", \.unset, "Keys that are taken out."),
            ]
        }
    }

    /// Any object; what is in it is read with the keys of what changes.
    private struct AnyObject: SpecificationValue {
        static func read(_ node: Node, _ reading: inout Reading) -> AnyObject? {
            guard case .object = node.value else { return reading.expected("an object of keys and values", node) }
            return AnyObject()
        }
        func write() -> Node { Node(.object([])) }
        static func schema(_ definitions: inout SchemaDefinitions) -> JSONSchema { .type("object") }
    }
}

extension Key {
    /// Whether only a rename changes it.
    fileprivate var isName: Bool { name == "name" || name == "renamedFrom" }
}
