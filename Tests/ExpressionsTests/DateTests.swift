import Testing

@testable import Expressions

@Suite struct DateTests {
    @Test(arguments: [
        ("2000-01-01", 0, 6), ("1999-12-31", -1, 5), ("1970-01-01", -10_957, 4), ("2000-02-29", 59, 2),
        ("0001-01-01", -730_119, 1), ("9999-12-31", 2_921_939, 5), ("1900-03-01", -36_465, 4),
    ])
    func countsDays(text: String, days: Int, dayOfWeek: Int) throws {
        let date = try #require(CalendarDate(text))
        #expect(date.days == days)
        #expect(date.dayOfWeek == dayOfWeek)
        #expect(CalendarDate(days: days) == date)
        #expect(date.description == text)
    }

    @Test func goesThroughEveryDay() {
        var last = CalendarDate(days: -730_119)
        for days in -730_118...2_921_939 {
            guard let date = CalendarDate(days: days), let before = last else {
                Issue.record("no date \(days)")
                return
            }
            let isNext =
                date.day == before.day + 1 && date.month == before.month && date.year == before.year
                || date.day == 1 && before.day == CalendarDate.daysIn(month: before.month, of: before.year)
            if !isNext || date.days != days {
                Issue.record("\(date) after \(before)")
                return
            }
            last = date
        }
        #expect(CalendarDate(days: 2_921_940) == nil)
        #expect(CalendarDate(days: -730_120) == nil)
    }

    @Test(arguments: [
        "2023-02-29", "2024-13-01", "2024-00-10", "2024-01-32", "0000-01-01", "24-01-01", "2024-1-1",
        "2024/01/01", "",
        "2024-01-01x", "-024-01-01", "today",
    ])
    func refusesDates(text: String) { #expect(CalendarDate(text) == nil) }

    @Test(arguments: [
        "2024-01-01 ", "2024-01-01 25:00", "2024-01-01 10", "2024-01-01 10:60", "2024-01-01 10:00:60",
        "2024-01-01x10:00",
        "2024-01-01 10:00+2", "2024-01-01 10:00+99", "2024-01-01 10:00 UTC", "2024-01-01 10:00:00.1234567",
        "now",
        "2024-01-01 24:01", "2024-01-01 é",
    ])
    func refusesTimestamps(text: String) { #expect(ClockTime.timestamp(text, hasZone: true) == nil) }

    @Test(arguments: [
        "", "1", "day", "1 dya", "1.5 days", "1 day ago", "P", "P1", "PT1D", "1:2:3:4", "04:60",
        "04:00 1 day", "1e3 days",
        "999999999999 days", "0.0000001 seconds",
    ])
    func refusesIntervals(text: String) { #expect(Interval(text) == nil) }

    @Test(arguments: [
        ("1 day", Interval(days: 1)), ("2 weeks", Interval(days: 14)),
        ("1 YEAR 2 mons", Interval(months: 14)),
        ("-3 days 04:05", Interval(days: -3, microseconds: 4 * ClockTime.hour + 5 * ClockTime.minute)),
        ("-04:05", Interval(microseconds: -4 * ClockTime.hour - 5 * ClockTime.minute)),
        ("0.25 seconds", Interval(microseconds: 250_000)), ("PT0.5S", Interval(microseconds: 500_000)),
        ("P1W", Interval(days: 7)), ("1 decade", Interval(months: 120)),
        ("+5 min", Interval(microseconds: 5 * ClockTime.minute)),
    ])
    func readsIntervals(text: String, expected: Interval) { #expect(Interval(text) == expected) }

    @Test(
        arguments: [
            ("0.10", "0.1"), ("1e3", "1000"), ("-12.50", "-12.5"), (".5", "0.5"), ("1e-3", "0.001"),
            ("-0", "0"),
            ("100000000000000000000000000000", "100000000000000000000000000000"), ("1e40", nil), ("x", nil),
            ("1e-40", nil), ("--1", nil),
            ("9999999999999999999999999999999999999999", nil),
        ] as [(String, String?)])
    func keepsNumbersExact(text: String, expected: String?) {
        #expect(ExactNumber(text)?.description == expected)
    }

    @Test func comparesNumbersFarApart() throws {
        let large = try #require(ExactNumber("99999999999999999999999999999999999999"))
        let small = try #require(ExactNumber("0.00000000000000000000000000000000000001"))
        #expect(
            small < large && !(large < small) && large.adding(small) == nil
                && large.multiplied(by: large) == nil)
    }
}
