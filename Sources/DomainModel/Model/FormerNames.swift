/// What things in the database may have been called before: what `renamedFrom` says, and every name that follows from
/// it.
///
/// Whether a database still has a former name is asked of the database. Where it has the new one, nothing is left to do.
public struct FormerNames: Codable, Hashable, Sendable {
    public var tables: [Name] = []
    /// By the table's present name.
    public var columns: [String: [Name]] = [:]
    /// Native enum types.
    public var types: [Name] = []

    public init() {}

    /// The present name of a thing, and those that it may have had.
    public struct Name: Codable, Hashable, Sendable {
        public var current: String
        /// The likeliest first; never empty.
        public var former: [String]
        /// What says so in the specification, as `Todo.title`; nil for a name that follows from another.
        public var declaration: String?

        /// Nil where no other name is left.
        init?(_ current: String, former: [String], declaration: String? = nil) {
            var seen: Set = [current]
            self.former = former.filter { seen.insert($0).inserted }
            guard !self.former.isEmpty else { return nil }
            self.current = current
            self.declaration = declaration
        }
    }

    public var isEmpty: Bool { tables.isEmpty && columns.isEmpty && types.isEmpty }
}
