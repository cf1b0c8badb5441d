internal import Diagnostics
internal import Expressions
internal import Naming

/// The fields that hold the values of one enum, and what is said about those values elsewhere.
struct EnumValueUses {
    /// Names of entities and of their fields.
    private var fields: [(entity: String, field: String)] = []

    init(_ place: EnumPlace, _ specification: Specification) {
        var shared: String?
        switch place {
        case .shared(let name): shared = name
        case .field(let name, let entityName):
            let field = specification.entity(named: entityName)?.fields.first { isSameMember($0.name, name) }
            shared = field?.sharedEnum
            if shared == nil { fields = [(entityName, name)] }
        }
        guard let shared else { return }
        for entity in specification.entities {
            for field in entity.fields where field.sharedEnum.map({ isSameEntity($0, shared) }) ?? false {
                fields.append((entity.name, field.name))
            }
        }
    }

    private func contains(_ entity: String, _ field: String) -> Bool {
        fields.contains { isSameEntity($0.entity, entity) && isSameMember($0.field, field) }
    }

    /// Writes the new name of a value wherever the old one is meant.
    func rename(_ old: String, to new: String, in editor: inout SpecificationEditor) throws(DiagnosticsError) {
        try refuseStatements(old, in: editor)
        let before = editor.specification
        for (position, entity) in before.entities.enumerated() {
            var changed = entity
            for index in entity.fields.indices where contains(entity.name, entity.fields[index].name) {
                changed.fields[index].defaultValue = entity.fields[index].defaultValue?.renaming(old, to: new)
                changed.fields[index].backfill = entity.fields[index].backfill?.renaming(old, to: new)
            }
            changed.access = entity.access?.map { renamed($0, old, new, from: entity, before) }
            changed = try editor.mapExpressions(of: changed) { (expression) throws(DiagnosticsError) -> String? in
                let places = texts(old, in: expression, of: entity).map {
                    (range: $0, new: "'\(doubling("'", in: new))'")
                }
                return places.isEmpty ? nil : expression.replacing(places)
            }
            if changed != entity { editor.specification.entities[position] = changed }
        }
        if let tenancy = before.tenancy, contains(tenancy.membership, "role") {
            editor.specification.tenancy?.roles = tenancy.roles.map { $0 == old ? new : $0 }
        }
    }

    /// Refuses where a value can't be missed. A default takes its heir.
    func remove(
        _ value: String, becomes heir: String?, in editor: inout SpecificationEditor
    ) throws(DiagnosticsError) {
        try refuseStatements(value, in: editor)
        let before = editor.specification
        var uses: [EditRefusal.Use] = []
        for (position, entity) in before.entities.enumerated() {
            for (index, field) in entity.fields.enumerated() where contains(entity.name, field.name) {
                if let changed = field.defaultValue?.renaming(value, to: heir ?? ""), changed != field.defaultValue {
                    if heir == nil {
                        uses.append(
                            .init("the default of \(entity.name).\(field.name)", at: field.source.location("default")))
                    } else {
                        editor.specification.entities[position].fields[index].defaultValue = changed
                    }
                }
            }
            for case .allow(let grant) in entity.access ?? [] {
                for comparison in grant.comparisons where isAbout(comparison, from: entity, before) {
                    if comparison.renaming(value, to: "") != comparison {
                        uses.append(
                            .init("a condition of a grant on \(entity.name)", at: comparison.source.location("field")))
                    }
                }
                if names(value, grant.who, from: entity, before) {
                    uses.append(.init("a grant on \(entity.name)", at: grant.source.location("who")))
                }
            }
            _ = try editor.mapExpressions(of: entity) { (expression) throws(DiagnosticsError) -> String? in
                uses += texts(value, in: expression, of: entity).map {
                    .init(expression.what, at: expression.place($0))
                }
                return nil
            }
        }
        if let tenancy = before.tenancy, contains(tenancy.membership, "role"), tenancy.roles.contains(value) {
            uses.append(.init("'tenancy'", at: tenancy.source.location("roles")))
        }
        guard uses.isEmpty else {
            throw EditRefusal.stillUsed(
                uses, "the value '\(value)'",
                fix: heir == nil ? "say what its rows become, and change what names it" : "change that first")
        }
    }

    private func refuseStatements(_ value: String, in editor: SpecificationEditor) throws(DiagnosticsError) {
        for (entity, _) in fields {
            guard let table = editor.specification.entity(named: entity)?.databaseTable else { continue }
            let uses = editor.statements(naming: [table], quoting: [value])
            guard uses.isEmpty else {
                throw EditRefusal.stillUsed(
                    uses, "the value '\(value)'",
                    fix: "rewrite the statement in the same change: whole statements are never rewritten")
            }
        }
    }

    /// The places at which an expression of `entity` compares one of the fields with `value`.
    private func texts(_ value: String, in expression: EntityExpression, of entity: EntityDeclaration) -> [Range<Int>] {
        entity.fields.filter { contains(entity.name, $0.name) }.flatMap { field in
            expression.texts(comparedWith: field.databaseColumns[0]).filter { $0.content == value }.map(\.range)
        }
    }

    private func isAbout(_ comparison: Comparison, from start: EntityDeclaration, _ specification: Specification)
        -> Bool
    {
        guard let found = specification.field(at: comparison.field, from: start) else { return false }
        return contains(found.entity, found.field.name)
    }

    private func renamed(
        _ grant: Grant, _ old: String, _ new: String, from start: EntityDeclaration, _ before: Specification
    ) -> Grant {
        guard case .allow(var allowed) = grant else { return grant }
        func changed(_ conditions: OneOrMore<Condition>?) -> OneOrMore<Condition>? {
            conditions.map { conditions in
                OneOrMore(
                    conditions.elements.map { condition in
                        condition.map { isAbout($0, from: start, before) ? $0.renaming(old, to: new) : $0 }
                    })
            }
        }
        allowed.when = changed(allowed.when)
        allowed.becomes = changed(allowed.becomes)
        allowed.who = renamed(allowed.who, old, new, from: start, before)
        return .allow(allowed)
    }

    private func renamed(
        _ who: Who, _ old: String, _ new: String, from start: EntityDeclaration, _ before: Specification
    ) -> Who {
        func changed(_ words: [String]) -> [String] { words.map { $0 == old ? new : $0 } }
        guard names(old, who, from: start, before) else { return who }
        switch who {
        case .memberOf(let path, let roles): return .memberOf(path, roles: changed(roles))
        case .listedIn(let path, let permission, let account, let field):
            return .listedIn(path, permission: changed(permission), account: account, permissionField: field)
        case .all(let grantees): return .all(grantees.map { renamed($0, old, new, from: start, before) })
        default: return who
        }
    }

    /// Whether a grantee is told by this value of a membership's or a share's row.
    private func names(_ value: String, _ who: Who, from start: EntityDeclaration, _ before: Specification) -> Bool {
        switch who {
        case .memberOf(let path, let roles):
            guard roles.contains(value), let end = before.end(of: path, from: start) else { return false }
            return before.membership(of: end).map { contains($0, "role") } ?? false
        case .listedIn(let path, let permission, _, let field):
            return permission.contains(value)
                && contains(before.end(of: path, from: start) ?? path, field ?? "permission")
        case .all(let grantees): return grantees.contains { names(value, $0, from: start, before) }
        default: return false
        }
    }
}

extension Literal {
    func renaming(_ old: String, to new: String) -> Literal {
        switch self {
        case .string(old): .string(new)
        case .list(let elements): .list(elements.map { $0.renaming(old, to: new) })
        default: self
        }
    }
}

extension DefaultValue {
    fileprivate func renaming(_ old: String, to new: String) -> DefaultValue {
        if case .literal(let literal) = self { .literal(literal.renaming(old, to: new)) } else { self }
    }
}

extension Comparison {
    fileprivate func renaming(_ old: String, to new: String) -> Comparison {
        var changed = self
        changed.isEqual = isEqual?.renaming(old, to: new)
        changed.isNot = isNot?.renaming(old, to: new)
        changed.isOneOf = isOneOf?.map { $0.renaming(old, to: new) }
        changed.atLeast = atLeast?.renaming(old, to: new)
        changed.atMost = atMost?.renaming(old, to: new)
        return changed
    }
}
