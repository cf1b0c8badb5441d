internal import Diagnostics
internal import Naming
internal import Specification

/// ByteMason's archived form of a data model: `{"Todo": {"title": "string", "owner": "User", "done": "boolean?"}}`.
struct ByteMasonModel {
    private let file: SourceFile
    private(set) var schema = Schema()

    init(_ file: SourceFile) { self.file = file }

    mutating func read(_ node: Node, _ diagnostics: inout Diagnostics) {
        guard case .object(let models) = node.value else {
            diagnostics.error("wrong-type", "'dataModel' is an object of models", at: file.location(of: node.range))
            return
        }
        let positions = Dictionary(
            models.enumerated().map { (words(of: $0.element.key).joined(), $0.offset) },
            uniquingKeysWith: { first, _ in first })
        for model in models {
            let name = SpecificationName.database(snakeCase(model.key))
            schema.tables.append(
                Schema.Table(name: pluralized(singularized(name)), columns: [], place: place(model.keyRange)))
        }
        for (position, model) in models.enumerated() {
            guard case .object(let fields) = model.value.value else {
                diagnostics.error(
                    "wrong-type", "'\(model.key)' is an object of fields", at: file.location(of: model.value.range))
                continue
            }
            if !fields.contains(where: { $0.key == "id" }) { addKey(to: position, place(model.keyRange)) }
            for field in fields { add(field, to: position, positions, &diagnostics) }
        }
    }

    private mutating func addKey(to position: Int, _ place: Place) {
        var id = Schema.Column(
            name: "id", type: ColumnType(.uuid), typeName: "uuid", place: place, typePlace: place)
        id.isPrimaryKey = true
        schema.tables[position].columns.append(id)
    }

    private mutating func add(
        _ field: Node.Member, to position: Int, _ models: [String: Int], _ diagnostics: inout Diagnostics
    ) {
        guard case .string(var text) = field.value.value else {
            diagnostics.error(
                "wrong-type", "the type of '\(field.key)' is a string", at: file.location(of: field.value.range))
            return
        }
        guard field.key != "id" else { return addKey(to: position, place(field.keyRange)) }
        text = text.split(separator: " ").joined(separator: " ")
        let isOptional = text.hasSuffix("?")
        if isOptional { text.removeLast() }
        let isList = text.hasSuffix("[]")
        let word = isList ? String(text.dropLast(2)) : text
        let place = place(field.value.range)
        if let target = models[words(of: word).joined()] ?? models[words(of: singularized(word)).joined()] {
            guard !isList else {
                diagnostics.warning(
                    "reference-left-out", "the list '\(field.key)' of '\(word)' is left out",
                    at: file.location(of: field.value.range),
                    fix:
                        "name the one in each of the many: {\"\(word)\": {\"\(camelCase(schema.tables[position].name))\": …}}"
                )
                return
            }
            let column = schema.tables[position].columns.count
            var key = Schema.Column(
                name: SpecificationName.database(snakeCase(field.key)) + "_id", type: ColumnType(.uuid),
                typeName: "uuid", place: place, typePlace: place)
            key.isNotNull = !isOptional && target != position
            schema.tables[position].columns.append(key)
            schema.references.append(
                .init(
                    left: .init(table: position, columns: [column]), kind: .manyToOne,
                    right: .init(table: target, columns: [0]), place: place))
            return
        }
        var column = Schema.Column(
            name: SpecificationName.database(snakeCase(field.key)), type: type(word, field, &diagnostics),
            typeName: text, place: place, typePlace: place)
        column.type.isList = isList
        column.isNotNull = !isOptional
        schema.tables[position].columns.append(column)
    }

    private func type(_ word: String, _ field: Node.Member, _ diagnostics: inout Diagnostics) -> ColumnType {
        let lower = word.lowercased()
        if ["id", "objectid"].contains(lower) { return ColumnType(.uuid) }
        if lower == "datetime" { return ColumnType(.timestamp) }
        let name = QualifiedNameSyntax(schema: nil, name: NameSyntax(text: lower, range: 0..<0))
        let type = ColumnType(TypeSyntax(name: name, range: 0..<0))
        guard type.isUnknown else { return type }
        diagnostics.warning(
            "unknown-type", "'\(word)' is no type that berry knows; '\(field.key)' becomes a text",
            at: file.location(of: field.value.range), fix: "write string, number, boolean, date, uuid or json")
        return ColumnType(.text)
    }

    private func place(_ range: Range<Int>) -> Place {
        Place(file: 0, range: UInt32(range.lowerBound)..<UInt32(range.upperBound))
    }
}
