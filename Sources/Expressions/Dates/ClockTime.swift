/// Times of day and of the calendar, counted in microseconds as PostgreSQL counts them.
public enum ClockTime {
    public static let second = 1_000_000
    public static let minute = 60 * second
    public static let hour = 60 * minute
    public static let day = 24 * hour

    /// Reads `09:30`, `09:30:05` or `09:30:05.25`: microseconds since midnight.
    public static func timeOfDay(_ text: String) -> Int? {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts[0].count <= 2, parts[1].count == 2,
            let hours = digits(parts[0]), let minutes = digits(parts[1]), minutes < 60
        else { return nil }
        var total = hours * hour + minutes * minute
        if parts.count == 3 {
            guard let seconds = microseconds(parts[2], unit: second), seconds < minute else { return nil }
            total += seconds
        }
        return total <= day ? total : nil
    }

    /// Reads `2024-02-29`, `2024-02-29 09:30` or `2024-02-29T09:30:05Z`: microseconds since 2000-01-01 00:00.
    ///
    /// - Parameter hasZone: Whether a zone (`Z`, `+02`, `-05:30`) moves the result to UTC, as in a `timestamptz`; a
    ///   `timestamp` ignores it. Without one, UTC is meant.
    public static func timestamp(_ text: String, hasZone: Bool) -> Int? {
        guard let date = CalendarDate(String(text.prefix(10))) else { return nil }
        var rest = text.utf8.dropFirst(10)
        guard let separator = rest.first else { return date.days * day }
        guard separator == UInt8(ascii: " ") || separator == UInt8(ascii: "T") else { return nil }
        rest = rest.dropFirst()
        let zoneStart = rest.firstIndex {
            $0 == UInt8(ascii: "Z") || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-")
        }
        guard let time = timeOfDay(String(rest[..<(zoneStart ?? rest.endIndex)]) ?? "") else { return nil }
        let local = date.days * day + time
        guard let zoneStart else { return local }
        guard let offset = zoneOffset(rest[zoneStart...]) else { return nil }
        return hasZone ? local - offset : local
    }

    /// The date and the time of day of a count of microseconds; nil outside of the years 1 to 9999.
    public static func split(_ timestamp: Int) -> (date: CalendarDate, time: Int)? {
        let days = timestamp >= 0 ? timestamp / day : -((-(timestamp + 1)) / day) - 1
        return CalendarDate(days: days).map { ($0, timestamp - days * day) }
    }

    /// `09:30:05.25`, with no more of the fraction than there is.
    public static func description(ofTime time: Int) -> String {
        let text =
            "\(padded(time / hour, 2)):\(padded(time / minute % 60, 2)):\(padded(time / second % 60, 2))"
        guard time % second != 0 else { return text }
        var fraction = Array(padded(time % second, 6).utf8)
        while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
        return text + "." + String(decoding: fraction, as: UTF8.self)
    }

    /// `2024-02-29 09:30:05`; nil outside of the years 1 to 9999.
    public static func description(ofTimestamp timestamp: Int) -> String? {
        split(timestamp).map { "\($0.date) \(description(ofTime: $0.time))" }
    }

    /// A decimal number of `unit` microseconds each; nil if it isn't a whole number of microseconds.
    static func microseconds(_ text: some Collection<UInt8>, unit: Int) -> Int? {
        let parts = text.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, first.count <= 9, let whole = digits(first) else { return nil }
        guard parts.count == 2 else { return checked(whole.multipliedReportingOverflow(by: unit)) }
        guard (1...6).contains(parts[1].count), let fraction = digits(parts[1]) else { return nil }
        let scale = (0..<parts[1].count).reduce(1) { power, _ in power * 10 }
        guard unit % scale == 0 else { return nil }
        return checked(whole.multipliedReportingOverflow(by: unit)).map { $0 + fraction * (unit / scale) }
    }

    private static func zoneOffset(_ text: some Collection<UInt8>) -> Int? {
        if Array(text) == [UInt8(ascii: "Z")] { return 0 }
        let parts = text.dropFirst().split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ $0.count == 2 }),
            let hours = digits(parts[0]),
            hours <= 15, let minutes = parts.count == 2 ? digits(parts[1]) : 0, minutes < 60
        else { return nil }
        let offset = hours * hour + minutes * minute
        return text.first == UInt8(ascii: "-") ? -offset : offset
    }
}

/// The result of an operation that reports overflow; nil if it did.
func checked<Number>(_ result: (partialValue: Number, overflow: Bool)) -> Number? {
    result.overflow ? nil : result.partialValue
}
