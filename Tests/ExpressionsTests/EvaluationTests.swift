import Testing

@testable import Expressions

@Suite struct EvaluationTests {
    static let answers: [(sql: String, answer: String)] = postgreSQLAnswers.split(separator: "\n").map {
        line in
        let parts = line.split(separator: " => ", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), String(parts[1]))
    }

    @Test(arguments: answers) func answersAsPostgreSQLDoes(sql: String, answer: String) throws {
        let value = try Expression(sql: sql).evaluate { _ in nil }
        // The scale of a number isn't kept: 3.50 is 3.5.
        if let number = value.exact ?? value.double.flatMap({ ExactNumber(String($0)) }) {
            #expect(number == ExactNumber(answer), "\(sql)")
        } else {
            #expect(value.display == answer, "\(sql)")
        }
    }

    @Test func readsAllAnswers() { #expect(Self.answers.count == 295) }

    @Test(arguments: [
        // Errors in PostgreSQL.
        "1 / 0", "9223372036854775807 + 1", "sqrt(-1)", "'x'::integer", "make_date(2023, 2, 29)",
        "'a' like '\\'",
        "100000::smallint", "12.5::numeric(2, 1)::numeric(1, 0) + 1000::numeric(2)",
        // Results that depend on a collation or locale.
        "'a' < 'b'", "greatest('a', 'b')", "lower('É')", "'É' ilike 'é'", "'a' between 'a' and 'b'",
        // Results that PostgreSQL rounds.
        "1.0 / 3", "sqrt(2.0)", "power(2, 3)", "'0.5 days'::interval", "1.50::text",
        // Not computed.
        "gen_random_uuid()", "random()", "now()", "current_date", "'a' ~ '(a)\\1'", "'{}'::jsonb -> 'a'",
        "missing + 1",
        "extract(week from date '2024-01-01')", "array[missing]", "case when missing then 1 else 2 end",
        "coalesce(missing, 1)", "num_nulls(missing)", "missing is null", "1 in (2, missing)",
        "null and missing",
    ])
    func saysWhatItCannotTell(sql: String) throws {
        #expect(try Expression(sql: sql).evaluate { _ in nil } == .unknown)
    }

    @Test(arguments: [
        ("missing and false", Value.boolean(false)), ("false and missing", .boolean(false)),
        ("missing or true", .boolean(true)), ("1 in (1, missing)", .boolean(true)), ("null = missing", .null),
        ("coalesce(1, missing)", .number(ExactNumber(1))),
        ("missing between 2 and 1 and false", .boolean(false)),
        ("0 between 1 and missing", .boolean(false)),
    ])
    func needsNoMoreThanDecides(sql: String, expected: Value) throws {
        #expect(try Expression(sql: sql).evaluate { _ in nil } == expected)
    }

    @Test(arguments: [
        ("price > 0 and name <> ''", Value.boolean(true)), ("char_length(name) <= 3", .boolean(false)),
        ("due_on >= current_date", .boolean(true)), ("created_at <= now()", .boolean(true)),
        ("created_at > now() - interval '1 day'", .boolean(true)), ("nothing > 1", .null),
        ("due_on - current_date", .integer(30)), ("num_nonnulls(price, nothing) = 1", .boolean(true)),
        ("localtimestamp::time", .time(12 * ClockTime.hour)), ("status in ('open', 'done')", .boolean(true)),
        ("'open' = any (tags)", .boolean(true)), ("extract(hour from localtime) = 12", .boolean(true)),
        ("age(created_at) < interval '1 day'", .boolean(true)),
    ])
    func readsTheRow(sql: String, expected: Value) throws {
        let noon = 100 * ClockTime.day + 12 * ClockTime.hour
        let row: [String: Value] = [
            "price": .decimal(ExactNumber(5)), "name": .text("chair"), "due_on": .date(130),
            "status": .text("open"),
            "created_at": .timestamp(noon - ClockTime.hour), "nothing": .null,
            "tags": .array([.text("new"), .text("open")]),
        ]
        #expect(try Expression(sql: sql).evaluate(now: noon) { row[$0] } == expected)
    }

    /// A null has no type, and what is computed beside it only as far as the types agree.
    @Test(arguments: [
        ("coalesce(nothing, 7) > 6", Value.boolean(true)), ("coalesce(nothing, 7) / 2", .unknown),
        ("coalesce(nothing, 2.5)::integer", .unknown), ("coalesce(nothing, 2.4)::integer", .integer(2)),
        ("coalesce(nothing, 7) * 2 = 14", .boolean(true)), ("coalesce(nothing, 0.1) + 0.2", .unknown),
        ("-coalesce(nothing, 7) < 0", .boolean(true)), ("abs(-coalesce(nothing, 7)) = 7", .boolean(true)),
        ("round(coalesce(nothing, 7))", .unknown), ("coalesce(nothing, 8) / 2 = 4", .boolean(true)),
        ("coalesce(null, 7) / 2", .integer(3)), ("coalesce(7, half) / 2", .float(3.5)),
        ("case when true then 7 else 2.5 end / 2 = 3.5", .boolean(true)),
        ("nullif(2.5, half)::integer", .integer(2)),
        ("greatest(2.5, 1)::integer", .integer(3)), ("coalesce(day, moment)", .timestamp(0)),
        ("coalesce('09:00'::time, interval '1 day') - interval '1 hour'", .unknown),
    ])
    func unifiesTypes(sql: String, expected: Value) throws {
        let row: [String: Value] = [
            "nothing": .null, "half": .float(0.5), "day": .date(0), "moment": .timestamp(1),
        ]
        #expect(try Expression(sql: sql).evaluate { row[$0] } == expected)
    }

    /// `and` and `or` as the manual tabulates them, and a fourth row for what isn't known.
    @Test(arguments: [
        (Value.boolean(true), Value.boolean(true), Value.boolean(true), Value.boolean(true)),
        (.boolean(true), .boolean(false), .boolean(false), .boolean(true)),
        (.boolean(true), .null, .null, .boolean(true)),
        (.boolean(false), .boolean(false), .boolean(false), .boolean(false)),
        (.boolean(false), .null, .boolean(false), .null),
        (.null, .null, .null, .null),
        (.unknown, .boolean(true), .unknown, .boolean(true)),
        (.unknown, .boolean(false), .boolean(false), .unknown),
        (.unknown, .null, .unknown, .unknown),
        (.unknown, .unknown, .unknown, .unknown),
    ])
    func followsTheTruthTables(left: Value, right: Value, conjunction: Value, disjunction: Value) {
        #expect(left.and(right) == conjunction)
        #expect(right.and(left) == conjunction)
        #expect(left.or(right) == disjunction)
        #expect(right.or(left) == disjunction)
    }
}

