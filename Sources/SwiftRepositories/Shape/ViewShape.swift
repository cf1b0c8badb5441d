internal import DomainModel
internal import Naming

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
            return MemberShape(column.value, of: column.name, isRequired: column.isRequired, name: name, resolver)
        }
        let members = members
        key = view.key.compactMap { column in members.first { $0.columns == [column] } }
    }
}
