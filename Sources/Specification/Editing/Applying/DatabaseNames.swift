internal import Naming

/// The names that SQL in a specification uses for its parts.
extension EntityDeclaration {
    var databaseTable: String { table ?? pluralized(snakeCase(name)) }

    /// The columns of a field or relation; none for a relation whose key stands elsewhere.
    func databaseColumns(of member: String) -> [String] {
        if let field = fields.first(where: { isSameMember($0.name, member) }) { return field.databaseColumns }
        if let relation = relations.first(where: { isSameMember($0.name, member) }) { return relation.databaseColumns }
        return []
    }
}

extension FieldDeclaration {
    var databaseColumns: [String] {
        let main = column ?? snakeCase(name)
        switch type {
        case .money: return [main, "\(main)_currency"]
        case .location: return [main, "\(main)_latitude", "\(main)_longitude"]
        default: return [main]
        }
    }
}

extension RelationDeclaration {
    var databaseColumns: [String] { kind == .belongsTo ? [column ?? "\(snakeCase(name))_id"] : [] }
}
