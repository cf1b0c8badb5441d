internal import DomainModel
internal import Naming
internal import Specification

/// A declared query as Swift sees it.
struct QueryShape {
    let query: DomainModel.Query
    /// The function that asks it: `findActiveByOwner`.
    let name: String
    /// The type of a row that it answers: `FindActiveByOwnerRow`.
    let type: String
    let parameters: [MemberShape]
    /// A stored property for each column, in order.
    let members: [MemberShape]

    /// What the function answers.
    var result: String { query.isSingle ? type + "?" : "[\(type)]" }

    init(_ query: DomainModel.Query, name: String, type: String, _ resolver: TypeResolver) {
        self.query = query
        self.name = name
        self.type = type
        var arguments = NameScope(taken: PropertyNames.reserved)
        parameters = query.parameters.map { parameter in
            MemberShape(
                parameter.value ?? .attribute(.text, isList: false), of: parameter.argument,
                isRequired: !parameter.isOptional,
                name: arguments.claim(PropertyNames.property(parameter.name), suffix: "Value"), resolver)
        }
        var properties = NameScope(taken: PropertyNames.reserved)
        members = query.columns.map { column in
            MemberShape(
                column.value ?? .attribute(.text, isList: false), of: column.name, isRequired: column.isRequired,
                name: properties.claim(PropertyNames.property(camelCase(column.name)), suffix: "Value"), resolver)
        }
    }
}

extension MemberShape {
    /// A column of a view or query, or a parameter.
    init(
        _ value: DomainModel.ViewValue, of column: String, isRequired: Bool, name: String, _ resolver: TypeResolver
    ) {
        switch value {
        case .attribute(let type, let isList):
            let attribute = DomainModel.Attribute(
                name: camelCase(column), column: column, type: type, isRequired: isRequired, isList: isList)
            self.init(attribute, name: name, resolver, isChangeable: false)
        case .key(let target):
            let relation = column.hasSuffix("_id") ? String(column.dropLast(3)) : column
            let reference = DomainModel.Reference(
                name: camelCase(relation), columns: [column], target: target, isRequired: isRequired,
                onDelete: .restrict)
            self.init(reference, name: name, resolver, isChangeable: false)
        }
    }
}
