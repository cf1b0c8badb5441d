internal import Catalog
internal import Foundation

/// Literals that a column might take, made of its type and of the constants that its checks mention.
///
/// Nobody knows which of them a check accepts before PostgreSQL is asked, so there are several, the likeliest first.
struct CandidateValues {
    /// Each makes one for a row's number.
    private let makers: [@Sendable (Int) -> String]

    var isEmpty: Bool { makers.isEmpty }

    /// - Parameter number: which of them; they begin anew behind the last.
    func literal(_ number: Int, row: Int) -> String { makers[number % makers.count](row) }

    /// - Parameters:
    ///   - checks: the definitions of checks that mention the column.
    ///   - values: the values of the enum that it has, if it has one.
    init(type: String, checks: [String], values: [String], isOptional: Bool) {
        var makers: [@Sendable (Int) -> String] = []
        if !values.isEmpty { makers.append { Self.quoted(values[$0 % values.count]) } }
        if type.hasSuffix("[]") {
            makers.append { _ in "'{}'" }
        } else {
            makers += Self.makers(of: type)
        }
        let constants = checks.flatMap(Self.constants)
        if !constants.isEmpty {
            makers.append { constants[$0 % constants.count] }
            makers += constants.map { constant in { _ in constant } }
        }
        if isOptional { makers.append { _ in "null" } }
        self.makers = makers
    }

    /// Those of a column that refers to rows that are there.
    ///
    /// - Parameter values: what they are referred to by, as literals.
    init(referringTo values: [String], isOptional: Bool) {
        let references: [@Sendable (Int) -> String] = values.indices.map { place in
            { values[($0 + place) % values.count] }
        }
        makers = references + (isOptional ? [{ _ in "null" }] : [])
    }

    private static func makers(of type: String) -> [@Sendable (Int) -> String] {
        let bare = String(type.prefix { $0 != "(" }).trimmingCharacters(in: .whitespaces)
        switch bare {
        case "smallint", "integer", "bigint", "numeric", "real", "double precision", "money", "oid":
            return [{ "\($0 + 1)" }, { _ in "0" }, { "\(10 * ($0 + 1))" }, { _ in "-1" }, { "\(1000 + $0)" }]
        case "boolean": return [{ $0.isMultiple(of: 2) ? "true" : "false" }, { _ in "true" }, { _ in "false" }]
        case "text", "character varying", "character", "name", "citext", "public.citext", "extensions.citext",
            "\"char\"":
            let longest =
                bare == "\"char\"" ? 1 : Int(type.drop { $0 != "(" }.dropFirst().prefix { $0.isNumber }) ?? 1000
            let texts: [@Sendable (Int) -> String] = [
                { "text \($0)" }, { "item-\($0)" }, { "user\($0)@example.com" }, { "https://example.com/\($0)" },
                { _ in "UTC" }, { "+49301234\(100 + $0)" }, { "#00ff0\($0 % 10)" }, { "\($0 + 1)" }, { _ in "A" },
            ]
            return texts.map { text in { quoted(String(text($0).prefix(longest))) } }
        case "uuid": return [{ "'00000000-0000-4000-8000-\(String(format: "%012d", $0 + 1))'" }]
        case "json", "jsonb": return [{ _ in "'{}'" }, { _ in "'[]'" }, { "'\($0)'" }]
        case "date": return [{ "'2024-01-\(10 + $0)'" }, { "'2050-01-\(10 + $0)'" }]
        case "timestamp without time zone", "timestamp with time zone", "timestamp":
            return [{ "'2024-01-\(10 + $0) 10:11:12'" }, { "'2050-01-\(10 + $0) 10:11:12'" }]
        case "time without time zone", "time with time zone", "time": return [{ "'08:\(10 + $0)'" }]
        case "interval": return [{ "'\($0 + 1) hours'" }]
        case "bytea": return [{ "'\\x0\($0 % 10)'" }]
        case "inet", "cidr": return [{ "'10.0.0.\($0 + 1)'" }]
        case "macaddr": return [{ "'08:00:2b:01:02:0\($0 % 10)'" }]
        case "bit": return [{ _ in "b'\(String(repeating: "0", count: Int(type.filter(\.isNumber)) ?? 1))'" }]
        case "bit varying": return [{ _ in "b'0'" }]
        case "point": return [{ "'(\($0), 0)'" }]
        case "tsvector", "tsquery": return [{ "'word\($0)'" }]
        case "xml": return [{ _ in "'<a/>'" }]
        case "int4range", "int8range", "numrange": return [{ "'[\(10 * $0), \(10 * $0 + 5))'" }]
        case "daterange": return [{ "'[2024-01-\(10 + $0), 2024-01-\(11 + $0))'" }]
        case "tsrange", "tstzrange": return [{ "'[2024-01-\(10 + $0) 10:00, 2024-01-\(10 + $0) 11:00)'" }]
        default: return []
        }
    }

    private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

    /// The constants of a check: `'open'` and `'done'` of `CHECK (status = ANY (ARRAY['open'::text, 'done'::text]))`.
    private static func constants(in check: String) -> [String] {
        check.matches(of: /'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b/).map { String($0.output) }
    }
}
