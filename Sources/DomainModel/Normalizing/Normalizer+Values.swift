internal import Diagnostics
internal import Expressions
internal import Naming
internal import Specification

extension Normalizer {
    /// The default of a field, checked against its type.
    mutating func defaultValue(
        of field: FieldDeclaration, type: DomainModel.AttributeType
    ) -> DomainModel.Default? {
        field.defaultValue.flatMap { value($0, "default", of: field, type) { _ in [:] } }
    }

    /// What rows get that were there before the field was. It may read the columns of the table as it was.
    mutating func backfill(
        of field: FieldDeclaration, type: DomainModel.AttributeType
    ) -> DomainModel.Default? {
        field.backfill.flatMap { value($0, "backfill", of: field, type, columns: Self.formerColumns) }
    }

    /// Which columns a table had, PostgreSQL says when the migration is rehearsed.
    static func formerColumns(readBy expression: Expression) -> [String: ValueKind] {
        Dictionary(uniqueKeysWithValues: expression.columns.map { ($0, .any) })
    }

    /// The value at `key`, checked against the field's type.
    private mutating func value(
        _ declared: DefaultValue, _ key: String, of field: FieldDeclaration, _ type: DomainModel.AttributeType,
        columns: (Expression) -> [String: ValueKind]
    ) -> DomainModel.Default? {
        switch declared {
        case .sql(let text):
            let source = field.source
            return readExpression(
                text, columns: columns, expecting: kind(of: type, isList: field.list ?? false),
                at: { source.location(inStringAt: .key(key), "sql", range: $0) }
            ).map(DomainModel.Default.expression)
        case .literal(let literal):
            let place = field.source.location(.key(key))
            let isList = field.list ?? false
            if case .list(let elements) = literal, isList {
                for element in elements { check(element, fits: type, key, at: place) }
            } else if isList {
                error("\(key)-type", "the \(key) of a list is a list", at: place, fix: "write [] for an empty one")
            } else {
                check(literal, fits: type, key, at: place)
            }
            return .literal(literal)
        }
    }

    /// Reports a value that a column of this type can't hold. `what` names its role: "default", "condition".
    mutating func check(
        _ literal: Literal, fits type: DomainModel.AttributeType, _ what: String, at place: SourceLocation?
    ) {
        let code = "\(what)-type"
        func fail(_ expected: String, fix: String? = nil) {
            error(code, "\(expected) is expected here", at: place, fix: fix)
        }
        switch (type, literal) {
        case (.enumeration(let name), .string(let value)):
            let values = enumeration(named: name)?.values.map(\.name) ?? []
            if !values.isEmpty, !values.contains(value) {
                error(
                    code, "'\(value)' is not one of \(values.joined(separator: ", "))", at: place,
                    fix: nearest(to: value, among: values).map { "write '\($0)'" })
            }
        case (.integer, .number(let number)):
            if Int32(number.text) == nil { fail("a whole number between -2147483648 and 2147483647") }
        case (.bigint, .number(let number)):
            if Int64(number.text) == nil { fail("a whole number") }
        case (.float, .number(let number)):
            if !number.approximate.isFinite { fail("a number of at most about 1.8e308") }
        case (.decimal(let precision, let scale), .number(let number)):
            if !LiteralText.fits(number.text, precision: precision, scale: scale) {
                fail("a number of at most \(precision - scale) digits before the point")
            }
        case (.boolean, .boolean): break
        case (.uuid, .string(let text)):
            if !LiteralText.isUUID(text) { fail("a UUID") }
        case (.ip, .string(let text)):
            if !LiteralText.isAddress(text) {
                fail("an address such as \"192.0.2.1\", \"2001:db8::1\" or \"10.0.0.0/8\"")
            }
        case (.bytes, .string(let text)):
            if !LiteralText.isBytes(text) { fail(#"bytes in hexadecimal digits such as "\\x48656c6c6f""#) }
        case (.date, .string), (.time, .string), (.timestamp, .string), (.localTimestamp, .string),
            (.duration, .string):
            if case .string(let text) = literal, !LiteralText.isMoment(text, of: type) {
                let canBeNow = what == "default" && [.date, .timestamp, .localTimestamp].contains(type)
                fail(
                    Self.description(of: type),
                    fix: canBeNow ? #"for the present moment write {"sql": "now()"}"# : nil)
            }
        case (.json, _): break
        case (.text, .string), (.timeZone, .string), (.email, .string),
            (.url, .string), (.slug, .string), (.phone, .string), (.color, .string), (.currency, .string),
            (.file, .string), (.image, .string),
            (.custom, .string), (.custom, .number), (.custom, .boolean):
            break
        default: fail(Self.description(of: type))
        }
    }

    private static func description(of type: DomainModel.AttributeType) -> String {
        switch type {
        case .integer, .bigint: "a whole number"
        case .float, .decimal: "a number"
        case .boolean: "true or false"
        case .enumeration: "one of the values, as a string,"
        case .date: "a date such as \"2026-01-31\""
        case .time: "a time such as \"14:30:00\""
        case .timestamp: "a timestamp such as \"2026-01-31T14:30:00Z\""
        case .localTimestamp: "a timestamp such as \"2026-01-31T14:30:00\""
        case .duration: "a duration such as \"PT1H30M\" or \"1 day\""
        default: "a string"
        }
    }

    /// Reads an SQL expression of the specification; reports what is wrong inside it.
    mutating func readExpression(
        _ text: String, columns: [String: ValueKind], expecting kind: ValueKind,
        at place: @escaping (Range<Int>) -> SourceLocation?
    ) -> Expression? {
        readExpression(text, columns: { _ in columns }, expecting: kind, at: place)
    }

    mutating func readExpression(
        _ text: String, columns: (Expression) -> [String: ValueKind], expecting kind: ValueKind,
        at place: @escaping (Range<Int>) -> SourceLocation?
    ) -> Expression? {
        guard let parsed = Expression.parse(text, at: place, reporting: &diagnostics) else { return nil }
        let before = diagnostics.count
        parsed.check(columns: columns(parsed.expression), expecting: kind, at: place, reporting: &diagnostics)
        return diagnostics.count == before ? parsed.expression : nil
    }
}
