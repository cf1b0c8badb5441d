internal import DomainModel
internal import Expressions
internal import Naming
internal import SQL
internal import Specification

extension SchemaBuilder {
    func column(for attribute: DomainModel.Attribute) -> CreateTable.Column {
        .init(
            attribute.column, type(of: attribute), notNull: attribute.isRequired,
            default: attribute.defaultValue.map { value($0, for: attribute) },
            generated: attribute.generated.map(SQLExpression.user), comment: attribute.description)
    }

    func type(of attribute: DomainModel.Attribute) -> String {
        elementType(of: attribute.type) + (attribute.isList ? "[]" : "")
    }

    private func elementType(of type: DomainModel.AttributeType) -> String {
        switch type {
        case .text, .timeZone, .email, .url, .slug, .phone, .color, .currency, .file, .image: "text"
        case .integer: "integer"
        case .bigint: "bigint"
        case .float: "double precision"
        case .decimal(let precision, let scale): "numeric(\(precision),\(scale))"
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
        case .custom(let sql): sql
        case .vector(let dimensions): QualifiedName(Self.extensions, "vector").sql + "(\(dimensions))"
        case .enumeration(let name):
            enumerations[name]?.nativeType.map { QualifiedName("public", $0).sql } ?? "text"
        }
    }

    func value(_ value: DomainModel.Default, for attribute: DomainModel.Attribute) -> SQLExpression {
        switch value {
        case .caller: .function(QualifiedName("auth", "uid"))
        case .expression(let expression): .user(expression)
        case .literal(let literal): self.literal(literal, for: attribute)
        }
    }

    private func literal(_ literal: Literal, for attribute: DomainModel.Attribute) -> SQLExpression {
        if attribute.isList, case .list(let elements) = literal {
            let type = elementType(of: attribute.type)
            return .array(elements.map { scalar($0, attribute.type) }, of: type)
        }
        return scalar(literal, attribute.type)
    }

    private func scalar(_ literal: Literal, _ type: DomainModel.AttributeType) -> SQLExpression {
        if type == .json { return .string(CanonicalJSON.line(of: literal.write())) }
        return switch literal {
        case .string(let text): .string(text)
        case .number(let number): .number(number.text)
        case .boolean(let value): .boolean(value)
        case .list(let elements): .array(elements.map { scalar($0, type) }, of: elementType(of: type))
        }
    }

    /// The condition that values of this attribute meet, beyond what its type demands.
    func check(for attribute: DomainModel.Attribute) -> SQLExpression? {
        let column = SQLExpression.column(attribute.column)
        var parts: [SQLExpression] = []
        if attribute.minLength != nil || attribute.maxLength != nil {
            let length = SQLExpression.function("char_length", column)
            if let least = attribute.minLength { parts.append(.compare(length, ">=", .number(String(least)))) }
            if let greatest = attribute.maxLength { parts.append(.compare(length, "<=", .number(String(greatest)))) }
        }
        if let pattern = attribute.pattern { parts.append(.compare(column, "~", .string(pattern.postgreSQL))) }
        for (bound, symbol, mirrored) in [(attribute.minimum, ">=", "<="), (attribute.maximum, "<=", ">=")] {
            guard let bound else { continue }
            parts.append(
                attribute.isList
                    ? .compare(.number(bound.text), mirrored, .function("all", column))
                    : .compare(column, symbol, .number(bound.text)))
        }
        if case .enumeration(let name) = attribute.type, let enumeration = enumerations[name],
            enumeration.nativeType == nil
        {
            let values = enumeration.values.map { SQLExpression.string($0.name) }
            parts.append(
                attribute.isList ? .compare(column, "<@", .array(values, of: "text")) : .isOneOf(column, values))
        }
        if case .currency(let only?) = attribute.type { parts.append(.compare(column, "=", .string(only))) }
        if let format = attribute.type.format?.expression {
            if attribute.type == .email, !attribute.isList {
                parts.append(.compare(column, "=", .function("lower", column)))
            }
            parts.append(
                attribute.isList
                    ? .compare(
                        .function("array_to_string", column, .function("chr", .number("10"))), "~",
                        .string("^(\(format)(\\n\(format))*)?$"))
                    : .compare(column, "~", .string("^\(format)$")))
        }
        return parts.isEmpty ? nil : .conjunction(parts)
    }

    /// The words of these columns, for full text search.
    func words(of columns: [String]) -> SQLExpression {
        let texts = columns.map { SQLExpression.function("coalesce", .column($0), .string("")) }
        let all = texts.dropFirst().reduce(texts[0]) { .compare(.compare($0, "||", .string(" ")), "||", $1) }
        return .function("to_tsvector", .cast(.string(DomainModel.Search.configuration), "regconfig"), all)
    }
}
