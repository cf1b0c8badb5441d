internal import Diagnostics
internal import Naming
internal import Specification

/// One table on its way to an entity.
struct TableTranslation {
    let position: Int
    let table: Schema.Table
    /// The columns of the primary key.
    let key: [Int]
    var entity = EntityDeclaration()
    var names = TakenNames()
    /// Column → the relation that it is the key of; further columns of the same key are left out.
    var relations: [Int: RelationDeclaration] = [:]
    var consumed: Set<Int> = []
    var members: [Int: Translation.Member] = [:]
}

extension Translation {
    mutating func addEntity(ofTableAt position: Int) {
        let table = schema.tables[position]
        var made = TableTranslation(position: position, table: table, key: key(ofTableAt: position))
        let name = entityNames[position] ?? ""
        made.entity.name = name
        made.entity.description = table.note
        made.entity.schema = table.schema
        let tableName = tableNames[position] ?? table.name
        if tableName != pluralized(snakeCase(name)) { made.entity.table = tableName }
        chooseAccount(&made)
        chooseTimestamps(&made)
        chooseKey(&made)
        addRelations(to: &made)
        addColumns(to: &made)
        nameKey(&made)
        made.entity.keyName = table.keyName
        addIndexes(to: &made)
        for check in table.checks { addCheck(check.sql, named: check.name, to: &made) }
        made.entity.access = table.policies.flatMap { grants(of: $0, made) }
        if table.policies == nil, table.hasTimestamps != nil { made.entity.access = grantsOfOwner(made) }
        members[position] = made.members
        addSeeds(made)
        specification.entities.append(made.entity)
    }

    /// A table whose key refers to the accounts holds their profiles. Any other that is called User is an ordinary
    /// one, with passwords of its own perhaps.
    private mutating func chooseAccount(_ made: inout TableTranslation) {
        let isNamedUser = words(of: made.entity.name) == ["user"]
        if isProfile(tableAt: made.position) {
            made.entity.account = isNamedUser ? nil : true
            made.consumed.formUnion(made.key)
            made.members[made.key[0]] = Member(name: "id", column: "id", type: ColumnType(.uuid))
            _ = made.names.insert("id")
        } else if isNamedUser {
            made.entity.account = false
        }
    }

    func isProfile(tableAt position: Int) -> Bool {
        guard let accounts, let references = held[position] else { return false }
        let key = key(ofTableAt: position)
        return key.count == 1 && schema.tables[position].columns[key[0]].name == "id"
            && references.contains { reference in
                ends(of: reference).map { $0.to.table == accounts && $0.from.columns == key } ?? false
            }
    }

    /// `created_at` and `updated_at` as berry makes them are its own.
    private func chooseTimestamps(_ made: inout TableTranslation) {
        guard made.table.hasTimestamps != false else { return made.entity.timestamps = false }
        let found = ["created_at", "updated_at"].compactMap { name in
            made.table.columns.firstIndex { column in
                column.name == name && column.isNotNull && !column.isUnique && column.note == nil
                    && column.checks.isEmpty && column.enumeration == nil
                    && column.type == ColumnType(.timestamp)
                    && Self.isNow(column.defaultValue)
            }
        }
        guard found.count == 2 else { return made.entity.timestamps = false }
        for (position, name) in zip(found, ["createdAt", "updatedAt"]) {
            made.consumed.insert(position)
            made.members[position] = Member(name: name, column: snakeCase(name), type: ColumnType(.timestamp))
            _ = made.names.insert(name)
        }
    }

    static func isNow(_ value: Schema.Value?) -> Bool {
        guard case .expression(let sql) = value else { return false }
        return ["now()", "current_timestamp", "current_timestamp()"].contains(sql.lowercased())
    }

    /// A key `id` that the database makes; others are named once their fields and relations are.
    private mutating func chooseKey(_ made: inout TableTranslation) {
        guard !made.consumed.contains(where: made.key.contains) else { return }
        if made.table.key.isEmpty {
            let isID = !made.key.isEmpty
            warning(
                "no-key", "the table '\(made.table.title)' has no primary key", at: made.table.place,
                fix: isID
                    ? "write [pk] behind 'id'; until then it is taken for the key"
                    : "add a column id uuid [pk]; until then berry adds one")
            if !isID {
                _ = made.names.insert("id")
                return
            }
        }
        guard let type = identifier(ofTableAt: made.position), let position = made.key.first else { return }
        made.entity.id = type == .uuid ? nil : type
        made.consumed.insert(position)
        made.members[position] = Member(name: "id", column: "id", type: made.table.columns[position].type)
        _ = made.names.insert("id")
        for sql in made.table.columns[position].checks { addCheck(sql, named: nil, to: &made) }
    }

