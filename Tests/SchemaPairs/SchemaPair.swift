public import Foundation

/// Two schemas of one application, as SQL: one before a change, one after it.
public struct SchemaPair: Codable, Sendable {
    public var `case`: String
    public var old: String
    public var new: String
    /// Roles that the statements name.
    public var roles: [String]?

    public init(case name: String, old: String, new: String, roles: [String]? = nil) {
        `case` = name
        self.old = old
        self.new = new
        self.roles = roles
    }

    /// The pairs of a file, one JSON object a line.
    public static func read(_ file: URL) throws -> [SchemaPair] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
            try JSONDecoder().decode(SchemaPair.self, from: Data($0.utf8))
        }
    }

    /// The way back.
    public var reversed: SchemaPair { SchemaPair(case: "\(`case`) (back)", old: new, new: old, roles: roles) }
}
