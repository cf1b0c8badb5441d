internal import Naming

/// Who owns the rows of an entity, and what owners may do where no access is stated.
extension EntityDeclaration {
    /// A relation to an account that is named like this owns the row, unless `owner` names another.
    public static let ownerNames = ["owner", "user", "author", "creator", "createdBy"]

    /// Whether its rows are the profiles of accounts.
    public var isAccount: Bool { account ?? (name == "User") }

    /// What holds where `access` is left out: owners may do everything with their rows, as far as anybody may, others
    /// nothing.
    public static func defaultAccess(hasOwner: Bool, isAppendOnly: Bool) -> [Grant] {
        guard hasOwner else { return [] }
        var grant = AllowGrant()
        grant.who = .owner
        grant.can = isAppendOnly ? [.read, .create] : Operation.allCases
        return [.allow(grant)]
    }
}

extension Specification {
    /// Whether a relation to `name` points at an account.
    func meansAccounts(_ name: String) -> Bool {
        let profile = entities.first(where: \.isAccount)?.name ?? "User"
        return isSameEntity(name, profile)
    }

    /// The relation that names a row's owner: the one that is stated, or the only one that is named like an owner.
    func ownerRelation(of entity: EntityDeclaration) -> String? {
        if let owner = entity.owner { return owner }
        if entity.isAccount { return nil }
        let own = entity.relations.filter { $0.kind == .belongsTo && $0.entity.map(meansAccounts) ?? false }
        let candidates = own.map(\.name).filter { EntityDeclaration.ownerNames.contains(camelCase($0)) }
        return candidates.count == 1 ? candidates.first : nil
    }
}

/// Whether two spellings mean one entity; `todo_item` means `TodoItem`.
func isSameEntity(_ one: String, _ other: String) -> Bool {
    one == other || words(of: one).joined() == words(of: other).joined()
}

/// Whether two spellings mean one field or relation; `due_date` means `dueDate`.
func isSameMember(_ one: String, _ other: String) -> Bool { one == other || camelCase(one) == camelCase(other) }
