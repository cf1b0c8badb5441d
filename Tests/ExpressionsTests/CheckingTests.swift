import Diagnostics
import Testing

@testable import Expressions

@Suite struct CheckingTests {
    static let columns: [String: ValueKind] = [
        "price": .number, "quantity": .number, "title": .text, "is_done": .boolean, "due_date": .date,
        "starts_at": .timestamp, "opens": .time, "seen_at": .localTimestamp, "length": .interval, "id": .uuid,
        "data": .json, "tags": .array(.text), "scores": .array(.number), "address": .network, "photo": .bytes,
        "custom": .any,
    ]

    private func check(_ text: String, _ expected: ValueKind) throws -> (
        kind: ValueKind, Diagnostics, offsets: [Int]
    ) {
        var diagnostics = Diagnostics()
        var offsets: [Int] = []
        let parsed = try #require(Expression.parse(text, reporting: &diagnostics))
        let kind = parsed.check(
            columns: Self.columns, expecting: expected,
            at: {
                offsets.append($0.lowerBound)
                return nil
            }, reporting: &diagnostics)
        return (kind, diagnostics, offsets)
    }

    @Test(arguments: [
        "price > 0", "price > 0 and quantity < 100", "price * quantity <= 1000.5", "price > '0'",
        "title <> ''",
        "char_length(title) between 1 and 200", "title in ('a', 'b')", "title ~ '^[a-z]+$'",
        "title like '%a%'",
        "is_done", "not is_done", "is_done is not true", "is_done = 'yes'", "null", "'true'",
        "due_date > '2024-01-01'",
        "due_date > current_date - 30", "due_date < starts_at", "starts_at > now() - interval '1 day'",
        "starts_at - seen_at < interval '1 hour'", "starts_at + length > due_date",
        "opens + length > '10:00'",
        "opens < localtime", "length * 2 < '1 day'", "length / 2 > '0'", "due_date - due_date > 5",
        "id = '00000000-0000-0000-0000-000000000000'", "id <> gen_random_uuid()", "data ->> 'a' = 'b'",
        "data -> 0 -> 'a' is not null", "jsonb_typeof(data) = 'object'", "data @> '{}'",
        "tags <@ array['a', 'b']",
        "tags && array['a']", "tags @> '{a}'", "'a' = any (tags)", "price = any (scores)",
        "cardinality(tags) < 5",
        "array_length(scores, 1) > 0", "array_position(tags, 'a') is null", "tags || 'a' <> tags",
        "title || price <> ''",
        "address = '10.0.0.1'", "host(address) = ''", "octet_length(photo) < 100",
        "num_nonnulls(price, title) = 1",
        "coalesce(price, 0) > 0", "nullif(title, '') is not null", "greatest(price, quantity) > 0",
        "case when is_done then price > 0 else true end", "case title when 'a' then is_done end",
        "custom > price",
        "lower(custom) = title", "custom", "price is distinct from null",
        "extract(year from due_date) > 2000",
        "date_trunc('day', starts_at) = starts_at", "starts_at at time zone 'UTC' = seen_at",
        "due_date + opens < seen_at",
        "age(starts_at) > '1 year'", "to_char(price, '99') = title", "round(price, 2) = price", "-price < 0",
        "-length < length",
        "title::integer > 0", "price::text = title", "concat(title, price, is_done) <> ''",
        "price = all (array[1, 2])",
        "round(price) = 1 or mod(quantity, 2) = 0", "array[price, 1] = scores",
        "'2024-01-01'::date = due_date",
    ])
    func acceptsChecks(text: String) throws {
        let (_, diagnostics, _) = try check(text, .boolean)
        #expect(diagnostics.all == [])
    }