    /// The type of the key `id` that berry makes for a table; nil where fields or relations are the key.
    func identifier(ofTableAt position: Int) -> IdentifierType? {
        if position == accounts { return .uuid }
        let table = schema.tables[position]
        let key = key(ofTableAt: position)
        guard let first = key.first else { return .uuid }
        let column = table.columns[first]
        guard key.count == 1, column.name == "id", column.enumeration == nil, !column.isOwnKey else {
            return nil
        }
        let references = (held[position] ?? []).compactMap { ends(of: $0) }.filter { $0.from.columns.contains(first) }
        if references.contains(where: { $0.to.table == accounts && $0.from.columns == key }) { return .uuid }
        let type = column.type
        guard references.isEmpty, !type.isList else { return nil }
        switch (type.type, column.defaultValue) {
        case (.uuid, nil), (.integer, nil), (.bigint, nil): return type.type == .uuid ? .uuid : .bigint
        case (.uuid, .expression(let sql)):
            let makers = ["gen_random_uuid()", "uuid_generate_v4()", "uuid()", "newid()"]
            return makers.contains(sql.lowercased()) ? .uuid : nil
        default: return nil
        }
    }

    /// The key, where it isn't an `id` that the database makes.
    private mutating func nameKey(_ made: inout TableTranslation) {
        guard !made.key.isEmpty, identifier(ofTableAt: made.position) == nil else { return }
        var names: [String] = []
        for position in made.key {
            guard let member = made.members[position], !names.contains(member.name) else { continue }
            names.append(member.name)
            let column = made.table.columns[position]
            if column.isIncrement || member.type.isCounted, !member.isRelation {
                warning(
                    "uncounted-key", "nothing counts the values of '\(made.table.title).\(column.name)' any more",
                    at: column.place, fix: "call the column 'id'; its values are made by the database then")
            }
        }
        made.entity.key = names
        for index in made.entity.fields.indices where names.contains(made.entity.fields[index].name) {
            made.entity.fields[index].required = nil
        }
        for index in made.entity.relations.indices where names.contains(made.entity.relations[index].name) {
            made.entity.relations[index].required = nil
        }
    }

    // MARK: Fields

    private mutating func addColumns(to made: inout TableTranslation) {
        for position in made.table.columns.indices {
            if let relation = made.relations[position] { made.entity.relations.append(relation) }
            guard !made.consumed.contains(position) else { continue }
            addField(ofColumnAt: position, to: &made)
        }
    }

    private mutating func addField(ofColumnAt position: Int, to made: inout TableTranslation) {
        let column = made.table.columns[position]
        var field = FieldDeclaration()
        let name = databaseName(of: column)
        field.name = made.names.take([camelCase(name), camelCase(name) + "Field"])
        if snakeCase(field.name) != name { field.column = name }
        let type = self.type(of: column)
        field.type = type.type
        field.sharedEnum = column.enumeration.flatMap { enumNames[$0] }
        field.maxLength = type.maxLength
        field.precision = type.precision
        field.scale = type.scale
        field.sql = type.sql
        field.list = type.isList ? true : nil
        field.description = column.note
        field.required = column.isNotNull ? true : nil
        field.unique = column.isUnique && made.key != [position] ? true : nil
        field.defaultValue = defaultValue(of: column, type)
        field.generated = column.generated
        made.members[position] = Member(name: field.name, column: name, type: type)
        for sql in column.checks {
            guard let check = ColumnCheck(sql, column: name), check.applies(to: type), field.state(check) else {
                addCheck(sql, named: nil, to: &made)
                continue
            }
        }
        made.entity.fields.append(field)
        if column.isIncrement || type.isCounted, !made.key.contains(position) {
            warning(
                "uncounted", "nothing counts the values of '\(made.table.title).\(column.name)' any more",
                at: column.place, fix: "only a key called 'id' is counted")
        }
    }

    mutating func databaseName(of column: Schema.Column) -> String {
        let name = SpecificationName.database(column.name)
        if name != column.name {
            warning(
                "renamed", "the column '\(column.name)' becomes '\(name)'", at: column.place,
                fix: "in a specification, names are ASCII letters, digits and underscores")
        }
        return name
    }

    /// The type of a column; one that nobody knows is reported, and kept.
    mutating func type(of column: Schema.Column) -> ColumnType {
        if column.enumeration != nil {
            var type = ColumnType(.enum)
            type.isList = column.type.isList
            return type
        }
        if column.type.isUnknown { warnOfUnknownType(column) }
        return column.type
    }

    private mutating func warnOfUnknownType(_ column: Schema.Column) {
        let name = String(column.typeName.prefix { $0 != "(" && $0 != "[" })
        let suggestion = nearest(to: name, among: schema.enums.map(\.name))
        warning(
            "unknown-type", "there is no enum '\(name)', nor a type of PostgreSQL's that berry knows",
            at: column.typePlace,
            fix: suggestion.map { "write '\($0)'" } ?? "declare it with Enum, or write another type")
    }

    mutating func addCheck(_ sql: String, named name: String?, to made: inout TableTranslation) {
        var check = CheckDeclaration()
        check.sql = sql
        check.name = name.map(SpecificationName.database)
        made.entity.checks.append(check)
    }
}

extension FieldDeclaration {
    /// Says a check in the field's own words; false where it says another one so already.
    fileprivate mutating func state(_ check: ColumnCheck) -> Bool {
        switch check {
        case .min(let number) where min == nil: min = number
        case .max(let number) where max == nil: max = number
        case .minLength(let length) where minLength == nil: minLength = length
        case .pattern(let text) where pattern == nil: pattern = text
        default: return false
        }
        return true
    }
}
