/// An unsigned number as it was written: `12`, `0.50`, `1e-3`.
///
/// Kept as text because `0.50` has a scale that `0.5` hasn't. A sign is an operator, as in PostgreSQL.
public struct NumberLiteral: Sendable, Hashable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    public let text: String

    /// Nil unless `text` is digits, optionally a point and digits, optionally an exponent. Hexadecimal digits and
    /// underscores are left out, since PostgreSQL 15 doesn't read them.
    public init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        let whole = Self.dropDigits(&rest)
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard Self.dropDigits(&rest) > 0 else { return nil }
        } else if whole == 0 {
            return nil
        }
        if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
            rest.removeFirst()
            if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
                rest.removeFirst()
            }
            guard Self.dropDigits(&rest) > 0 else { return nil }
        }
        guard rest.isEmpty else { return nil }
        self.text = text.lowercased()
    }

    public init(integerLiteral value: UInt) { text = String(value) }

    public var description: String { text }

    private static func dropDigits(_ rest: inout ArraySlice<UInt8>) -> Int {
        let before = rest.count
        rest = rest.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return before - rest.count
    }
}