    @Test(
        arguments: [
            ("1️⃣prise > 0", "expression-column", "there is no column 'prise' here", "write price"),
            (
                "lower(1️⃣dueDate) = ''", "expression-column", "there is no column 'duedate' here",
                "write due_date"
            ),
            ("price > 0 and 1️⃣zzzzzz", "expression-column", "there is no column 'zzzzzz' here", nil),
            ("1️⃣price", "expression-type", "a boolean is needed here, and this is a number", nil),
            ("1️⃣price + 1", "expression-type", "a boolean is needed here, and this is a number", nil),
            ("1️⃣lower(title)", "expression-type", "a boolean is needed here, and this is text", nil),
            ("price = 1️⃣title", "expression-type", "text can't be compared with a number", nil),
            ("title > 1️⃣5", "expression-type", "a number can't be compared with text", nil),
            ("price in (1, 1️⃣title)", "expression-type", "text can't be compared with a number", nil),
            (
                "due_date between '2024-01-01' and 1️⃣price", "expression-type",
                "a number can't be compared with a date", nil
            ),
            ("is_done and 1️⃣price", "expression-type", "'and' is about booleans, and this is a number", nil),
            ("1️⃣title or is_done", "expression-type", "'or' is about booleans, and this is text", nil),
            ("not 1️⃣price", "expression-type", "'not' is about booleans, and this is a number", nil),
            ("1️⃣price is true", "expression-type", "'is true' is about booleans, and this is a number", nil),
            ("1️⃣price like 'a'", "expression-type", "'like' is about text, and this is a number", nil),
            ("title ~ 1️⃣price", "expression-type", "'~' is about text, and this is a number", nil),
            ("1️⃣title + 1 > 2", "expression-type", "'+' can't be used on text and a number", nil),
            (
                "1️⃣starts_at + 1 > now()", "expression-type", "'+' can't be used on a timestamp and a number",
                nil
            ),
            ("1️⃣due_date + due_date > '1'", "expression-type", "'+' can't be used on a date and a date", nil),
            ("-1️⃣title = ''", "expression-type", "'-' is about numbers and intervals, and this is text", nil),
            (
                "1️⃣price || quantity = ''", "expression-type", "'||' can't be used on a number and a number",
                nil
            ),
            ("1️⃣tags || price = tags", "expression-type", "'||' can't be used on an array and a number", nil),
            ("1️⃣tags @> 'a'::text", "expression-type", "'@>' can't be used on an array and text", nil),
            ("1️⃣title -> 'a' is null", "expression-type", "'->' is about json, and this is text", nil),
            (
                "data -> 1️⃣is_done is null", "expression-type",
                "a member is named by text or a number, and this is a boolean", nil
            ),
            (
                "1️⃣price at time zone 'UTC' > now()", "expression-type",
                "'at time zone' can't be used on a number and a value", nil
            ),
            ("price = any (1️⃣title)", "expression-type", "an array is needed here, and this is text", nil),
            ("price = any (1️⃣tags)", "expression-type", "text can't be compared with a number", nil),
            ("lower(1️⃣price) = ''", "expression-type", "lower needs text here, and this is a number", nil),
            (
                "left(title, 1️⃣title) = ''", "expression-type", "left needs a number here, and this is text",
                nil
            ),
            ("length(1️⃣price) > 1", "expression-type", "length can't be used on a number", nil),
            (
                "1️⃣date_trunc('day', price) > 1", "expression-type",
                "date_trunc can't be used on a value, a number", nil
            ),
            (
                "1️⃣coalesce(price, title) = 1", "expression-type", "coalesce can't be used on a number, text",
                nil
            ),
            (
                "1️⃣array_append(price, 1) = scores", "expression-type",
                "array_append can't be used on a number, a number", nil
            ),
            (
                "extract(year from 1️⃣price) > 1", "expression-type",
                "'extract' is about dates and times, and this is a number", nil
            ),
            (
                "case when 1️⃣price then true end", "expression-type",
                "'when' is about booleans, and this is a number", nil
            ),
            (
                "case price when 1️⃣title then true end", "expression-type",
                "text can't be compared with a number", nil
            ),
            (
                "case when is_done then price else 1️⃣title end = 1", "expression-type",
                "text can't be a result beside a number", nil
            ),
            (
                "array[price, 1️⃣title] = scores", "expression-type",
                "text can't stand in one array with a number", nil
            ),
            (
                "due_date > 1️⃣'today'::date", "expression-type",
                "'today' means the moment at which the statement is read, not the one at which it is used",
                "write current_date, plus or minus days"
            ),
            (
                "starts_at > timestamptz 1️⃣'now'", "expression-type",
                "'now' means the moment at which the statement is read, not the one at which it is used",
                "write now()"
            ),
            // Operands that changed places keep their own positions.
            (
                "position('a' in 1️⃣price) > 0", "expression-type",
                "strpos needs text here, and this is a number", nil
            ),
            (
                "trim(both 1️⃣price from title) = ''", "expression-type",
                "btrim needs text here, and this is a number", nil
            ),
        ] as [(String, String, String, String?)])
    func refusesChecks(text: String, code: String, message: String, fix: String?) throws {
        let marked = MarkedText(text)
        let (_, diagnostics, offsets) = try check(marked.text, .boolean)
        #expect(diagnostics.all == [Diagnostic(.error, code, message, fix: fix)])
        #expect(offsets == [marked.offset])
    }

