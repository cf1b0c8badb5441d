internal import Catalog
internal import Expressions
internal import Foundation
internal import Naming
internal import SQL
internal import Specification

/// The tables of a catalog on their way to a specification. What a specification can't say of them is left out: SQL
/// beside it says that.
struct SchemaCatalog {
    private let catalog: Catalog
    let children: [Fact.ID: [Fact]]
    var schema = Schema()
    /// Tables and enums by their names as SQL writes them.
    /// Their names as SQL writes them.
    private(set) var names: [String] = []
    private(set) var tables: [String: Int] = [:]
    private var enums: [String: Int] = [:]
    private(set) var columns: [[String: Int]] = []
    /// The policies that grants say.
    var replacedPolicies: Set<Fact.ID> = []

    /// - Parameter aside: tables that SQL says, by their names as SQL writes them.
    init(_ catalog: Catalog, aside: Set<String> = []) {
        self.catalog = catalog
        var children: [Fact.ID: [Fact]] = [:]
        for fact in catalog.facts { if let parent = fact.parent { children[parent, default: []].append(fact) } }
        self.children = children
        addEnums()
        addAccounts()
        let facts = catalog.facts.filter { $0.kind == .table && isPlain($0) && !aside.contains($0.name) }
        for fact in facts { addTable(fact) }
        for fact in facts { addConstraints(of: fact) }
        for fact in facts { addIndexes(of: fact) }
        for fact in facts { addPolicies(of: fact) }
    }

    /// Whether an enum is a native type, not a check.
    var hasNativeEnums: Bool { schema.tables.contains { $0.columns.contains { $0.enumeration != nil } } }

    func parts(of fact: Fact, _ kind: Fact.Kind) -> [Fact] {
        (children[fact.id] ?? []).filter { $0.kind == kind }
    }

    private func note(on fact: Fact) -> String? {
        parts(of: fact, .comment).first.flatMap { $0[.text] }.flatMap(Self.content)
    }

    /// The text of a literal without escapes.
    private static func content(_ literal: String) -> String? {
        guard literal.hasPrefix("'"), literal.hasSuffix("'"), literal.count > 1 else { return nil }
        return String(literal.dropFirst().dropLast()).replacing("''", with: "'")
    }

    static func unquoted(_ name: String) -> String {
        guard name.hasPrefix("\""), name.hasSuffix("\""), name.count > 2 else { return name }
        return String(name.dropFirst().dropLast()).replacing("\"\"", with: "\"")
    }

    private static func isSayable(_ name: String) -> Bool { SpecificationName.database(name) == name }

    // MARK: Types

    private mutating func addEnums() {
        for fact in catalog.facts where fact.kind == .enumeration {
            let name = Self.unquoted(fact.bareName)
            guard fact[.schema] == "public", snakeCaseIsName(name),
                let values = try? JSONDecoder().decode([String].self, from: Data((fact[.values] ?? "").utf8))
            else { continue }
            enums[fact.name] = schema.enums.count
            schema.enums.append(
                .init(
                    schema: nil, name: name, note: note(on: fact), values: values.map { .init(name: $0) },
                    place: .nowhere))
        }
    }

    /// Whether a type that berry makes for an enum of this name is called so.
    private func snakeCaseIsName(_ name: String) -> Bool {
        Self.isSayable(name) && name == name.lowercased() && !name.hasPrefix("_") && !name.hasSuffix("_")
            && !name.contains("__")
    }

    // MARK: Tables

    /// A table of its own, whose name a specification can have.
    private func isPlain(_ fact: Fact) -> Bool {
        Self.isSayable(Self.unquoted(fact.bareName)) && parts(of: fact, .inheritance).isEmpty
            && [.partitionKey, .ofType, .server, .unlogged, .options].allSatisfy { fact[$0] == nil }
            && (children[fact.id] ?? []).allSatisfy {
                ![.column, .defaultValue].contains($0.kind) || $0.dependencies.allSatisfy(isSayable)
            }
    }

    /// Whether the types and functions that a column needs are PostgreSQL's own, or enums of a specification.
    private func isSayable(_ need: Fact.ID) -> Bool {
        switch need.kind {
        case .domain, .compositeType, .rangeType, .function, .extension, .collation: false
        case .enumeration: enums[need.name] != nil
        default: true
        }
    }

    private mutating func addAccounts() {
        var id = Schema.Column(
            name: "id", type: ColumnType(.uuid), typeName: "uuid", place: .nowhere, typePlace: .nowhere)
        id.isPrimaryKey = true
        tables["auth.users"] = 0
        names.append("auth.users")
        columns.append(["id": 0])
        schema.tables.append(Schema.Table(schema: "auth", name: "users", columns: [id], place: .nowhere))
    }

