internal import Naming
internal import Specification

extension OutlineBuilder {
    mutating func addColumns(ofEntityAt index: Int) {
        let entity = specification.entities[index]
        var columns: [Outline.Column] = []
        let id = isAccount(entity) ? .uuid : entity.id ?? specification.defaults?.id ?? .uuid
        if entity.key.isEmpty {
            var column = Outline.Column(name: "id", type: id.rawValue, isRequired: true)
            if isAccount(entity) {
                addAccountReference(ofTableAt: index)
            } else if id == .uuid {
                column.defaultValue = .sql("gen_random_uuid()")
            } else {
                column.isCounted = true
            }
            columns.append(column)
        }
        let key = Set(entity.key.map(Self.folded))
        for field in entity.fields {
            var column = self.column(for: field, of: entity)
            column.isRequired = field.isRequired || key.contains(Self.folded(field.name))
            columns += Self.columns(of: field, column)
        }
        for relation in relations[index] {
            columns += self.columns(for: relation, ofTableAt: index, isKey: key.contains(Self.folded(relation.name)))
        }
        if entity.timestamps ?? specification.defaults?.timestamps ?? true {
            for name in ["created_at", "updated_at"] {
                columns.append(.init(name: name, type: "timestamptz", isRequired: true, defaultValue: .sql("now()")))
            }
        }
        if entity.softDelete == true { columns.append(.init(name: "deleted_at", type: "timestamptz")) }
        outline.tables[index].columns = columns
        outline.tables[index].key = self.key(ofTableAt: index)
    }

    private mutating func addAccountReference(ofTableAt index: Int) {
        outline.references.append(
            .init(
                name: "account", table: index, columns: ["id"], target: accountTable(), targetColumns: ["id"],
                onDelete: .cascade, isRequired: true, isUnique: true))
    }

