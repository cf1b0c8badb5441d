/// The operators that stand before their operand.
public enum UnaryOperator: String, Sendable, Hashable, CaseIterable {
    case not
    case minus = "-"

    var precedence: Precedence { self == .not ? .not : .sign }
}

/// The operators that stand between two operands, by their spelling in SQL.
public enum BinaryOperator: String, Sendable, Hashable, CaseIterable {
    case or, and
    case equal = "="
    case notEqual = "<>"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case isDistinctFrom = "is distinct from"
    case isNotDistinctFrom = "is not distinct from"
    case like
    case notLike = "not like"
    case ilike
    case notILike = "not ilike"
    case matches = "~"
    case matchesIgnoringCase = "~*"
    case doesNotMatch = "!~"
    case doesNotMatchIgnoringCase = "!~*"
    case concatenate = "||"
    /// Containment of arrays or `jsonb`.
    case contains = "@>"
    case isContainedIn = "<@"
    /// Whether two arrays share an element.
    case overlaps = "&&"
    /// A member of a JSON object or array, as JSON.
    case member = "->"
    /// A member of a JSON object or array, as text.
    case memberText = "->>"
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    case atTimeZone = "at time zone"

    /// `=`, `<>`, `<`, `<=`, `>` and `>=`: those that a quantifier may follow.
    public var isComparison: Bool { precedence == .comparison }

    var precedence: Precedence {
        switch self {
        case .or: .or
        case .and: .and
        case .isDistinctFrom, .isNotDistinctFrom: .is
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: .comparison
        case .like, .notLike, .ilike, .notILike: .pattern
        case .matches, .matchesIgnoringCase, .doesNotMatch, .doesNotMatchIgnoringCase, .concatenate,
            .contains,
            .isContainedIn, .overlaps, .member, .memberText:
            .other
        case .add, .subtract: .additive
        case .multiply, .divide, .remainder: .multiplicative
        case .atTimeZone: .timeZone
        }
    }

    /// The operators made of symbols, by their spelling.
    static let symbols: [String: BinaryOperator] = {
        var table: [String: BinaryOperator] = ["!=": .notEqual]
        for symbol in allCases
        where symbol.rawValue.utf8.allSatisfy({ !(UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0) }) {
            table[symbol.rawValue] = symbol
        }
        return table
    }()
}

/// How tightly an operator binds, loosest first.
///
/// Source: <https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-PRECEDENCE>, and the `%left` and
/// `%nonassoc` lines of PostgreSQL's `gram.y` where the manual is silent (`at time zone`).
enum Precedence: Int, Comparable {
    case or, and, not, `is`, comparison, pattern, other, additive, multiplicative, timeZone, sign, cast,
        primary

    /// `a < b < c` and `a like b like c` are syntax errors: these levels don't chain.
    var chains: Bool { self != .is && self != .comparison && self != .pattern }

    /// The level that the right operand of a left-associative or non-associative operator must reach.
    var next: Precedence { Precedence(rawValue: rawValue + 1) ?? .primary }

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