    private mutating func addTable(_ fact: Fact) {
        let name = Self.unquoted(fact.bareName)
        var table = Schema.Table(
            schema: fact[.schema] == "public" ? nil : fact[.schema].map(Self.unquoted), name: name,
            note: note(on: fact), place: .nowhere)
        table.hasTimestamps = parts(of: fact, .trigger).contains { $0.name.hasPrefix("\(name)_set_updated_at on ") }
        var places: [String: Int] = [:]
        for column in parts(of: fact, .column).sorted(by: { $0.position < $1.position }) {
            let own = Self.unquoted(column[.column] ?? "")
            guard Self.isSayable(own) else { continue }
            places[own] = table.columns.count
            table.columns.append(self.column(column, own))
        }
        tables[fact.name] = schema.tables.count
        names.append(fact.name)
        columns.append(places)
        schema.tables.append(table)
    }

    private func column(_ fact: Fact, _ name: String) -> Schema.Column {
        let type = fact[.type] ?? "text"
        let element = type.hasSuffix("[]") ? String(type.dropLast(2)) : type
        var column = Schema.Column(
            name: name, type: ColumnType(postgreSQL: type), typeName: type, place: .nowhere, typePlace: .nowhere)
        column.enumeration = enums[element]
        column.isNotNull = fact[.notNull] != nil
        column.isIncrement = fact[.identity] != nil
        column.isOwnKey = !column.isIncrement
        column.note = note(on: fact)
        if let text = fact[.generated], text.hasPrefix("("), text.hasSuffix(") stored") {
            column.generated = PrintedExpression(String(text.dropFirst().dropLast(") stored".count)))?.sql
        }
        if let text = parts(of: fact, .defaultValue).first?[.expression] {
            column.isIncrement = text.hasPrefix("nextval(")
            column.defaultValue = Self.defaultValue(text, of: column)
            column.isOwnKey = !column.isIncrement && column.defaultValue != .expression("gen_random_uuid()")
        }
        return column
    }

    /// Nil where it is nothing that a specification says.
    private static func defaultValue(_ text: String, of column: Schema.Column) -> Schema.Value? {
        if text == "auth.uid()" { return .expression(text) }
        if column.type.isList, text.hasPrefix("'{}'::") { return .string("{}") }
        // `'open'::public.status`
        if column.enumeration != nil {
            return text.prefixMatch(of: /('(?:[^']|'')*')::/).flatMap { content(String($0.1)) }.map { .string($0) }
        }
        guard let printed = PrintedExpression(text) else { return nil }
        switch printed.expression {
        case .null: return nil
        case .string(let text): return .string(text)
        case .boolean(let value): return .boolean(value)
        case .number(let number): return .number(number.text)
        default: return .expression(printed.sql)
        }
    }

    // MARK: Constraints

    private mutating func addConstraints(of fact: Fact) {
        guard let table = tables[fact.name] else { return }
        let constraints = parts(of: fact, .constraint).filter { $0[.validated] != nil }
        var checks: [(fact: Fact, sql: PrintedExpression)] = []
        for constraint in constraints {
            let kind = constraint[.definition].flatMap(ConstraintDefinition.init)
            if case .foreignKey(let key) = kind {
                addReference(key, constraint, from: table)
                continue
            }
            guard constraint[.deferrable] == nil else { continue }
            switch kind {
            case .primaryKey(let names):
                guard let places = places(names, table) else { continue }
                let name = Self.unquoted(constraint[.column] ?? "")
                if name != boundedName("\(schema.tables[table].name)_pkey") { schema.tables[table].keyName = name }
                addIndex(places, isUnique: true, isPrimaryKey: true, name: nil, to: table)
            case .unique(let names):
                guard let places = places(names, table) else { continue }
                let usual = "\(schema.tables[table].name)_\(names.joined(separator: "_"))_key"
                let name = Self.unquoted(constraint[.column] ?? "")
                if places.count == 1, name == usual {
                    schema.tables[table].columns[places[0]].isUnique = true
                } else {
                    addIndex(places, isUnique: true, name: name == usual ? nil : name, to: table)
                }
            case .foreignKey: continue
            case .check(let text):
                if let sql = PrintedExpression(text), places(Array(sql.expression.columns), table) != nil {
                    checks.append((constraint, sql))
                }
            case nil: continue
            }
        }
        addChecks(checks, to: table)
    }

