internal import Naming

/// The name of a table, type or function, with its schema.
public struct QualifiedName: Codable, Hashable, Sendable {
    public var schema: String
    public var name: String

    public init(_ schema: String, _ name: String) {
        self.schema = schema
        self.name = name
    }

    /// Quoted where it must be.
    public var sql: String { "\(quotedIdentifier(schema)).\(quotedIdentifier(name))" }
}
