/// How values travel: as the text `psql` shows, or in the type's binary form.
public enum Format: Int32, Sendable, Hashable { case text = 0, binary = 1 }

/// A value for `$1`, `$2`, … of a statement. It travels beside the SQL, never inside it.
///
/// The server works out the type from the statement, as for a quoted literal, so a text parameter serves for
/// every type: `"2026-05-01"` for a date. Where it can't tell (`select $1`), write a cast (`select $1::int`).
public struct Parameter: Sendable, Hashable {
    /// nil is NULL. Without a terminating zero.
    let bytes: [UInt8]?
    let format: Format

    /// The type's text form; nil is NULL.
    public init(_ text: String?) {
        bytes = text.map { Array($0.utf8) }
        format = .text
    }

    public init(_ value: Int?) { self.init(value.map { String($0) }) }
    public init(_ value: Bool?) { self.init(value.map { $0 ? "true" : "false" }) }

    /// The type's binary form; for `bytea` these are the bytes themselves.
    public init(binary: [UInt8]?) {
        bytes = binary
        format = .binary
    }

    /// A one-dimensional array in text form, for `any($1)`; an element that is nil is NULL.
    public init(array: [String?]) {
        let elements = array.map { element in
            guard let element else { return "NULL" }
            // Scalar by scalar: a quote and a combining mark are one character, and still a quote to PostgreSQL.
            return "\"\(escaping(["\"", "\\"], in: element))\""
        }
        self.init("{\(elements.joined(separator: ","))}")
    }
}

/// `text` with a backslash before each of `scalars`.
func escaping(_ scalars: Set<Unicode.Scalar>, in text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
        if scalars.contains(scalar) { result.unicodeScalars.append("\\") }
        result.unicodeScalars.append(scalar)
    }
}

extension Parameter: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self.init(value) }
    public init(integerLiteral value: Int) { self.init(value) }
    public init(booleanLiteral value: Bool) { self.init(value) }
    public init(nilLiteral: ()) { self.init(nil as String?) }
}

extension Parameter: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Values of parameters may be secrets, so only their size is shown.
    public var description: String { bytes.map { "Parameter(\($0.count) bytes)" } ?? "Parameter(NULL)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["size": bytes?.count as Any]) }
}
