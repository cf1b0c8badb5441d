internal import Diagnostics
internal import Expressions
internal import Naming
internal import Specification

extension Normalizer {
    mutating func makeIndex(
        _ declared: IndexDeclaration, of entity: Entity, at index: Int, _ kinds: [String: ValueKind]
    ) {
        let source = declared.source
        var columns: [DomainModel.Ordering] = []
        for (position, name) in declared.fields.enumerated() {
            columns += ordering(name, of: entity, at: source.location("fields", .index(position)))
        }
        checkMethod(of: declared, on: columns, entity)
        let include = self.columns(named: declared.include, of: entity, source, key: "include")
        checkWidth(ofIndex: columns.count + include.count, "this index", at: source.location("fields"))
        guard !columns.isEmpty else {
            if declared.fields.isEmpty, source.isReadable("fields") {
                error("no-columns", "an index needs at least one field", at: source.location("fields"))
            }
            return
        }
        var condition: Expression?
        if let text = declared.condition {
            condition = readExpression(
                text, columns: kinds, expecting: .boolean,
                at: { source.location(inStringAt: "where", range: $0) })
            checkIndexCondition(condition, kinds, at: source.location("where"))
        }
        let name: String
        if let stated = declared.name {
            guard let checked = statedName(stated, "index", at: source.location("name")) else { return }
            if !relationNames.insert(checked) {
                error(
                    "duplicate-name", "there is an index, table or type '\(checked)' already",
                    at: source.location("name"))
            }
            name = checked
        } else {
            name = relationNames.fresh(entity.table, columns.map(\.column).joined(separator: "_"), "idx")
        }
        model.entities[index].indexes.append(
            .init(
                name: name, columns: columns, method: declared.method ?? .btree, condition: condition,
                include: include))
    }

    /// PostgreSQL refuses conditions of indexes that could answer otherwise later.
    mutating func checkIndexCondition(
        _ condition: Expression?, _ kinds: [String: ValueKind], at place: SourceLocation?
    ) {
        guard let condition, condition.volatility(columns: kinds) != .immutable else { return }
        error("index-condition", "the condition of an index can't depend on the time or the session", at: place)
    }

    /// What a method of PostgreSQL 15 to 18 can do without further extensions (manual, "Operator Classes" of each).
    private mutating func checkMethod(
        of declared: IndexDeclaration, on columns: [DomainModel.Ordering], _ entity: Entity
    ) {
        guard let method = declared.method, method != .btree else { return }
        let source = declared.source
        func refuse(_ message: String, _ key: String, fix: String? = nil) {
            error("index-method", "a \(method.rawValue) index \(message)", at: source.location(.key(key)), fix: fix)
        }
        if [.hash, .spgist].contains(method), columns.count > 1 {
            refuse("has one column", "fields", fix: "use the method 'btree'")
        }
        if columns.contains(where: \.isDescending) { refuse("has no order", "fields", fix: "leave the '-' out") }
        if ![.gist, .spgist].contains(method), !declared.include.isEmpty {
            refuse("stores no further fields", "include", fix: "leave \"include\" out, or use the method 'btree'")
        }
        for column in columns {
            let attribute = entity.attributes.first { $0.column == column.column }
            if !Self.serves(method, attribute) {
                refuse("can't hold '\(column.column)'", "method", fix: "leave \"method\" out")
            }
        }
    }

    /// Whether a method has an operator class for the attribute; nil means a key or a timestamp.
    private static func serves(_ method: IndexMethod, _ attribute: DomainModel.Attribute?) -> Bool {
        let isList = attribute?.isList ?? false
        switch method {
        case .btree, .hash: return true
        case .gin: return isList || attribute?.type == .json
        case .gist: return false
        case .spgist:
            guard let type = attribute?.type else { return false }
            return !isList && (type.isText || type == .ip || type == .timeZone)
        case .brin:
            if isList { return false }
            switch attribute?.type {
            case .boolean, .json, .enumeration: return false
            default: return true
            }
        }
    }
}
