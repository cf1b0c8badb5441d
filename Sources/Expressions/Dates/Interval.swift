/// A span of time as PostgreSQL keeps it: months and days have no fixed length, so they are counted apart.
public struct Interval: Sendable, Hashable {
    public var months: Int
    public var days: Int
    public var microseconds: Int

    public init(months: Int = 0, days: Int = 0, microseconds: Int = 0) {
        self.months = months
        self.days = days
        self.microseconds = microseconds
    }

    /// Reads `1 year 2 mons -3 days 04:05:06`, `90 minutes`, `1.5 hours` or `P1Y2M3DT4H5M6S`.
    ///
    /// Nil for what PostgreSQL also reads but only rounds or guesses at: fractions of days and longer units, `ago`.
    public init?(_ text: String) {
        self.init()
        let lowered = text.lowercased()
        let isRead = lowered.hasPrefix("p") ? readISO(lowered.utf8.dropFirst()) : readWords(lowered)
        guard isRead else { return nil }
    }

    /// The length by which PostgreSQL compares intervals: a month is 30 days, a day 24 hours.
    var comparisonLength: Int128 {
        Int128(months) * 30 * Int128(ClockTime.day) + Int128(days) * Int128(ClockTime.day)
            + Int128(microseconds)
    }

    /// Nil on overflow.
    func adding(_ other: Interval) -> Interval? {
        guard let months = checked(months.addingReportingOverflow(other.months)),
            let days = checked(days.addingReportingOverflow(other.days)),
            let microseconds = checked(microseconds.addingReportingOverflow(other.microseconds))
        else { return nil }
        return Interval(months: months, days: days, microseconds: microseconds)
    }

    /// Nil on overflow.
    func multiplied(by factor: Int) -> Interval? {
        guard let months = checked(months.multipliedReportingOverflow(by: factor)),
            let days = checked(days.multipliedReportingOverflow(by: factor)),
            let microseconds = checked(microseconds.multipliedReportingOverflow(by: factor))
        else { return nil }
        return Interval(months: months, days: days, microseconds: microseconds)
    }

    /// The microseconds since 2000-01-01 that lie this interval after `timestamp`, both in UTC; months first.
    func added(to timestamp: Int) -> Int? {
        guard let (date, time) = ClockTime.split(timestamp), let moved = date.adding(months: months),
            let days = checked(moved.days.addingReportingOverflow(days)), CalendarDate(days: days) != nil,
            let result = checked((days * ClockTime.day + time).addingReportingOverflow(microseconds)),
            ClockTime.split(result) != nil
        else { return nil }
        return result
    }

    private mutating func readWords(_ text: String) -> Bool {
        var words = text.utf8.split { $0 == 0x20 }[...]
        guard !words.isEmpty else { return false }
        while let word = words.popFirst() {
            let (sign, magnitude) = Self.sign(word)
            if magnitude.contains(UInt8(ascii: ":")) {
                guard let time = Self.clock(magnitude), words.isEmpty else { return false }
                microseconds += sign * time
            } else {
                guard let unit = words.popFirst().flatMap({ String($0) }), add(magnitude, unit, sign) else {
                    return false
                }
            }
        }
        return true
    }

    private mutating func readISO(_ text: Substring.UTF8View) -> Bool {
        var isTime = false
        var number: [UInt8] = []
        var count = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "t") where !isTime && number.isEmpty: isTime = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"):
                number.append(byte)
            default:
                let units: [UInt8: String] =
                    isTime
                    ? [UInt8(ascii: "h"): "hour", UInt8(ascii: "m"): "minute", UInt8(ascii: "s"): "second"]
                    : [
                        UInt8(ascii: "y"): "year", UInt8(ascii: "m"): "month", UInt8(ascii: "w"): "week",
                        UInt8(ascii: "d"): "day",
                    ]
                let (sign, magnitude) = Self.sign(number[...])
                guard let unit = units[byte], add(magnitude, unit, sign) else { return false }
                number = []
                count += 1
            }
        }
        return count > 0 && number.isEmpty
    }

    private mutating func add(_ magnitude: some Collection<UInt8>, _ unit: String, _ sign: Int) -> Bool {
        if let length = Self.lengths[unit] {
            guard let value = ClockTime.microseconds(magnitude, unit: length) else { return false }
            return accept(adding(Interval(microseconds: sign * value)))
        }
        guard let value = digits(magnitude), value < 1_000_000_000, let (months, days) = Self.units[unit]
        else { return false }
        return accept(adding(Interval(months: sign * value * months, days: sign * value * days)))
    }

    private mutating func accept(_ sum: Interval?) -> Bool {
        guard let sum else { return false }
        self = sum
        return true
    }

    private static func sign<Text: Collection<UInt8>>(_ text: Text) -> (Int, Text.SubSequence) {
        switch text.first {
        case UInt8(ascii: "-"): (-1, text.dropFirst())
        case UInt8(ascii: "+"): (1, text.dropFirst())
        default: (1, text[...])
        }
    }

    /// Hours beyond a day are fine in an interval.
    private static func clock(_ text: some Collection<UInt8>) -> Int? {
        let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts[0].count <= 6, let hours = digits(parts[0]),
            let minutes = digits(parts[1]), minutes < 60
        else { return nil }
        guard parts.count == 3 else { return hours * ClockTime.hour + minutes * ClockTime.minute }
        guard let seconds = ClockTime.microseconds(parts[2], unit: ClockTime.second),
            seconds < ClockTime.minute
        else {
            return nil
        }
        return hours * ClockTime.hour + minutes * ClockTime.minute + seconds
    }

    private static let lengths: [String: Int] = spellings([
        (["microsecond", "microseconds"], 1), (["millisecond", "milliseconds", "ms"], 1000),
        (["second", "seconds", "sec", "secs", "s"], ClockTime.second),
        (["minute", "minutes", "min", "mins"], ClockTime.minute),
        (["hour", "hours", "hr", "hrs", "h"], ClockTime.hour),
    ])

    private static let units: [String: (months: Int, days: Int)] = spellings([
        (["day", "days", "d"], (0, 1)), (["week", "weeks", "w"], (0, 7)),
        (["month", "months", "mon", "mons"], (1, 0)),
        (["year", "years", "yr", "yrs", "y"], (12, 0)), (["decade", "decades"], (120, 0)),
    ])

    private static func spellings<Unit>(_ table: [([String], Unit)]) -> [String: Unit] {
        Dictionary(uniqueKeysWithValues: table.flatMap { names, unit in names.map { ($0, unit) } })
    }
}
