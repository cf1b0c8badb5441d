internal import DomainModel
internal import Expressions

/// The moment around which all dates lie: a Monday morning. No clock is read, so that seeds don't change by the day.
enum SeedClock {
    /// 2025-06-02 09:00 UTC, in microseconds since 2000-01-01.
    static let moment = 9284 * ClockTime.day + 9 * ClockTime.hour

    /// No seeds are loaded later than this: 2100-01-01.
    static let latest = 36_525 * ClockTime.day

    /// When the row with this number was made: within the weeks before.
    static func creation(_ number: Int) -> SeedValue {
        creations.indices.contains(number) ? creations[number] : computedCreation(number)
    }

    /// Every table needs the same ones twice a row.
    private static let creations = (0..<16).map(computedCreation)

    private static func computedCreation(_ number: Int) -> SeedValue {
        ColumnKind.timestamp.stored(.timestamp(moment - 45 * ClockTime.day + number * 7 * ClockTime.hour)) ?? .null
    }
}

/// What a column's name says about when its moments are.
enum Moment: Sendable {
    case past, beginning, end, birth, founding

    init(_ words: [String]) {
        func says(_ names: Set<String>) -> Bool { words.contains(where: names.contains) }
        self =
            says(["birth", "birthday", "born"])
            ? .birth
            : says(["founded", "established", "built"])
                ? .founding : says(Self.endings) ? .end : says(Self.beginnings) ? .beginning : .past
    }

    /// In microseconds from the seeds' moment.
    func offset(_ number: Int, isDate: Bool) -> Int {
        switch self {
        case .past: -(number + 1) * (ClockTime.day + 95 * ClockTime.minute)
        case .beginning: (number + 1) * ClockTime.day
        case .end: (number + (isDate ? 2 : 1)) * ClockTime.day + 90 * ClockTime.minute
        case .birth: (number * 411 - 12_000) * ClockTime.day
        case .founding: -(4000 + number * 97) * ClockTime.day
        }
    }

    private static let beginnings: Set<String> = [
        "start", "starts", "started", "begin", "begins", "from", "due", "scheduled", "planned", "remind", "reminder",
        "appointment", "arrival", "opens", "checkin",
    ]
    private static let endings: Set<String> = [
        "end", "ends", "ended", "until", "to", "till", "finish", "finishes", "expires", "expiry", "deadline",
        "departure", "closes", "checkout", "returned",
    ]
}

extension ValueMaker {
    func time(_ number: Int) -> SeedValue? {
        let element: ColumnKind = if case .list(let inner) = kind { inner } else { kind }
        if attribute.type == .time {
            // Between eight and eight, a quarter of an hour apart before a start is repeated.
            let start = 8 * 60 + number * 75 % (11 * 60) + (moment == .end ? 45 : 0)
            return element.stored(.time(start * ClockTime.minute))
        }
        let offset = moment.offset(number, isDate: attribute.type == .date)
        return element.stored(.localTimestamp(SeedClock.moment + offset))
    }
}
