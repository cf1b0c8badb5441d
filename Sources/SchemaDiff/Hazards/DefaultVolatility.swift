internal import Catalog
internal import Foundation

/// Whether a default is one value for all rows, which PostgreSQL notes once, or another for each, which it has to write
/// into every row (manual, "Modifying Tables").
enum DefaultVolatility {
    case constant, volatile
    /// It calls a function that isn't known.
    case unknown

    private static let volatileFunctions: Set<String> = [
        "gen_random_uuid", "gen_random_bytes", "random", "clock_timestamp", "timeofday", "nextval", "setval", "lastval",
        "uuid_generate_v1", "uuid_generate_v1mc", "uuid_generate_v4", "uuidv4", "uuidv7", "gen_salt", "random_normal",
    ]

    /// Functions that don't change within a statement, and words before a parenthesis that are none.
    private static let constantFunctions: Set<String> = [
        "now", "transaction_timestamp", "statement_timestamp", "current_setting", "timezone", "date_trunc", "date_part",
        "extract", "make_interval", "make_date", "age", "to_char", "to_date", "to_timestamp", "lower", "upper",
        "length",
        "concat", "md5", "encode", "decode", "replace", "left", "right", "round", "floor", "ceil", "abs", "coalesce",
        "nullif", "greatest", "least", "jsonb_build_object", "jsonb_build_array", "json_build_object",
        "json_build_array", "to_json", "to_jsonb", "array", "row", "cast", "inet", "uid", "jwt", "role", "and", "or",
        "not", "in", "numeric", "decimal", "varying", "character", "char", "varchar", "bit", "timestamp", "time",
        "interval", "then", "when", "else", "case", "any", "all",
    ]

    /// - Parameter catalog: knows how the project's own functions are declared.
    init(_ expression: String, in catalog: Catalog) {
        let calls = Self.calls(SQLText.withoutLiterals(expression))
        let own = catalog.facts.filter { $0.kind == .function }
        var result = Self.constant
        for call in calls {
            let name = call.split(separator: ".").last.map { SQLText.unquoted(String($0)) } ?? call
            let declared = own.filter { $0.name.hasPrefix("\(call)(") }
            if declared.contains(where: { FunctionHeader($0).isVolatile }) || Self.volatileFunctions.contains(name) {
                self = .volatile
                return
            }
            if declared.isEmpty, !Self.constantFunctions.contains(name.lowercased()) { result = .unknown }
        }
        self = result
    }

    /// The names that stand right before a parenthesis.
    private static func calls(_ text: String) -> [String] {
        text.matches(of: /((?:[\w$]+|"[^"]+")(?:\.(?:[\w$]+|"[^"]+"))*)\s?\(/).map { String($0.1) }
    }
}
