/// One SQL expression over the columns of one row, as a value.
///
/// A specification holds SQL in a few places: a check, a default, the `where` of a partial index, a generated
/// column. That text is read into this tree and printed from it, so nothing that isn't listed here ever reaches
/// a database: no subqueries, no functions beyond ``Function/all``, no casts beyond ``PlainType``.
///
///     var diagnostics = Diagnostics()
///     let parsed = Expression.parse("price>0 AND (name <> '')", reporting: &diagnostics)
///     parsed?.expression.sql  // price > 0 and name <> ''
///
/// The tree says what the text means, not how it was spelt: parentheses, `cast(x as t)` beside `x::t` and
/// `date '2024-01-01'` beside a cast literal leave no trace.
///
/// Related manual page: <https://www.postgresql.org/docs/current/sql-expressions.html>
public indirect enum Expression: Sendable, Hashable {
    case null
    case boolean(Bool)
    case number(NumberLiteral)
    /// A quoted literal. It has no type until its neighbours give it one, as in PostgreSQL.
    case string(String)
    /// A column of the row, by its name in the database.
    case column(String)
    case current(CurrentValue)
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    /// `x is null`, `x is not true`, …
    case test(Expression, Test)
    /// `x in (…)`, of at least one element.
    case inList(Expression, [Expression], negated: Bool)
    case between(Expression, lower: Expression, upper: Expression, negated: Bool)
    /// `x = any (array)` and `x <> all (array)`.
    case quantified(Expression, BinaryOperator, Quantifier, Expression)
    /// `case when … end`; with an operand, each condition is a value to compare it with.
    case choice(operand: Expression?, branches: [Branch], otherwise: Expression?)
    case call(Function, [Expression])
    case cast(Expression, PlainType)
    /// `array[…]`
    case array([Expression])
    /// `extract(field from x)`
    case extract(DateField, from: Expression)

    /// One `when … then …` of a `case`.
    public struct Branch: Sendable, Hashable {
        public var condition: Expression
        public var result: Expression

        public init(when condition: Expression, then result: Expression) {
            self.condition = condition
            self.result = result
        }
    }

    /// What follows `is`. None of them ever yields null.
    public enum Test: String, Sendable, Hashable, CaseIterable {
        case null = "is null"
        case notNull = "is not null"
        case `true` = "is true"
        case notTrue = "is not true"
        case `false` = "is false"
        case notFalse = "is not false"
        case unknown = "is unknown"
        case notUnknown = "is not unknown"
    }

    /// Whether a comparison has to hold for one element of an array or for all of them.
    public enum Quantifier: String, Sendable, Hashable, CaseIterable {
        case any, all
    }
}

/// The values that SQL writes without parentheses and that are fixed at the start of the transaction.
public enum CurrentValue: String, Sendable, Hashable, CaseIterable {
    case date = "current_date"
    case time = "current_time"
    case localTime = "localtime"
    case timestamp = "current_timestamp"
    case localTimestamp = "localtimestamp"
}

/// A part of a date or an interval that `extract` takes out.
public enum DateField: String, Sendable, Hashable, CaseIterable {
    case century, day, decade, dow, doy, epoch, hour, isodow, isoyear, microseconds, millennium, milliseconds
    case minute, month, quarter, second, week, year
}
