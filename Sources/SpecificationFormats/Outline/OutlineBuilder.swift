internal import Naming
internal import Specification

extension Outline {
    /// The tables of a specification that was found to be valid. What is wrong with another is left out.
    init(_ specification: Specification) {
        var builder = OutlineBuilder(specification)
        self = builder.run()
    }
}

/// Names the tables and columns of a specification as the language says.
struct OutlineBuilder {
    let specification: Specification
    var outline = Outline()
    /// ``folded(_:)`` name of an entity → its position among the tables.
    private var positions: [String: Int] = [:]
    /// The position of the table of accounts, once something refers to it.
    private var accounts: Int?
    /// For each entity, its relations whose key it holds, those included that only the other side states.
    var relations: [[RelationDeclaration]] = []
    private var keys: [Int: [String]] = [:]

    init(_ specification: Specification) { self.specification = specification }

    static func folded(_ name: String) -> String { words(of: name).joined() }

    mutating func run() -> Outline {
        for (index, entity) in specification.entities.enumerated() {
            positions[Self.folded(entity.name)] = index
            var table = Outline.Table(
                schema: entity.schema == "public" ? nil : entity.schema,
                name: entity.table ?? pluralized(snakeCase(entity.name)), entity: pascalCase(entity.name))
            table.description = entity.description
            outline.tables.append(table)
        }
        for declaration in specification.enums {
            outline.enums.append(
                .init(
                    name: snakeCase(declaration.name), description: declaration.description,
                    values: declaration.values))
        }
        relations = specification.entities.map { entity in
            entity.relations.filter { $0.kind == .belongsTo }.flatMap(Self.parts)
        }
        stateInverses()
        for index in specification.entities.indices { addColumns(ofEntityAt: index) }
        for index in specification.entities.indices { addConstraints(ofEntityAt: index) }
        addJunctions()
        addGroups()
        listLosses()
        return outline
    }

    /// A relation to one of several entities is a key to each of them.
    private static func parts(of relation: RelationDeclaration) -> [RelationDeclaration] {
        if relation.entities.isEmpty { return [relation] }
        return relation.entities.map { entity in
            var part = relation
            part.name = camelCase(relation.name) + pascalCase(entity)
            part.entity = entity
            part.entities = []
            part.required = nil
            return part
        }
    }

    // MARK: What names mean

    func position(of entity: String) -> Int? { positions[Self.folded(entity)] }

    func isAccount(_ entity: EntityDeclaration) -> Bool { entity.account ?? (Self.folded(entity.name) == "user") }

    /// The table that a relation points at; that of the accounts where no entity is called User.
    mutating func target(of name: String?) -> Int? {
        guard let name else { return nil }
        if let position = position(of: name) { return position }
        return Self.folded(name) == "user" ? accountTable() : nil
    }

    mutating func accountTable() -> Int {
        if let accounts { return accounts }
        outline.tables.append(Outline.accounts)
        accounts = outline.tables.count - 1
        return outline.tables.count - 1
    }

    /// Keys that only the side states that doesn't hold them.
    private mutating func stateInverses() {
        for (index, entity) in specification.entities.enumerated() {
            for relation in entity.relations where relation.kind == .hasMany || relation.kind == .hasOne {
                guard let other = relation.entity.flatMap(position(of:)) else { continue }
                let wanted = relation.inverse.map(Self.folded)
                let existing = relations[other].firstIndex {
                    $0.entity.flatMap(position(of:)) == index && (wanted == nil || Self.folded($0.name) == wanted)
                }
                var key = RelationDeclaration()
                key.name = relation.inverse ?? camelCase(entity.name)
                key.entity = entity.name
                if let existing { key = relations[other][existing] }
                key.required = key.required ?? relation.required
                key.onDelete = key.onDelete ?? relation.onDelete
                if relation.kind == .hasOne { key.unique = true }
                if let existing { relations[other][existing] = key } else { relations[other].append(key) }
            }
        }
    }

    /// The columns of a table's key.
    mutating func key(ofTableAt position: Int, path: [Int] = []) -> [String] {
        guard specification.entities.indices.contains(position) else { return outline.tables[position].key }
        if let known = keys[position] { return known }
        let entity = specification.entities[position]
        // A key that leads through itself was refused before.
        guard !entity.key.isEmpty, !path.contains(position) else { return ["id"] }
        var columns: [String] = []
        for part in entity.key {
            let folded = Self.folded(part)
            if let field = entity.fields.first(where: { Self.folded($0.name) == folded }) {
                columns.append(column(of: field))
            } else if let relation = relations[position].first(where: { Self.folded($0.name) == folded }) {
                columns += self.columns(of: relation, path: path + [position])
            }
        }
        keys[position] = columns
        return columns
    }

    func column(of field: FieldDeclaration) -> String { field.column ?? snakeCase(field.name) }

    /// The columns that hold a field's value.
    static func columns(of field: FieldDeclaration) -> [String] {
        let column = field.column ?? snakeCase(field.name)
        switch field.type {
        case .money where field.sameCurrencyAs == nil: return [column, column + "_currency"]
        case .location: return [column + "_latitude", column + "_longitude"]
        default: return [column]
        }
    }

    /// The columns that hold the key of a relation's other side.
    mutating func columns(of relation: RelationDeclaration, path: [Int] = []) -> [String] {
        guard let target = target(of: relation.entity) else { return [] }
        let parts = key(ofTableAt: target, path: path)
        if parts.count == 1, let column = relation.column { return [column] }
        return parts.map { "\(snakeCase(relation.name))_\($0)" }
    }

    /// The columns of a field, a relation, the key or a timestamp.
    mutating func columns(named name: String, ofEntityAt position: Int) -> [String] {
        let bare = name.hasPrefix("-") ? String(name.dropFirst()) : name
        let folded = Self.folded(bare)
        let entity = specification.entities[position]
        if let field = entity.fields.first(where: { Self.folded($0.name) == folded }) {
            return Self.columns(of: field)
        }
        if let relation = relations[position].first(where: { Self.folded($0.name) == folded }) {
            return columns(of: relation)
        }
        if let arc = entity.relations.first(where: { !$0.entities.isEmpty && Self.folded($0.name) == folded }) {
            return Self.parts(of: arc).flatMap { columns(of: $0) }
        }
        return outline.tables[position].columns.map(\.name).filter { $0 == snakeCase(bare) }
    }

    private mutating func addGroups() {
        for group in specification.groups {
            outline.groups.append(
                .init(
                    name: group.name, description: group.description, tables: group.entities.compactMap(position(of:))))
        }
    }
}
