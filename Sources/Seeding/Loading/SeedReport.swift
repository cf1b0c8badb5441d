public import SQL

/// What loading did.
public struct SeedReport: Codable, Hashable, Sendable {
    /// In the order in which they were filled.
    public var tables: [Table] = []
    /// The SQL files that ran, in their order.
    public var scripts: [String] = []

    public struct Table: Codable, Hashable, Sendable {
        public var name: QualifiedName
        public var inserted: Int
        /// Rows whose primary key was there before; they were left as they are.
        public var present: Int
    }

    public func table(named name: QualifiedName) -> Table? { tables.first { $0.name == name } }
}