extension Value {
    /// As PostgreSQL writes it.
    fileprivate var display: String {
        switch self {
        case .unknown: "unknown"
        case .null: "null"
        case .boolean(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .decimal(let number), .number(let number): number.description
        case .float(let number): String(number)
        case .text(let text), .uuid(let text), .json(let text): text
        case .date(let days): CalendarDate(days: days)?.description ?? "?"
        case .time(let time): ClockTime.description(ofTime: time)
        case .timestamp(let moment): (ClockTime.description(ofTimestamp: moment) ?? "?") + "+00"
        case .localTimestamp(let moment): ClockTime.description(ofTimestamp: moment) ?? "?"
        case .interval(let span): span.display
        case .array(let elements): "{" + elements.map(\.display).joined(separator: ",") + "}"
        }
    }
}

extension Interval {
    /// By the rules of `intervalstyle = postgres`: a sign is written out after a negative part.
    fileprivate var display: String {
        var parts: [String] = []
        for (count, unit) in [(months / 12, "year"), (months % 12, "mon"), (days, "day")] where count != 0 {
            let sign = count > 0 && parts.last?.hasPrefix("-") == true ? "+" : ""
            parts.append("\(sign)\(count) \(unit)\(count == 1 ? "" : "s")")
        }
        if microseconds != 0 || parts.isEmpty {
            let sign = microseconds < 0 ? "-" : parts.last?.hasPrefix("-") == true ? "+" : ""
            parts.append(sign + ClockTime.description(ofTime: abs(microseconds)))
        }
        return parts.joined(separator: " ")
    }
}
