internal import Naming

/// Rows that deleting only hides.
extension DomainModel.Entity {
    /// The column that says when a row was deleted.
    public static let deletionColumn = "deleted_at"

    /// The function that deletes one of its rows: `delete_order_item`.
    public var deletingFunction: String { boundedName("delete_\(snakeCase(name))") }
    /// The function that takes that back: `restore_order_item`.
    public var restoringFunction: String { boundedName("restore_\(snakeCase(name))") }

    /// Whether a unique constraint counts rows that were deleted, too: one that holds the whole key does, because
    /// foreign keys may point at it, and one of rows that are really deleted.
    public func countsDeletedRows(_ unique: DomainModel.Unique) -> Bool {
        !isSoftDeleted || Set(keyColumns).isSubset(of: unique.columns)
    }
}
