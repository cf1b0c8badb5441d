internal import DomainModel
internal import Naming
internal import Specification

/// An entity as Swift sees it.
struct EntityShape {
    let entity: DomainModel.Entity
    /// `Todo`; what belongs to it is named after it.
    let type: String
    /// The facade's property for its repository: `todos`.
    let plural: String
    /// Every stored property, in order: the id, fields, relations, timestamps.
    let members: [MemberShape]
    /// Those that make up a composite key, in the key's order; empty where there is a column `id`.
    let keyParts: [MemberShape]
    /// What a draft may state.
    let stated: [MemberShape]
    /// What a patch may change.
    let changeable: [MemberShape]
    /// What a list can be ordered by: values that have an order, in a column of their own.
    let sortable: [MemberShape]
    /// The relations.
    let references: [MemberShape]
    /// What finds one row at most: the properties of each unique constraint that counts every row.
    let lookups: [[MemberShape]]
    /// A few words for comments: `todo`, `order item`.
    let phrase: String
    let pluralPhrase: String
    /// Links to other rows that can be followed from it.
    var links: [LinkShape] = []
    /// Where its rows ask accounts to become members.
    var invitation: InvitationShape?
    /// How links show its rows.
    var sharing: SharingShape?

    /// The type of what its rows were before each change; nil where that isn't kept.
    var history: EntityShape.History?

    /// Where former versions of rows are.
    struct History {
        /// `TodoVersion`
        let type: String
        /// The columns there that hold the key of the row.
        let key: [String]
    }

    /// Whether its rows are never changed or deleted.
    var isAppendOnly: Bool { entity.isAppendOnly }

    /// Whether deleting a row only hides it.
    var isSoftDeleted: Bool { entity.isSoftDeleted }

    var draft: String { type + "Draft" }
    var patch: String { type + "Patch" }
    var repository: String { type + "Repository" }

    init(_ entity: DomainModel.Entity, type: String, plural: String, _ resolver: TypeResolver) {
        self.entity = entity
        self.type = type
        self.plural = plural
        let changeable = Self.changeable(entity)
        var scope = NameScope(taken: PropertyNames.reserved.union(["id"]))
        var members: [MemberShape] = []
        switch entity.key {
        case .id(let identifier):
            members.append(
                .identifier(
                    type: type + ".ID", kind: identifier == .uuid ? "uuid" : "integer", isStated: false))
        case .account: members.append(.identifier(type: type + ".ID", kind: "uuid", isStated: true))
        case .composite: break
        }
        for attribute in entity.attributes where !attribute.isHidden {
            // Of a constant there is nothing to say.
            if case .currency(only: .some) = attribute.type { continue }
            if let compound = attribute.compound, attribute.currency?.isFixed != true {
                let parts = entity.parts(ofValueNamed: compound.name)
                guard parts.first == attribute else { continue }
                let name = scope.claim(PropertyNames.property(compound.name), suffix: "Value")
                members.append(
                    MemberShape(
                        compound.kind, parts, name: name, resolver, isChangeable: changeable(parts.map(\.column))))
                continue
            }
            let name = scope.claim(PropertyNames.property(attribute.name), suffix: "Value")
            members.append(
                MemberShape(attribute, name: name, resolver, isChangeable: changeable([attribute.column])))
        }
        for reference in entity.references {
            let name = scope.claim(PropertyNames.property(reference.name + "Id"), suffix: "Value")
            members.append(
                MemberShape(reference, name: name, resolver, isChangeable: changeable(reference.columns)))
        }
        if entity.hasTimestamps {
            for column in ["created_at", "updated_at"] {
                let name = scope.claim(camelCase(column), suffix: "Value")
                members.append(.timestamp(name: name, column: column))
            }
        }
        self.members = members
        stated = members.filter(\.isStated)
        self.changeable = entity.isAppendOnly ? [] : members.filter(\.isChangeable)
        sortable = members.filter { $0.columns.count == 1 && !$0.isList && $0.hasOrder }
        references = members.filter { $0.targetTable != nil }
        lookups = Self.lookups(of: entity, members)
        phrase = Naming.phrase(entity.name)
        pluralPhrase = Naming.phrase(pluralized(entity.name))
        guard case .composite(let parts) = entity.key else {
            keyParts = []
            return
        }
        keyParts = parts.compactMap { part in members.first { $0.columns == part.columns } }
    }

    private static func lookups(of entity: DomainModel.Entity, _ members: [MemberShape]) -> [[MemberShape]] {
        var seen: Set<[String]> = [entity.keyColumns]
        var lookups: [[MemberShape]] = []
        for unique in entity.uniques where unique.condition == nil && seen.insert(unique.columns).inserted {
            let found = members.showing(unique.columns).filter { member in
                !member.isList && member.columns.allSatisfy(unique.columns.contains)
            }
            if found.reduce(0, { $0 + $1.columns.count }) == unique.columns.count { lookups.append(found) }
        }
        return lookups
    }

    /// Whether a patch may name these columns: those that nobody changes need a rule that names them.
    private static func changeable(_ entity: DomainModel.Entity) -> ([String]) -> Bool {
        let protected = entity.protectedColumns
        var named: Set<String> = []
        for rule in entity.rules where rule.can.contains(.update) { named.formUnion(rule.columns ?? []) }
        return { columns in columns.allSatisfy { !protected.contains($0) || named.contains($0) } }
    }

    /// The default order, which ends in the key so that it never depends on chance.
    var order: [DomainModel.Ordering] {
        var order = entity.order
        if order.isEmpty, entity.hasTimestamps { order.append(.init("created_at")) }
        for column in entity.keyColumns where !order.contains(where: { $0.column == column }) {
            order.append(.init(column))
        }
        return order
    }
}

extension [MemberShape] {
    /// The properties that show these columns, in the columns' order.
    func showing(_ columns: [String]) -> [MemberShape] {
        let found = compactMap { member in
            columns.firstIndex { member.columns.contains($0) }.map { (position: $0, member: member) }
        }
        return found.sorted { $0.position < $1.position }.map(\.member)
    }
}

extension DomainModel.Currency {
    fileprivate var isFixed: Bool { if case .fixed = self { true } else { false } }
}