    @Test func reportsEverythingInOneRun() throws {
        let (_, diagnostics, _) = try check("prise > 0 and lower(price) = '' and not quantity", .boolean)
        #expect(diagnostics.all.map(\.code) == ["expression-column", "expression-type", "expression-type"])
    }

    @Test(arguments: [
        ("now()", ValueKind.timestamp), ("current_date", .date), ("now()", .date),
        ("current_date", .timestamp),
        ("0", .number), ("'open'", .text), ("'{}'", .json), ("'{}'", .array(.text)),
        ("array[]::text[]", .array(.text)),
        ("gen_random_uuid()", .uuid), ("null", .bytes), ("interval '1 day'", .interval), ("5", .text),
        ("now()", .text),
        ("localtimestamp", .timestamp), ("now() + interval '1 day'", .timestamp), ("localtime", .time),
        ("1", .any),
    ])
    func acceptsDefaults(text: String, column: ValueKind) throws {
        #expect(try check(text, column).1.all == [])
    }

    @Test(arguments: [
        ("now()", ValueKind.number, "a number is needed here, and this is a timestamp"),
        ("5", .boolean, "a boolean is needed here, and this is a number"),
        ("true", .number, "a number is needed here, and this is a boolean"),
        ("5", .timestamp, "a timestamp is needed here, and this is a number"),
        ("lower('A')", .uuid, "a uuid is needed here, and this is text"),
        ("array[1]", .json, "json is needed here, and this is an array"),
        ("array[now()]", .array(.number), "an array is needed here, and this is an array"),
        ("current_date", .interval, "an interval is needed here, and this is a date"),
    ])
    func refusesDefaults(text: String, column: ValueKind, message: String) throws {
        #expect(try check(text, column).1.all.map(\.message) == [message])
    }

    @Test func refusesColumnsInDefaults() throws {
        var diagnostics = Diagnostics()
        let parsed = try #require(Expression.parse("price + 1", reporting: &diagnostics))
        parsed.check(columns: [:], expecting: .number, reporting: &diagnostics)
        #expect(diagnostics.all.map(\.message) == ["no column can be used here"])
    }

    @Test(arguments: [
        ("price > 0", Volatility.immutable), ("lower(title) = 'a'", .immutable), ("now()", .stable),
        ("current_date", .stable), ("random()", .volatile), ("gen_random_uuid()", .volatile),
        ("coalesce(price, random())", .volatile), ("date_trunc('day', starts_at)", .stable),
        ("date_trunc('day', seen_at)", .immutable), ("extract(year from starts_at)", .stable),
        ("extract(year from due_date)", .immutable), ("due_date < starts_at", .stable),
        ("due_date < seen_at", .immutable),
        ("starts_at + interval '1 day'", .stable), ("seen_at + interval '1 day'", .immutable),
        ("starts_at < '2024-01-01'", .immutable), ("due_date = date '2024-01-01'", .immutable),
        ("title::date", .stable), ("due_date::text", .stable), ("title::integer", .immutable),
        ("starts_at::date", .stable), ("seen_at::date", .immutable), ("title || title", .immutable),
        ("title || price", .stable), ("concat(title)", .stable), ("tags || 'a'", .immutable),
        ("unheard_of::text", .stable), ("starts_at at time zone 'UTC'", .immutable),
        ("due_date in (starts_at)", .stable),
    ])
    func infersVolatility(text: String, expected: Volatility) throws {
        #expect(try Expression(sql: text).volatility(columns: Self.columns) == expected)
    }

    @Test func listsEachFunctionOnce() {
        #expect(Set(Function.all.map(\.name)).count == Function.all.count)
        #expect(Function.all.allSatisfy { Function($0.name) == $0 && !$0.signatures.isEmpty })
        #expect(Function("pg_read_file") == nil && Function("LOWER") == nil)
    }
}