    private mutating func column(for field: FieldDeclaration, of entity: EntityDeclaration) -> Outline.Column {
        let name = column(of: field)
        let subject = "\(entity.name).\(field.name)"
        listLosses(of: field, subject)
        var column = Outline.Column(
            name: name, type: Self.type(of: field), enumeration: Self.enumeration(of: field, in: entity))
        if let enumeration = column.enumeration, field.sharedEnum == nil {
            outline.enums.append(.init(name: enumeration, values: field.values))
        }
        column.isList = field.list ?? false
        column.isUnique = field.unique ?? false
        column.defaultValue = field.defaultValue
        column.description = field.description
        if let least = field.minLength { column.checks.append("char_length(\(quotedIdentifier(name))) >= \(least)") }
        if let least = field.min { column.checks.append("\(quotedIdentifier(name)) >= \(least)") }
        if let most = field.max { column.checks.append("\(quotedIdentifier(name)) <= \(most)") }
        if let pattern = field.pattern {
            column.checks.append("\(quotedIdentifier(name)) ~ '\(doubling("'", in: pattern))'")
        }
        // What an import calls a column of this name.
        if field.column != nil, words(of: field.name) != words(of: name) {
            outline.lose("the names of fields", of: subject)
        }
        return column
    }

    /// What makes a field's type more than its column's.
    private mutating func listLosses(of field: FieldDeclaration, _ subject: String) {
        switch field.type {
        case .email, .url, .slug, .phone, .color, .timeZone, .file, .image, .money, .location:
            outline.lose("the type '\(field.type.rawValue)'", of: subject)
        default: break
        }
    }

    /// The columns of a field, of which `column` is what its own name makes.
    private static func columns(of field: FieldDeclaration, _ column: Outline.Column) -> [Outline.Column] {
        let names = OutlineBuilder.columns(of: field)
        func part(_ name: String, _ type: String, _ checks: [String]) -> Outline.Column {
            Outline.Column(
                name: name, type: type, isRequired: column.isRequired, checks: checks, description: column.description)
        }
        switch field.type {
        case .money where names.count == 2:
            let quoted = quotedIdentifier(names[1])
            var code = part(
                names[1], "text", [field.currency.map { "\(quoted) = '\($0)'" } ?? "\(quoted) ~ '^[A-Z]{3}$'"])
            code.description = nil
            if let only = field.currency {
                code.defaultValue = .literal(.string(only))
                code.isRequired = true
            }
            return [column, code]
        case .location:
            return zip(names, [90, 180]).map { name, most in
                let quoted = quotedIdentifier(name)
                return part(name, "double precision", ["\(quoted) >= -\(most)", "\(quoted) <= \(most)"])
            }
        default: return [column]
        }
    }

    /// The type of a field's column, as PostgreSQL calls it.
    private static func type(of field: FieldDeclaration) -> String {
        switch field.type {
        case .text, .email, .url, .slug, .phone, .color, .timeZone, .file, .image, .enum:
            field.maxLength.map { "varchar(\($0))" } ?? "text"
        case .integer: "integer"
        case .bigint: "bigint"
        case .float: "double precision"
        case .decimal: "numeric(\(field.precision ?? 12),\(field.scale ?? 2))"
        case .money: "numeric(19,4)"
        case .boolean: "boolean"
        case .uuid: "uuid"
        case .json: "jsonb"
        case .ip: "inet"
        case .bytes: "bytea"
        case .date: "date"
        case .time: "time"
        case .timestamp: "timestamptz"
        case .localTimestamp: "timestamp"
        case .duration: "interval"
        case .location: "double precision"
        case .vector: field.dimensions.map { "vector(\($0))" } ?? "vector"
        case .custom: field.sql ?? "text"
        }
    }

    /// The name of the enum of a field; values that stand in the field itself get one of their own.
    private static func enumeration(of field: FieldDeclaration, in entity: EntityDeclaration) -> String? {
        guard field.type == .enum else { return nil }
        return field.sharedEnum.map(snakeCase) ?? snakeCase(entity.name) + "_" + snakeCase(field.name)
    }

    private mutating func columns(
        for relation: RelationDeclaration, ofTableAt index: Int, isKey: Bool
    ) -> [Outline.Column] {
        let subject = "\(specification.entities[index].name).\(relation.name)"
        guard let target = target(of: relation.entity) else {
            outline.lose("relations to one of several entities", of: subject)
            return []
        }
        let names = columns(of: relation)
        let targetColumns = key(ofTableAt: target)
        outline.references.append(
            .init(
                name: relation.name, table: index, columns: names, target: target, targetColumns: targetColumns,
                onDelete: deleteRule(of: relation, ofEntityAt: index, target), isRequired: relation.isRequired || isKey,
                isUnique: relation.unique ?? false))
        let types = keyTypes(ofTableAt: target)
        return zip(names, types).map { name, type in
            var column = Outline.Column(name: name, type: type.type, enumeration: type.enumeration)
            column.isRequired = relation.isRequired || isKey
            column.isUnique = names.count == 1 && relation.unique ?? false
            column.description = names.count == 1 ? relation.description : nil
            if relation.defaultValue == .literal(.string("me")) { column.defaultValue = .sql("auth.uid()") }
            return column
        }
    }

    /// The types of the columns of a table's key.
    mutating func keyTypes(ofTableAt position: Int, path: [Int] = []) -> [(type: String, enumeration: String?)] {
        guard specification.entities.indices.contains(position) else { return [("uuid", nil)] }
        let entity = specification.entities[position]
        if isAccount(entity) { return [("uuid", nil)] }
        guard !entity.key.isEmpty, !path.contains(position) else {
            return [((entity.id ?? specification.defaults?.id ?? .uuid).rawValue, nil)]
        }
        var types: [(String, String?)] = []
        for part in entity.key {
            let folded = Self.folded(part)
            if let field = entity.fields.first(where: { Self.folded($0.name) == folded }) {
                types.append((Self.type(of: field), Self.enumeration(of: field, in: entity)))
            } else if let relation = relations[position].first(where: { Self.folded($0.name) == folded }),
                let target = target(of: relation.entity)
            {
                types += keyTypes(ofTableAt: target, path: path + [position])
            }
        }
        return types
    }

    /// What holds where nothing is stated: an owner's rows go with the account.
    private func deleteRule(of relation: RelationDeclaration, ofEntityAt index: Int, _ target: Int) -> DeleteRule {
        if let stated = relation.onDelete { return stated }
        if let stated = specification.defaults?.onDelete { return stated }
        let isToAccount =
            !specification.entities.indices.contains(target) || isAccount(specification.entities[target])
        guard isToAccount else { return .restrict }
        if let owner = specification.entities[index].owner {
            return Self.folded(owner) == Self.folded(relation.name) ? .cascade : .restrict
        }
        let names = Set(EntityDeclaration.ownerNames.map(Self.folded))
        let candidates = relations[index].filter { candidate in
            names.contains(Self.folded(candidate.name))
                && (candidate.entity.flatMap(position(of:)).map { isAccount(specification.entities[$0]) }
                    ?? (candidate.entity.map(Self.folded) == "user"))
        }
        return candidates.count == 1 && candidates[0].name == relation.name ? .cascade : .restrict
    }
}
