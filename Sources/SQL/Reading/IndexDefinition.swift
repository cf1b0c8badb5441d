internal import Foundation

/// What an index holds, read from what PostgreSQL prints of it (`pg_get_indexdef`).
public struct IndexDefinition: Sendable, Equatable {
    public var isUnique: Bool
    /// `btree`, `gin`, …
    public var method: String
    public var columns: [Column]
    /// Columns that are stored with it.
    public var included: [String]
    /// What rows it holds, as SQL; nil for all of them.
    public var condition: String?

    public struct Column: Sendable, Equatable {
        public var name: String
        public var isDescending: Bool
    }

    /// Nil for what is more than that: expressions, operator classes, collations, an order of nulls of its own.
    public init?(_ text: String) {
        guard let index = SyntaxNode(text)?["IndexStmt"], index.exists, !index["nulls_not_distinct"].exists,
            !index["options"].exists
        else { return nil }
        columns = []
        for part in index["indexParams"].elements {
            let element = part["IndexElem"]
            guard let name = element["name"].string, !element["opclass"].exists, !element["collation"].exists,
                element["nulls_ordering"].string ?? "SORTBY_NULLS_DEFAULT" == "SORTBY_NULLS_DEFAULT"
            else { return nil }
            columns.append(Column(name: name, isDescending: element["ordering"].string == "SORTBY_DESC"))
        }
        included = index["indexIncludingParams"].elements.compactMap { $0["IndexElem"]["name"].string }
        isUnique = index["unique"].exists
        method = index["accessMethod"].string ?? "btree"
        if index["whereClause"].exists {
            guard let place = text.range(of: " WHERE ", options: .backwards) else { return nil }
            condition = String(text[place.upperBound...])
        }
    }
}