    /// The only check of a column may be what a field says of itself; every other one keeps its name.
    private mutating func addChecks(_ checks: [(fact: Fact, sql: PrintedExpression)], to table: Int) {
        for check in checks {
            let names = check.sql.expression.columns
            let isAlone = checks.count { $0.sql.expression.columns == names } == 1
            if names.count == 1, isAlone, let name = names.first, let place = columns[table][name],
                check.sql.conjuncts.allSatisfy({
                    ColumnCheck($0.sql, column: name)?.applies(to: schema.tables[table].columns[place].type) ?? false
                })
            {
                schema.tables[table].columns[place].checks = check.sql.conjuncts.map(\.sql)
            } else {
                // What a field says of itself has this name.
                let ofFields = columns[table].keys.map { "\(schema.tables[table].name)_\($0)_check" }
                let name = check.fact[.column].map(Self.unquoted).flatMap { ofFields.contains($0) ? nil : $0 }
                schema.tables[table].checks.append(.init(name: name, sql: check.sql.sql, place: .nowhere))
            }
        }
    }

    private mutating func addReference(
        _ key: ConstraintDefinition.ForeignKey, _ fact: Fact, from table: Int
    ) {
        guard key.onUpdate == .noAction, [nil, "deferrable initially deferred"].contains(fact[.deferrable]),
            let target = tables[key.table.sql], let own = places(key.columns, table)
        else { return }
        let others =
            key.targetColumns.isEmpty ? schema.tables[target].key : places(key.targetColumns, target) ?? []
        guard others.count == own.count else { return }
        let action: String? =
            switch key.onDelete {
            case .cascade: "cascade"
            case .setNull: "set null"
            case .noAction: "no action"
            case .restrict: nil
            case .setDefault: "set default"
            }
        guard action != "set default" else { return }
        let name = Self.unquoted(fact[.column] ?? "")
        let usual = boundedName("\(schema.tables[table].name)_\(key.columns.joined(separator: "_"))_fkey")
        schema.references.append(
            .init(
                constraint: name == usual ? nil : name, isIndexed: false, isDeferrable: fact[.deferrable] != nil,
                left: .init(table: table, columns: own), kind: .manyToOne, right: .init(table: target, columns: others),
                onDelete: action, place: .nowhere))
    }

    private func places(_ names: [String], _ table: Int) -> [Int]? {
        let places = names.compactMap { columns[table][$0] }
        return places.count == names.count ? places : nil
    }

    // MARK: Indexes

    private mutating func addIndexes(of fact: Fact) {
        guard let table = tables[fact.name] else { return }
        let references = schema.references.indices.filter { schema.references[$0].left.table == table }
        for reference in references where isIndexed(reference) { schema.references[reference].isIndexed = true }
        for index in parts(of: fact, .index) where index[.valid] != nil {
            guard let definition = index[.definition].flatMap(IndexDefinition.init), definition.included.isEmpty,
                let places = places(definition.columns.map(\.name), table),
                !definition.columns.contains(where: \.isDescending)
            else { continue }
            var condition: String?
            if let text = definition.condition {
                guard let printed = PrintedExpression(text),
                    self.places(Array(printed.expression.columns), table) != nil
                else { continue }
                condition = printed.sql
            }
            // Without a condition, a specification's unique is a constraint.
            guard !definition.isUnique || condition != nil else { continue }
            if condition == nil, definition.method == "btree" {
                let covered = references.filter { places.starts(with: schema.references[$0].left.columns) }
                for reference in covered { schema.references[reference].isIndexed = true }
                // That is how berry calls the index of a reference.
                let usual = "\(schema.tables[table].name)_\(definition.columns.map(\.name).joined(separator: "_"))_idx"
                if covered.contains(where: { schema.references[$0].left.columns == places }),
                    index[.column].map(Self.unquoted) == usual
                {
                    continue
                }
            }
            addIndex(
                places, isUnique: definition.isUnique, name: index[.column].map(Self.unquoted), to: table,
                method: definition.method, condition: condition)
        }
    }

    /// Whether a key or a unique constraint begins with the columns of a reference.
    private func isIndexed(_ reference: Int) -> Bool {
        let side = schema.references[reference].left
        let table = schema.tables[side.table]
        return table.indexes.contains { index in
            index.isUnique && index.condition == nil && index.parts.starts(with: side.columns.map { .column($0) })
        } || side.columns.count == 1 && table.columns[side.columns[0]].isUnique
    }

    private mutating func addIndex(
        _ places: [Int], isUnique: Bool, isPrimaryKey: Bool = false, name: String?, to table: Int,
        method: String? = nil, condition: String? = nil
    ) {
        var index = Schema.Index(parts: places.map { .column($0) }, name: name, method: method, place: .nowhere)
        index.isUnique = isUnique
        index.isPrimaryKey = isPrimaryKey
        index.condition = condition
        schema.tables[table].indexes.append(index)
    }
}
