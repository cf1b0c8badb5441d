internal import Catalog

enum GrantChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        statements(fact, from: nil, to: fact[.privileges], in: catalog)
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] {
        statements(fact, from: fact[.privileges], to: nil, in: catalog)
    }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        let withdrawn = withdrawn(above: old, in: sides)
        let left = list(old[.privileges]).filter { !withdrawn.contains(bare($0)) }
        return .inPlace(statements(new, from: left.joined(separator: ", "), to: new[.privileges], in: sides.to))
    }

    /// Whether a grant on a column goes with what its grantee loses on the table, though it is to stay.
    static func isWithdrawn(_ grant: Fact, in sides: Sides) -> Bool {
        let withdrawn = withdrawn(above: grant, in: sides)
        return list(grant[.privileges]).contains { withdrawn.contains(bare($0)) }
    }

    /// What the grantee of a grant on a column loses on the table: revoking it there revokes it on every column as well
    /// (manual, "REVOKE", "Notes").
    private static func withdrawn(above grant: Fact, in sides: Sides) -> Set<String> {
        guard grant.kind == .grant, let id = grant.grantOnTable(in: sides.from) else { return [] }
        func privileges(_ catalog: Catalog) -> Set<String> { Set(list(catalog[id]?[.privileges]).map(bare)) }
        return privileges(sides.from).subtracting(privileges(sides.to))
    }

    /// A privilege without the right to pass it on.
    private static func bare(_ privilege: String) -> String {
        let option = " with grant option"
        return privilege.hasSuffix(option) ? String(privilege.dropLast(option.count)) : privilege
    }

    /// What leads from the privileges `old` to `new`, lists such as `insert, select with grant option`.
    static func statements(_ fact: Fact, from old: String?, to new: String?, in catalog: Catalog) -> [String] {
        guard let about = fact.parent.flatMap({ catalog[$0] }) else { return [] }
        return statements(
            on: about, column: fact[.column], isOnIdentity: fact.isOnIdentity, to: fact[.grantee] ?? "public",
            from: old, to: new)
    }

    /// - Parameters:
    ///   - column: the column of `about` that it is about; those of views are no facts of their own.
    ///   - isOnIdentity: whether it is about the sequence of an identity column, and not about the column.
    static func statements(
        on about: Fact, column: String? = nil, isOnIdentity: Bool = false, to grantee: String, from old: String?,
        to new: String?
    ) -> [String] {
        let (before, after) = (Set(list(old)), Set(list(new)))
        let option = " with grant option"
        var plain: [String] = []
        var grantable: [String] = []
        var revoked: [String] = []
        var optionRevoked: [String] = []
        for privilege in after.subtracting(before).sorted() {
            if privilege.hasSuffix(option) {
                grantable.append(String(privilege.dropLast(option.count)))
            } else if before.contains(privilege + option) {
                optionRevoked.append(privilege)
            } else {
                plain.append(privilege)
            }
        }
        for privilege in before.subtracting(after).sorted() {
            let bare = privilege.hasSuffix(option) ? String(privilege.dropLast(option.count)) : privilege
            if !after.contains(bare), !after.contains(bare + option) { revoked.append(bare) }
        }
        let target = isOnIdentity ? "sequence \(about[.objects] ?? "")" : target(about)
        func named(_ privileges: [String]) -> String {
            let column = isOnIdentity ? nil : about.kind == .column ? about[.column] : column
            return privileges.map { privilege in column.map { "\(privilege) (\($0))" } ?? privilege }
                .joined(separator: ", ")
        }
        var statements: [String] = []
        if !revoked.isEmpty { statements.append("revoke \(named(revoked)) on \(target) from \(grantee)") }
        if !optionRevoked.isEmpty {
            statements.append("revoke grant option for \(named(optionRevoked)) on \(target) from \(grantee)")
        }
        if !plain.isEmpty { statements.append("grant \(named(plain)) on \(target) to \(grantee)") }
        if !grantable.isEmpty { statements.append("grant \(named(grantable)) on \(target) to \(grantee)\(option)") }
        return statements
    }

    private static func target(_ about: Fact) -> String {
        switch about.kind {
        case .column: "table \(about[.table] ?? "")"
        case .table, .view, .materializedView: "table \(about.name)"
        case .function: "\(about[.routine] == "procedure" ? "procedure" : "function") \(about.name)"
        case .foreignServer: "foreign server \(about.name)"
        case .domain: "type \(about.name)"
        default: about.reference
        }
    }

    private static func list(_ privileges: String?) -> [String] {
        privileges?.split(separator: ", ").map(String.init) ?? []
    }
}

extension Fact {
    /// Whether it grants something on the sequence of an identity column.
    var isOnIdentity: Bool { self[.type] == "sequence" && kind == .grant }

    /// For a grant on a column, the grant to the same grantee on its table.
    func grantOnTable(in catalog: Catalog) -> Fact.ID? {
        guard kind == .grant, !isOnIdentity, self[.column] != nil, let parent, let grantee = self[.grantee] else {
            return nil
        }
        // The columns of a view are no facts of their own.
        guard let table = parent.kind == .column ? catalog[parent]?.parent : parent else { return nil }
        return Fact.ID(.grant, "on \(table) to \(grantee)")
    }
}

enum DefaultPrivilegeChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        guard let privileges = fact[.privileges] else {
            return ["\(prefix(fact)) revoke all on \(fact[.objects] ?? "") from public"]
        }
        let option = " with grant option"
        let list = privileges.split(separator: ", ").map(String.init)
        let plain = list.filter { !$0.hasSuffix(option) }
        let grantable = list.filter { $0.hasSuffix(option) }.map { String($0.dropLast(option.count)) }
        return [(plain, ""), (grantable, option)].filter { !$0.0.isEmpty }.map { privileges, option in
            "\(prefix(fact)) grant \(privileges.joined(separator: ", ")) on \(fact[.objects] ?? "") to \(fact[.grantee] ?? "")\(option)"
        }
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] {
        fact[.privileges] == nil
            ? [
                "\(prefix(fact)) grant \(fact[.objects] == "types" ? "usage" : "execute") on \(fact[.objects] ?? "") to public"
            ]
            : ["\(prefix(fact)) revoke all on \(fact[.objects] ?? "") from \(fact[.grantee] ?? "")"]
    }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        .inPlace(drop(old, in: sides.from) + create(new, in: sides.to))
    }

    private static func prefix(_ fact: Fact) -> String {
        "alter default privileges for role \(fact[.role] ?? "")" + (fact[.schema].map { " in schema \($0)" } ?? "")
    }
}
