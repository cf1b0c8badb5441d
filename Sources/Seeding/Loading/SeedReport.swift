public import SQL

/// What loading did.
public struct SeedReport: Codable, Hashable, Sendable {
    /// In the order in which they were filled.
    public var tables: [Table] = []
    /// The SQL files that ran, in their order.
    public var scripts: [String] = []

    /// What happened to one table.
    public struct Table: Codable, Hashable, Sendable {
        public var name: QualifiedName
        public var inserted: Int
        /// Rows whose primary key was there before; they were left as they are.
        public var present: Int
    }

    /// What happened to the table with this name; nil where no seeds are for it.
    public func table(named name: QualifiedName) -> Table? { tables.first { $0.name == name } }
}
