public import SQL

/// The rows of one table.
public struct SeedTable: Codable, Hashable, Sendable {
    public var name: QualifiedName
    public var columns: [String]
    /// One value for each of ``columns``, in their order.
    public var rows: [[SeedValue]]

    public init(_ name: QualifiedName, columns: [String], rows: [[SeedValue]]) {
        self.name = name
        self.columns = columns
        self.rows = rows
    }

    /// The values of a column, row by row; nil if there is no such column.
    public func values(of column: String) -> [SeedValue]? {
        columns.firstIndex(of: column).map { index in rows.map { $0[index] } }
    }
}
