/// A decimal number that is never rounded unnoticed: `numeric` within 38 digits.
///
/// Operations that would need more digits, or that have no finite decimal result, yield nil.
public struct ExactNumber: Sendable, Hashable, Comparable {
    /// The value times ten to the power of ``scale``; without trailing zeros, so that equal values are equal.
    let coefficient: Int128
    let scale: Int

    init?(coefficient: Int128, scale: Int) {
        var (coefficient, scale) = (coefficient, scale)
        while scale > 0, coefficient % 10 == 0 {
            coefficient /= 10
            scale -= 1
        }
        // The least of all has no negation.
        guard scale <= 38, coefficient != .min else { return nil }
        if scale < 0 {
            guard scale >= -38, let scaled = Self.scaled(coefficient, by: -scale) else { return nil }
            (coefficient, scale) = (scaled, 0)
        }
        self.coefficient = coefficient
        self.scale = scale
    }

    public init(_ value: Int64) {
        coefficient = Int128(value)
        scale = 0
    }

    /// Reads `-12.50` or `1e-3`; nil if it isn't a number or has too many digits.
    public init?(_ text: String) {
        var rest = text[...]
        let isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest.removeFirst() }
        guard let literal = NumberLiteral(String(rest)) else { return nil }
        let parts = literal.text.split(separator: "e")
        var coefficient: Int128 = 0
        var scale = 0
        var isFraction = false
        for byte in parts[0].utf8 {
            if byte == UInt8(ascii: ".") {
                isFraction = true
                continue
            }
            guard let shifted = Self.scaled(coefficient, by: 1),
                let next = checked(shifted.addingReportingOverflow(Int128(byte - UInt8(ascii: "0"))))
            else { return nil }
            coefficient = next
            if isFraction { scale += 1 }
        }
        if parts.count == 2 {
            guard let exponent = Int(parts[1]), abs(exponent) < 1000 else { return nil }
            scale -= exponent
        }
        self.init(coefficient: isNegative ? -coefficient : coefficient, scale: scale)
    }

    /// The whole number; nil if there is a fraction or it is too large.
    public var integer: Int64? { scale == 0 ? Int64(exactly: coefficient) : nil }

    /// The nearest double, as PostgreSQL converts: through the decimal digits.
    var double: Double { Double(description) ?? .nan }

    public static func < (left: Self, right: Self) -> Bool {
        if let (a, b, _) = aligned(left, right) { return a < b }
        // Too far apart to align: the double tells them apart.
        return left.double < right.double
    }

    func adding(_ other: Self) -> Self? {
        guard let (a, b, scale) = Self.aligned(self, other), let sum = checked(a.addingReportingOverflow(b))
        else { return nil }
        return Self(coefficient: sum, scale: scale)
    }

    var negated: Self? { Self(coefficient: -coefficient, scale: scale) }

    func multiplied(by other: Self) -> Self? {
        checked(coefficient.multipliedReportingOverflow(by: other.coefficient))
            .flatMap { Self(coefficient: $0, scale: scale + other.scale) }
    }

    /// Nil unless the quotient ends within 16 significant digits, which PostgreSQL always computes.
    func divided(by other: Self) -> Self? {
        guard other.coefficient != 0, coefficient != 0 else { return other.coefficient == 0 ? nil : self }
        for shift in 0...16 {
            guard let dividend = Self.scaled(coefficient, by: shift) else { return nil }
            guard dividend % other.coefficient == 0 else { continue }
            let quotient = dividend / other.coefficient
            guard quotient.magnitude < 10_000_000_000_000_000 else { return nil }
            return Self(coefficient: quotient, scale: scale - other.scale + shift)
        }
        return nil
    }

    /// The remainder with the sign of the dividend; nil for a division by zero.
    func remainder(_ other: Self) -> Self? {
        guard other.coefficient != 0, let (a, b, scale) = Self.aligned(self, other) else { return nil }
        return Self(coefficient: a % b, scale: scale)
    }

    /// To `places` after the point, by `rule`; halves go away from zero with `.toNearestOrAwayFromZero`.
    func rounded(to places: Int = 0, _ rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero) -> Self? {
        guard scale > places else { return self }
        guard let unit = Self.scaled(1, by: scale - places) else { return nil }
        var quotient = coefficient / unit
        let rest = coefficient % unit
        switch rule {
        case .down where rest < 0: quotient -= 1
        case .up where rest > 0: quotient += 1
        case .toNearestOrAwayFromZero where rest.magnitude * 2 >= unit.magnitude:
            quotient += rest < 0 ? -1 : 1
        default: break
        }
        return Self(coefficient: quotient, scale: places)
    }

    /// Whether it lies in the middle between two whole numbers.
    var isHalf: Bool { scale == 1 && (coefficient % 10).magnitude == 5 }

    private static func aligned(_ left: Self, _ right: Self) -> (Int128, Int128, Int)? {
        let scale = max(left.scale, right.scale)
        guard let a = scaled(left.coefficient, by: scale - left.scale),
            let b = scaled(right.coefficient, by: scale - right.scale)
        else { return nil }
        return (a, b, scale)
    }

    private static func scaled(_ value: Int128, by digits: Int) -> Int128? {
        var result = value
        for _ in 0..<digits {
            guard let next = checked(result.multipliedReportingOverflow(by: 10)) else { return nil }
            result = next
        }
        return result
    }
}

extension ExactNumber: CustomStringConvertible {
    /// Without trailing zeros: `-12.5`.
    public var description: String {
        let digits = String(coefficient.magnitude)
        let sign = coefficient < 0 ? "-" : ""
        guard scale > 0 else { return sign + digits }
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.utf8.count)) + digits
        return sign + padded.dropLast(scale) + "." + padded.suffix(scale)
    }
}
