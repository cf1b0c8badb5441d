internal import Expressions
internal import Specification

/// Whether PostgreSQL would read a text as a value of a type: no default may fail only when it is first used.
enum LiteralText {
    static func isUUID(_ text: String) -> Bool {
        let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return groups.map(\.count) == [8, 4, 4, 4, 12] && groups.allSatisfy { $0.allSatisfy(isHexadecimal) }
    }

    /// `text` as `date`, `time`, `timestamp` and so on; a timestamp says its zone, and a local one doesn't.
    static func isMoment(_ text: String, of type: DomainModel.AttributeType) -> Bool {
        switch type {
        case .date: CalendarDate(text) != nil
        case .time: ClockTime.timeOfDay(text) != nil
        case .timestamp: ClockTime.timestamp(text, hasZone: true) != nil && hasTime(text) && hasZone(text)
        case .localTimestamp: ClockTime.timestamp(text, hasZone: false) != nil && hasTime(text) && !hasZone(text)
        default: Interval(text) != nil
        }
    }

    private static func hasTime(_ text: String) -> Bool { text.utf8.count > 10 }

    private static func hasZone(_ text: String) -> Bool {
        text.utf8.dropFirst(11).contains { [UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-")].contains($0) }
    }

    /// Whether the number has a place in `numeric(precision, scale)`, which rounds what follows the scale.
    static func fits(_ number: String, precision: Int, scale: Int) -> Bool {
        guard let value = ExactNumber(number) else { return false }
        var bound = "1" + String(repeating: "0", count: min(precision - scale, 30))
        if precision - scale > 30 { bound = "1e\(min(precision - scale, 999))" }
        guard let limit = ExactNumber(bound), let opposite = ExactNumber("-" + bound) else { return true }
        return opposite < value && value < limit
    }

    /// `\x48656c6c6f`, or a text without backslashes, which stands for its own bytes.
    static func isBytes(_ text: String) -> Bool {
        guard text.hasPrefix("\\x") else { return !text.utf8.contains(UInt8(ascii: "\\")) }
        let digits = text.utf8.dropFirst(2)
        return digits.count.isMultiple(of: 2) && digits.allSatisfy(isHexadecimal)
    }

    /// An IPv4 or IPv6 address, with the length of a network's prefix if it likes.
    static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = parts.first else { return false }
        let isLong = address.contains(":")
        guard isLong ? isIPv6(address) : isIPv4(address) else { return false }
        guard parts.count == 2 else { return true }
        return isDecimal(parts[1], atMost: isLong ? 128 : 32)
    }

    private static func isIPv4(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { isDecimal($0, atMost: 255) }
    }

    private static func isIPv6(_ text: Substring) -> Bool {
        var groups = text.split(separator: ":", omittingEmptySubsequences: false)
        if let last = groups.last, last.contains(".") {
            guard isIPv4(last) else { return false }
            groups[groups.count - 1] = "0"
            groups.append("0")
        }
        // `::` stands for the groups that are missing; at an end it leaves two empty ones.
        if groups.first?.isEmpty == true {
            guard groups.count > 2, groups[1].isEmpty else { return false }
            groups.removeFirst()
        }
        if groups.last?.isEmpty == true {
            guard groups.count > 1, groups[groups.count - 2].isEmpty else { return false }
            groups.removeLast()
        }
        let isShortened = groups.contains { $0.isEmpty }
        return groups.count { $0.isEmpty } <= 1 && (isShortened ? groups.count <= 8 : groups.count == 8)
            && groups.allSatisfy { $0.utf8.count <= 4 && $0.utf8.allSatisfy(isHexadecimal) }
    }

    private static func isDecimal(_ text: Substring, atMost limit: Int) -> Bool {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let value = Int(text)
        else { return false }
        return value <= limit
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool { Character(Unicode.Scalar(byte)).isHexDigit }
}
