internal import Naming
internal import Specification

/// What would make the planned specification invalid. The part of a request that brings it about is refused, so that
/// the rest can be planned.
extension Draft {
    /// What is wrong since `before`, in one sentence; nil where nothing is.
    func fault(since before: Draft) -> String? {
        for role in specification.roles where !Self.isName(role.name) { return Self.noName(role.name) }
        for entity in specification.entities {
            let former = before.entity(entity.name)
            guard former != entity else { continue }
            if let former, former.access == nil, entity.access != nil, isTenancy(entity.name) {
                return "tenancy says who may do what with \(phrase(pluralized(entity.name)))"
            }
            guard let fault = fault(in: entity) else { continue }
            if former.flatMap(before.fault(in:)) != fault { return fault }
        }
        guard let shared = sharedTable else { return nil }
        return before.sharedTable == shared ? nil : "two things would be kept in a table '\(shared)'"
    }

    private func fault(in entity: EntityDeclaration) -> String? {
        let members = entity.fields.map(\.name) + entity.relations.map(\.name)
        if let name = ([entity.name] + members).first(where: { !Self.isName($0) }) { return Self.noName(name) }
        return Self.repeated(members, entity) ?? Self.unknown(members, entity) ?? accountFault(in: entity)
            ?? accessFault(in: entity) ?? entity.fields.lazy.compactMap(Self.fault).first
    }

    // MARK: Names

    /// Whether it is ASCII letters, digits and underscores, and begins with a letter.
    private static func isName(_ name: String) -> Bool {
        guard let first = name.first, first.isASCII, first.isLetter else { return false }
        return name.utf8.count <= 50
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }

    private static func noName(_ name: String) -> String {
        "'\(name)' can't be a name: one begins with a letter from A to Z and is short"
    }

    private static func repeated(_ members: [String], _ entity: EntityDeclaration) -> String? {
        var seen: Set<String> = []
        if entity.key.isEmpty { seen.insert("id") }
        if entity.timestamps ?? true { seen.formUnion(["createdAt", "updatedAt"]) }
        if entity.softDelete == true { seen.insert("deletedAt") }
        return members.first { !seen.insert(camelCase($0)).inserted }.map {
            "\(phrase(pluralized(entity.name))) have '\(phrase($0))' already"
        }
    }

    /// A rule about something that isn't kept in one column.
    private static func unknown(_ members: [String], _ entity: EntityDeclaration) -> String? {
        let isSeveral = Set(entity.relations.filter { $0.kind != .belongsTo }.map(\.name))
        let named = entity.unique.flatMap(\.fields) + entity.indexes.flatMap(\.fields) + entity.search + entity.key
        return named.first { isSeveral.contains($0) }.map {
            "each of the \(phrase(pluralized(entity.name))) can have several \(phrase($0)), so no rule can name them"
        }
    }

    /// The first table that several entities, or the links of a relation, would be kept in.
    private var sharedTable: String? {
        var seen: Set<String> = []
        let tables = specification.entities.map { $0.table ?? pluralized(snakeCase($0.name)) }
        let links = specification.entities.flatMap { entity in
            entity.relations.filter { $0.kind == .manyToMany && $0.via == nil }.map {
                snakeCase(entity.name) + "_" + snakeCase($0.name)
            }
        }
        return (tables + links).first { !seen.insert($0).inserted }
    }

    // MARK: Accounts and rights

    /// Signing up makes a row of its own accord, and knows of nothing that it could hold or refer to.
    private func accountFault(in entity: EntityDeclaration) -> String? {
        guard entity.isAccount else { return nil }
        if entity.softDelete == true { return "the profile of an account can't be hidden instead of deleted" }
        let relation = entity.relations.first {
            $0.kind == .belongsTo && $0.isRequired && !isNew(relation: $0.name, entity.name)
        }
        let field = entity.fields.first { $0.isUnknownAtSignUp && !isNew(field: $0.name, entity.name) }
        return (relation?.name ?? field?.name).map {
            "signing up says nothing of the \(phrase($0)), so accounts must do without"
        }
    }

    private func isTenancy(_ entity: String) -> Bool {
        specification.tenancy.map { [$0.entity, $0.membership].contains(entity) } ?? false
    }

    private func accessFault(in entity: EntityDeclaration) -> String? {
        for case .allow(let grant) in entity.access ?? [] {
            if let fault = fault(of: grant.who, in: entity) { return fault }
        }
        return nil
    }

    private func fault(of who: Who, in entity: EntityDeclaration) -> String? {
        switch who {
        case .all(let several): return several.lazy.compactMap { fault(of: $0, in: entity) }.first
        case .role(let roles):
            let known = Set(specification.roles.map(\.name))
            return roles.first { !known.contains($0) }.map { "there is no role '\($0)'" }
        case .account(let path):
            let name = path.split(separator: ".").first.map(String.init) ?? path
            let isOne = entity.relations.contains { $0.name == name && $0.kind == .belongsTo }
            return isOne ? nil : "\(phrase(pluralized(entity.name))) have no '\(phrase(name))' of which there is one"
        default: return nil
        }
    }

    // MARK: Limits

    /// The lengths of the shortest texts of a form.
    private static let shortest: [FieldType: Int] = [.url: 8, .email: 5, .slug: 1]

    private static func fault(_ field: FieldDeclaration) -> String? {
        let name = phrase(field.name)
        for length in [field.minLength, field.maxLength].compactMap({ $0 }) where !(0...10_485_760).contains(length) {
            return "a text can't have \(length) characters"
        }
        if field.type == .phone, field.minLength != nil || field.maxLength != nil {
            return "telephone numbers have lengths of their own"
        }
        if [.url, .email].contains(field.type), field.minLength != nil { return "the \(name) has a form of its own" }
        if let most = field.maxLength, most < shortest[field.type] ?? field.minLength ?? 0 {
            return "no \(name) has at most \(most) characters"
        }
        if let least = field.min, let most = field.max, least.approximate > most.approximate {
            return "no \(name) is at least \(least.text) and at most \(most.text)"
        }
        for bound in [field.min, field.max].compactMap({ $0 }) {
            if field.type == .integer, Int32(bound.text) == nil {
                return "\(bound.text) isn't a whole number of at most \(Int32.max)"
            }
            if field.type == .bigint, Int64(bound.text) == nil { return "\(bound.text) isn't a whole number" }
            if !bound.approximate.isFinite { return "\(bound.text) is more than a number can be" }
        }
        return defaultFault(field)
    }

    private static func defaultFault(_ field: FieldDeclaration) -> String? {
        let name = phrase(field.name)
        switch field.defaultValue {
        case .literal(.number(let number)):
            if let most = field.max, number.approximate > most.approximate {
                return "the \(name) begins as \(number.text), which is more than \(most.text)"
            }
            if let least = field.min, number.approximate < least.approximate {
                return "the \(name) begins as \(number.text), which is less than \(least.text)"
            }
        case .literal(.string(let text)) where field.type != .enum:
            if let most = field.maxLength, text.unicodeScalars.count > most {
                return "the \(name) begins as '\(text)', which has more than \(most) characters"
            }
            if let least = field.minLength, text.unicodeScalars.count < least {
                return "the \(name) begins as '\(text)', which has less than \(least) characters"
            }
        default: break
        }
        return nil
    }
}

extension FieldDeclaration {
    /// Whether an account's profile would need a value that signing up doesn't give.
    var isUnknownAtSignUp: Bool { isRequired && defaultValue == nil && from == nil && generated == nil }
}
