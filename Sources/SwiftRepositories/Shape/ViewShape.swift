internal import DomainModel
internal import Naming
internal import Specification

/// A view as Swift sees it.
struct ViewShape {
    let view: DomainModel.View
    /// `ActiveRestaurant`; what belongs to it is named after it.
    let type: String
    /// The facade's property for it: `activeRestaurants`.
    let plural: String
    /// A stored property for each column, in order.
    let members: [MemberShape]
    /// What identifies a row; empty where nothing was said.
    let key: [MemberShape]
    let phrase: String
    let pluralPhrase: String

    var reader: String { type + "Reader" }
    /// What a list can be ordered by.
    var sortable: [MemberShape] { members.filter { $0.columns.count == 1 && !$0.isList && $0.hasOrder } }
    /// The rows that it says it belongs to, apart from the one that it is.
    var references: [MemberShape] {
        members.filter { member in member.targetTable != nil && !key.contains { $0.name == member.name } }
    }

    init(_ view: DomainModel.View, type: String, plural: String, _ resolver: TypeResolver) {
        self.view = view
        self.type = type
        self.plural = plural
        phrase = Naming.phrase(view.name)
        pluralPhrase = Naming.phrase(pluralized(view.name))
        var scope = NameScope(taken: PropertyNames.reserved)
        members = view.columns.map { column in
            let name = scope.claim(PropertyNames.property(camelCase(column.name)), suffix: "Value")
            switch column.value {
            case .attribute(let type, let isList):
                let attribute = DomainModel.Attribute(
                    name: camelCase(column.name), column: column.name, type: type, isRequired: column.isRequired,
                    isList: isList)
                return MemberShape(attribute, name: name, resolver, isChangeable: false)
            case .key(let target):
                let relation = column.name.hasSuffix("_id") ? String(column.name.dropLast(3)) : column.name
                let reference = DomainModel.Reference(
                    name: camelCase(relation), columns: [column.name], target: target, isRequired: column.isRequired,
                    onDelete: .restrict)
                return MemberShape(reference, name: name, resolver, isChangeable: false)
            }
        }
        let members = members
        key = view.key.compactMap { column in members.first { $0.columns == [column] } }
    }
}
