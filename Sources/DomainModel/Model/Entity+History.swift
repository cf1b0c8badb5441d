/// Rows that are kept as they were before each change.
extension DomainModel {
    /// What a table of versions says besides the row that it keeps.
    public enum History {
        /// When a version stopped being the row, who made it stop, and by what.
        public static let endedAt = "version_ended_at"
        public static let endedBy = "version_ended_by"
        public static let endedWith = "version_ended_with"

        /// The enumeration of ``endedWith``, by its name in the model.
        public static let end = "VersionEnd"

        /// What ends a version.
        public enum End: String, CaseIterable, Sendable { case update, delete, restore }
    }
}

extension DomainModel.Entity {
    /// Whether its rows are versions of another entity's.
    public var isHistory: Bool { versionsOf != nil }

    /// In a table of versions: the columns that hold the key of the row that they were, in that key's order.
    public var versionedKey: [String] { isHistory ? references.first?.columns ?? [] : [] }
}

extension DomainModel {
    /// The entity whose rows are the versions of `entity`'s; nil where none are kept.
    public func history(of entity: Entity) -> Entity? { entities.first { $0.versionsOf == entity.name } }
}
