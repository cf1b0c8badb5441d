internal import DomainModel
internal import Naming

/// A junction as Swift sees it.
struct JunctionShape {
    let junction: DomainModel.Junction
    /// Its property of `StoredJunctions`.
    let name: String
    let declaring: Side
    let other: Side

    struct Side {
        /// The type of the key: `Tag.ID`.
        let key: String
        /// The entity's type; nil for accounts, of which the application keeps nothing.
        let type: String?
        let columns: [String]
        let kinds: [TypeResolver.ColumnKind]
        let table: String
    }

    init(_ junction: DomainModel.Junction, name: String, _ resolver: TypeResolver) {
        self.junction = junction
        self.name = name
        func side(_ side: DomainModel.JunctionSide) -> Side {
            var type: String?
            if case .entity(let entity) = side.target { type = resolver.entities[entity] }
            return Side(
                key: resolver.type(side.target), type: type, columns: side.columns,
                kinds: resolver.columnKinds(side.target), table: resolver.table(side.target))
        }
        declaring = side(junction.declaring)
        other = side(junction.other)
    }
}

/// A junction seen from one of its sides.
struct LinkShape {
    /// The relation: `tags`.
    let name: String
    /// One of them: `tag`.
    let singular: String
    /// The junction's property of `StoredJunctions`.
    let junction: String
    let near: JunctionShape.Side
    let far: JunctionShape.Side
    let documentation: String?

    init(_ shape: JunctionShape, isFromDeclaring: Bool) {
        let relation =
            isFromDeclaring ? shape.junction.relation : shape.junction.inverse ?? shape.junction.relation
        name = PropertyNames.property(relation)
        singular = PropertyNames.property(singularized(relation))
        junction = shape.name
        near = isFromDeclaring ? shape.declaring : shape.other
        far = isFromDeclaring ? shape.other : shape.declaring
        documentation = isFromDeclaring ? shape.junction.description : nil
    }
}
