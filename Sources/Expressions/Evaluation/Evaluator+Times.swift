extension Evaluator {
    /// Functions whose first argument is neither text nor a number.
    func timeFunction(_ name: String, _ arguments: [Value]) -> Value {
        guard name == "age", let first = arguments.first else { return .unknown }
        if arguments.count == 2 { return age(first, arguments[1]) }
        // Counted from the beginning of the current day.
        guard let now, let today = ClockTime.split(now)?.date else { return .unknown }
        return age(.date(today.days), first)
    }

    /// The difference in years, months, days and less, each counted on the calendar.
    ///
    /// Source: `timestamp_age` in PostgreSQL's `timestamp.c`; days that are missing are those of the earlier month.
    private func age(_ left: Value, _ right: Value) -> Value {
        guard let a = left.microseconds, let b = right.microseconds else { return .unknown }
        if a < b {
            guard case .interval(let span) = age(right, left), let negative = span.multiplied(by: -1) else {
                return .unknown
            }
            return .interval(negative)
        }
        guard let (later, laterTime) = ClockTime.split(a), let (earlier, earlierTime) = ClockTime.split(b)
        else {
            return .unknown
        }
        var time = laterTime - earlierTime
        var days = later.day - earlier.day
        var months = (later.year - earlier.year) * 12 + later.month - earlier.month
        if time < 0 {
            time += ClockTime.day
            days -= 1
        }
        while days < 0 {
            days += CalendarDate.daysIn(month: earlier.month, of: earlier.year)
            months -= 1
        }
        return .interval(Interval(months: months, days: days, microseconds: time))
    }

    /// `extract`, which yields a `numeric`.
    func extracted(_ field: DateField, _ value: Value) -> Value {
        switch value {
        case .null, .unknown: return value
        case .interval(let span): return extracted(field, from: span)
        case .time(let time): return clock(field, time)
        default: break
        }
        guard let moment = value.microseconds, let (date, time) = ClockTime.split(moment) else {
            return .unknown
        }
        switch field {
        case .year: return whole(date.year)
        case .month: return whole(date.month)
        case .day: return whole(date.day)
        case .quarter: return whole((date.month + 2) / 3)
        case .dow: return whole(date.dayOfWeek)
        case .isodow: return whole(date.dayOfWeek == 0 ? 7 : date.dayOfWeek)
        case .doy: return whole(date.dayOfYear)
        case .decade: return whole(date.year / 10)
        case .century: return whole((date.year + 99) / 100)
        case .millennium: return whole((date.year + 999) / 1000)
        // 10,957 days lie between the epochs of Unix and PostgreSQL.
        case .epoch: return fraction(moment + 10_957 * ClockTime.day, ClockTime.second)
        case .week, .isoyear: return .unknown
        case .hour, .minute, .second, .milliseconds, .microseconds:
            if case .date = value { return .unknown }
            return clock(field, time)
        }
    }

    private func clock(_ field: DateField, _ time: Int) -> Value {
        switch field {
        case .hour: whole(time / ClockTime.hour)
        case .minute: whole(time / ClockTime.minute % 60)
        case .second: fraction(time % ClockTime.minute, ClockTime.second)
        case .milliseconds: fraction(time % ClockTime.minute, 1000)
        case .microseconds: whole(time % ClockTime.minute)
        case .epoch: fraction(time, ClockTime.second)
        default: .unknown
        }
    }

    private func extracted(_ field: DateField, from span: Interval) -> Value {
        switch field {
        case .year: whole(span.months / 12)
        case .month: whole(span.months % 12)
        case .day: whole(span.days)
        case .hour: whole(span.microseconds / ClockTime.hour)
        case .minute, .second, .milliseconds, .microseconds: clock(field, span.microseconds)
        default: .unknown
        }
    }

    private func whole(_ value: Int) -> Value { .decimal(ExactNumber(Int64(value))) }

    private func fraction(_ value: Int, _ unit: Int) -> Value {
        .decimal(from: ExactNumber(coefficient: Int128(value), scale: unit == ClockTime.second ? 6 : 3))
    }
}
