internal import Diagnostics
internal import Expressions

extension SpecificationEditor {
    mutating func addUnique(_ unique: UniqueDeclaration, to entityName: String) throws(DiagnosticsError) {
        let position = try index(ofEntity: entityName)
        let entity = specification.entities[position]
        try requireMembers(unique.fields, of: entity)
        guard !unique.fields.isEmpty else {
            throw EditRefusal.invalid(
                "a unique constraint names at least one field", at: entity.source.location("name"))
        }
        try requireExpression(unique.condition, of: entity)
        if let field = unique.fields.first, unique.fields.count == 1, unique == UniqueDeclaration([field]),
            entity.fields.contains(where: { isSameMember($0.name, field) && $0.unique == true })
                || entity.relations.contains(where: { isSameMember($0.name, field) && $0.unique == true })
        {
            return
        }
        let isThere = entity.unique.contains {
            Self.isSame($0.fields, unique.fields, ordered: false) && $0.condition == unique.condition
                && $0.deferrable ?? false == unique.deferrable ?? false
        }
        if !isThere { specification.entities[position].unique.append(unique) }
    }

    mutating func removeUnique(_ fields: [String], of entityName: String) throws(DiagnosticsError) {
        let position = try index(ofEntity: entityName)
        let entity = specification.entities[position]
        specification.entities[position].unique.removeAll { Self.isSame($0.fields, fields, ordered: false) }
        if fields.count == 1 {
            for index in entity.fields.indices where isSameMember(entity.fields[index].name, fields[0]) {
                specification.entities[position].fields[index].unique = nil
            }
            for index in entity.relations.indices where isSameMember(entity.relations[index].name, fields[0]) {
                specification.entities[position].relations[index].unique = nil
            }
        }
        guard specification.entities[position] != entity else {
            throw EditRefusal.unknown(
                "unique constraint of \(entity.name) over", fields.joined(separator: ", "),
                among: entity.unique.map { $0.fields.joined(separator: ", ") }, at: entity.source.location("name"))
        }
    }

    mutating func addIndex(_ index: IndexDeclaration, to entityName: String) throws(DiagnosticsError) {
        let position = try self.index(ofEntity: entityName)
        let entity = specification.entities[position]
        try requireMembers(index.fields + index.include, of: entity)
        guard !index.fields.isEmpty else {
            throw EditRefusal.invalid("an index names at least one field", at: entity.source.location("name"))
        }
        try requireExpression(index.condition, of: entity)
        let isPlain = index.condition == nil && index.method == nil && index.include.isEmpty
        if isPlain, index.fields.count == 1,
            entity.fields.contains(where: { isSameMember($0.name, index.fields[0]) && $0.indexed == true })
        {
            return
        }
        let isThere = entity.indexes.contains {
            Self.isSame($0.fields, index.fields, ordered: true) && $0.condition == index.condition
                && $0.method ?? .btree == index.method ?? .btree
                && Self.isSame($0.include, index.include, ordered: false)
        }
        if !isThere { specification.entities[position].indexes.append(index) }
    }

    mutating func removeIndex(_ fields: [String], of entityName: String) throws(DiagnosticsError) {
        let position = try index(ofEntity: entityName)
        let entity = specification.entities[position]
        specification.entities[position].indexes.removeAll { Self.isSame($0.fields, fields, ordered: true) }
        if fields.count == 1 {
            for index in entity.fields.indices where isSameMember(entity.fields[index].name, fields[0]) {
                specification.entities[position].fields[index].indexed = nil
            }
        }
        guard specification.entities[position] != entity else {
            throw EditRefusal.unknown(
                "index of \(entity.name) over", fields.joined(separator: ", "),
                among: entity.indexes.map { $0.fields.joined(separator: ", ") }, at: entity.source.location("name"))
        }
    }

    mutating func addCheck(_ check: CheckDeclaration, to entityName: String) throws(DiagnosticsError) {
        let position = try index(ofEntity: entityName)
        let entity = specification.entities[position]
        if entity.checks.contains(where: { Self.isSame($0.sql, check.sql) && (check.name ?? $0.name) == $0.name }) {
            return
        }
        if let name = check.name, let other = entity.checks.first(where: { $0.name == name }) {
            throw EditRefusal.inUse(
                "\(entity.name) has a check '\(name)' already, and it says something else",
                at: other.source.location("name"), fix: "remove it first, or choose another name")
        }
        try requireExpression(check.sql, of: entity)
        specification.entities[position].checks.append(check)
    }

    mutating func removeCheck(_ text: String, of entityName: String) throws(DiagnosticsError) {
        let position = try index(ofEntity: entityName)
        let entity = specification.entities[position]
        specification.entities[position].checks.removeAll {
            $0.name == text || $0.name == nil && Self.isSame($0.sql, text)
        }
        guard specification.entities[position] != entity else {
            throw EditRefusal.unknown(
                "check of \(entity.name)", text, among: entity.checks.map { $0.name ?? $0.sql },
                at: entity.source.location("name"))
        }
    }

    private static func isSame(_ one: [String], _ other: [String], ordered: Bool) -> Bool {
        guard one.count == other.count else { return false }
        if ordered {
            return zip(one, other).allSatisfy { $0.hasPrefix("-") == $1.hasPrefix("-") && isSameMember($0, $1) }
        }
        return one.allSatisfy { name in other.contains { isSameMember($0, name) } }
    }

    /// Whether two texts are one expression, however it is spelt.
    private static func isSame(_ one: String, _ other: String) -> Bool {
        if one == other { return true }
        guard let one = try? Expression(sql: one), let other = try? Expression(sql: other) else { return false }
        return one == other
    }

    /// Refuses SQL that can't be read or that names columns the entity doesn't have.
    func requireExpression(_ sql: String?, of entity: EntityDeclaration) throws(DiagnosticsError) {
        guard let sql else { return }
        let place = entity.source.location("name")
        do throws(DiagnosticsError) {
            let derived = specification.derivedMembers(of: entity).map { "\($0.name)_id" }
            let known =
                entity.fields.flatMap(\.databaseColumns) + entity.relations.flatMap(\.databaseColumns) + derived
                + ["id", "created_at", "updated_at"]
            for column in try Expression(sql: sql).columns.sorted() where !known.contains(column) {
                throw EditRefusal.unknown("column of \(entity.name)", column, among: known, at: place)
            }
        } catch {
            throw DiagnosticsError(
                error.diagnostics.map { diagnostic in
                    var diagnostic = diagnostic
                    diagnostic.location = diagnostic.location ?? place
                    diagnostic.notes.append(.init("the expression is: \(sql)"))
                    return diagnostic
                })
        }
    }
}
