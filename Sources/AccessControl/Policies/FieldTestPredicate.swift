internal import DomainModel
internal import Expressions
internal import SQL
internal import Specification

extension DomainModel.FieldTest {
    /// The test as SQL, of `column` on a row of `entity`.
    func predicate(_ column: SQLExpression, in entity: DomainModel.Entity?) -> SQLExpression {
        switch test {
        case .isEqual(let value): .compare(column, "=", Self.sql(value))
        case .isNot(let value): .compare(column, "is distinct from", Self.sql(value))
        case .isOneOf(let values): .isOneOf(column, values.map(Self.sql))
        case .isNull(let isNull): .isNull(column, isNull)
        case .atLeast(let value): .compare(column, ">=", Self.sql(value))
        case .atMost(let value): .compare(column, "<=", Self.sql(value))
        case .past(let holds): .compare(column, holds ? "<" : ">=", present(in: entity))
        case .future(let holds): .compare(column, holds ? ">" : "<=", present(in: entity))
        }
    }

    /// The present moment, in the type of the column.
    private func present(in entity: DomainModel.Entity?) -> SQLExpression {
        switch entity?.attributes.first(where: { $0.column == column })?.type {
        case .date: .user(.current(.date))
        case .localTimestamp: .user(.current(.localTimestamp))
        default: .function("now")
        }
    }

    private static func sql(_ literal: Literal) -> SQLExpression {
        switch literal {
        case .string(let text): .string(text)
        case .number(let number): .number(number.text)
        case .boolean(let value): .boolean(value)
        case .list(let elements): .array(elements.map(sql), of: "text")
        }
    }
}
