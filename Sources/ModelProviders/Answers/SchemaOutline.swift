internal import Specification

/// A JSON Schema in a few words: declarations as TypeScript has them, with what each key means. Models read it as well
/// as the schema, for a fraction of its tokens.
struct SchemaOutline {
    private let schema: Node

    init(_ schema: Node) { self.schema = schema }

    /// One declaration a line; those that others refer to come after.
    var text: String {
        var lines = ["Answer = \(type(schema))"]
        if case .object(let definitions)? = schema.at("$defs")?.value {
            lines += definitions.map { "\($0.key) = \(type($0.value))" }
        }
        return lines.joined(separator: "\n")
    }

    private func type(_ node: Node) -> String {
        if let reference = node.at("$ref")?.string {
            return reference.split(separator: "/").last.map(String.init) ?? ""
        }
        if let choices = node.at("anyOf") { return choices.elements.map(type).joined(separator: " | ") }
        if let words = node.at("enum") { return words.elements.map(CanonicalJSON.line).joined(separator: " | ") }
        if let constant = node.at("const") { return CanonicalJSON.line(of: constant) }
        switch node.at("type")?.string {
        case "array":
            let element = node.at("items").map(type) ?? "any"
            return element.contains(" ") ? "(\(element))[]" : "\(element)[]"
        case "object":
            guard case .object(let properties)? = node.at("properties")?.value else { return "object" }
            return "{" + properties.map { property($0.key, $0.value) }.joined(separator: ", ") + "}"
        case let name?: return name
        case nil: return "any"
        }
    }

    private func property(_ name: String, _ node: Node) -> String {
        let choices = node.at("anyOf")?.elements ?? []
        let isOptional = choices.contains { $0.at("type")?.string == "null" }
        let rest = choices.filter { $0.at("type")?.string != "null" }
        let kind = isOptional ? rest.map(type).joined(separator: " | ") : type(node)
        let comment =
            Self.selfExplaining.contains(name) ? "" : node.at("description")?.string.map { " /* \($0) */" } ?? ""
        return "\(name)\(isOptional ? "?" : ""): \(kind)\(comment)"
    }

    /// Keys that every edit has; they are explained once, in the instructions.
    private static let selfExplaining: Set<String> = ["edit", "words", "reason", "entity", "name"]
}
