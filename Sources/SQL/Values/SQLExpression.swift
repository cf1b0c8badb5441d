public import Expressions

/// An SQL expression that berry writes itself: policies, checks and defaults.
///
/// What a user wrote is an ``Expressions/Expression`` inside it, printed from its own tree.
public indirect enum SQLExpression: Codable, Hashable, Sendable {
    case column(String)
    /// A column of the table or alias before the dot.
    case qualified(String, String)
    case string(String)
    case number(String)
    case boolean(Bool)
    /// What a function was called with, by its position from 1: `$1`.
    case argument(Int)
    /// A value that has no parentheses: `session_user`.
    case keyword(String)
    case call(QualifiedName?, [SQLExpression], name: String)
    /// `(select …)`: evaluated once a statement instead of once a row.
    case once(SQLExpression)
    case compare(SQLExpression, String, SQLExpression)
    case all([SQLExpression])
    case any([SQLExpression])
    case isNull(SQLExpression, Bool)
    case isOneOf(SQLExpression, [SQLExpression])
    /// `value = any (array)`
    case anyOf(SQLExpression, array: SQLExpression)
    case cast(SQLExpression, String)
    /// `(a, b) in (select a, b from table as alias where condition)`
    case isIn([SQLExpression], Query)
    /// `(a, b) in (select * from function())`
    case isRow([SQLExpression], of: QualifiedName)
    /// `exists (select from table as alias where condition)`
    case exists(table: QualifiedName, alias: String, condition: SQLExpression)
    /// `array[…]::type[]`
    case array([SQLExpression], of: String)
    case user(Expression)

    /// Columns of the rows of one table that meet a condition.
    public struct Query: Codable, Hashable, Sendable {
        public var columns: [String]
        public var table: QualifiedName
        public var alias: String
        /// With columns that are qualified by the alias.
        public var condition: SQLExpression

        public init(columns: [String], table: QualifiedName, alias: String, condition: SQLExpression) {
            self.columns = columns
            self.table = table
            self.alias = alias
            self.condition = condition
        }
    }

    /// A function of `pg_catalog`, which every search path finds.
    public static func function(_ name: String, _ arguments: SQLExpression...) -> SQLExpression {
        .call(nil, arguments, name: name)
    }

    /// A call of a function by its qualified name.
    public static func function(_ name: QualifiedName, _ arguments: SQLExpression...) -> SQLExpression {
        .call(name, arguments, name: name.name)
    }
}

extension SQLExpression {
    /// The same where a column of a user's expression changed its name.
    public func renamingUserColumn(_ old: String, to new: String) -> SQLExpression {
        if case .user(let expression) = self { return .user(expression.renamingColumn(old, to: new)) }
        return self
    }

    /// Whether it holds for every row.
    public var isTrue: Bool {
        switch self {
        case .boolean(true): true
        case .all(let parts): parts.allSatisfy(\.isTrue)
        default: false
        }
    }

    /// Whether it holds for no row.
    public var isFalse: Bool {
        switch self {
        case .boolean(false): true
        case .any(let parts): parts.isEmpty
        default: false
        }
    }

    /// All of `parts`, each once, without the ones that always hold; false when one of them never holds.
    public static func conjunction(_ parts: [SQLExpression]) -> SQLExpression {
        if parts.contains(where: \.isFalse) { return .boolean(false) }
        var real: [SQLExpression] = []
        for part in parts {
            let inner = if case .all(let inner) = part { inner } else { [part] }
            for part in inner where !part.isTrue && !real.contains(part) { real.append(part) }
        }
        return real.isEmpty ? .boolean(true) : real.count == 1 ? real[0] : .all(real)
    }

    /// Any of `parts`, each once; true when one of them always holds.
    public static func disjunction(_ parts: [SQLExpression]) -> SQLExpression {
        if parts.contains(where: \.isTrue) { return .boolean(true) }
        var real: [SQLExpression] = []
        for part in parts where !part.isFalse && !real.contains(part) { real.append(part) }
        return real.isEmpty ? .boolean(false) : real.count == 1 ? real[0] : .any(real)
    }
}
