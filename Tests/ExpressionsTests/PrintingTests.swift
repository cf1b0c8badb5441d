import Diagnostics
import Testing

@testable import Expressions

@Suite struct PrintingTests {
    @Test(
        arguments: [
            // Keywords and spaces.
            ("PRICE>0 AND NOT Done", "price > 0 and not done"), ("a  =\n\tb", "a = b"), ("a != b", "a <> b"),
            ("a=-1", "a = -1"), ("a<-1", "a < -1"), ("data->-1", "data -> -1"), ("+a", "a"),
            ("- -a", "-(-a)"),
            ("a ISNULL", "a is null"), ("a notnull", "a is not null"), ("a = some (b)", "a = any (b)"),
            ("((a))", "a"), ("((a) + ((b)))", "a + b"), ("(a)::text", "a::text"),
            // Names.
            ("\"dueDate\" is null", "\"dueDate\" is null"), ("\"price\" > 0", "price > 0"),
            ("position > 0", "\"position\" > 0"), ("\"order\" > 0", "\"order\" > 0"),
            ("time > '10:00'", "\"time\" > '10:00'"),
            // Literals.
            ("'it''s'", "'it''s'"), ("'a\\b'", "'a\\b'"), ("''", "''"), ("1E5", "1e5"), (".50", ".50"),
            ("TRUE", "true"),
            ("date '2024-01-01'", "'2024-01-01'::date"), ("interval '1 day'", "'1 day'::interval"),
            ("timestamp with time zone '2024-01-01Z'", "'2024-01-01Z'::timestamptz"),
            ("double precision '1'", "'1'::double precision"), ("cast(a as int)", "a::integer"),
            ("cast(a as numeric(12,2)[])", "a::numeric(12, 2)[]"), ("a::int8[][]", "a::bigint[]"),
            ("a::timestamp(3)", nil), ("a::character varying(20)", "a::varchar(20)"),
            ("a::bool", "a::boolean"),
            ("a::decimal", "a::numeric"), ("a::numeric(5)", "a::numeric(5)"),
            ("a::float8", "a::double precision"),
            ("a::timestamp without time zone", "a::timestamp"), ("a::time with time zone", nil),
            // Functions with a syntax of their own.
            ("trim(a)", "btrim(a)"), ("trim(both 'x' from a)", "btrim(a, 'x')"),
            ("trim(leading from a)", "ltrim(a)"),
            ("trim(trailing '0' from a)", "rtrim(a, '0')"), ("trim(a, 'x')", "btrim(a, 'x')"),
            ("substring(a from 2 for 3)", "substring(a, 2, 3)"), ("substring(a from 2)", "substring(a, 2)"),
            ("substring(a, 2)", "substring(a, 2)"), ("position('@' in email)", "strpos(email, '@')"),
            ("extract('year' from a)", "extract(year from a)"),
            ("EXTRACT(Epoch FROM a)", "extract(epoch from a)"),
            ("COALESCE(a,b)", "coalesce(a, b)"), ("left(a, 1)", "left(a, 1)"),
            ("current_timestamp", "current_timestamp"),
            ("array[1,2][]", nil), ("ARRAY[]::text[]", "array[]::text[]"),
            ("case when a then 1 else 2 end", "case when a then 1 else 2 end"),
            ("case a when 1 then 2 end", "case a when 1 then 2 end"),
        ] as [(String, String?)])
    func printsCanonically(text: String, expected: String?) {
        #expect((try? Expression(sql: text))?.sql == expected)
    }

    /// Each row is an expression and the same with all the parentheses that PostgreSQL sees in it.
    @Test(arguments: [
        ("a or b and c", "(a or (b and c))"), ("a and b or c", "((a and b) or c)"),
        ("not a and b", "((not a) and b)"),
        ("not a = b", "(not (a = b))"), ("not a is null", "(not (a is null))"),
        ("a = b is null", "((a = b) is null)"),
        ("a is distinct from b = c", "(a is distinct from (b = c))"),
        ("a < b or c", "((a < b) or c)"), ("a = b like c", "(a = (b like c))"),
        ("a like b || c", "(a like (b || c))"),
        ("a || b = c", "((a || b) = c)"), ("a || b || c", "((a || b) || c)"),
        ("a || b + c", "(a || (b + c))"),
        ("a -> b ->> c", "((a -> b) ->> c)"), ("a - b - c", "((a - b) - c)"), ("a - b * c", "(a - (b * c))"),
        ("a * b / c % d", "(((a * b) / c) % d)"), ("-a * b", "((- a) * b)"), ("a * -b", "(a * (- b))"),
        ("-a::integer", "(- ((a)::integer))"), ("a + b::integer", "(a + ((b)::integer))"),
        ("-a at time zone b", "((- a) at time zone b)"),
        ("a at time zone b at time zone c", "((a at time zone b) at time zone c)"),
        ("a between b and c and d", "((a between b and c) and d)"),
        ("a + 1 between b and c", "((a + 1) between b and c)"),
        ("not a between b and c", "(not (a between b and c))"), ("a in (b) = c", "((a in (b)) = c)"),
        ("a not in (b, c) and d", "((a not in (b, c)) and d)"),
        ("a || b = any (c)", "((a || b) = any (c))"), ("not a <> all (b)", "(not (a <> all (b)))"),
        ("a ~ b and c !~* d", "((a ~ b) and (c !~* d))"), ("a @> b = c", "((a @> b) = c)"),
        ("a is not true or b", "((a is not true) or b)"),
        ("a not like b is null", "((a not like b) is null)"),
    ])
    func followsThePrecedenceOfPostgreSQL(text: String, parenthesized: String) throws {
        let expression = try Expression(sql: text)
        #expect(expression.fullyParenthesized == parenthesized)
        #expect(expression.sql == text)
    }

    /// What PostgreSQL reads without parentheses and a reader hardly does: it is printed with them.
    @Test(arguments: [
        ("a is null = b", "(a is null) = b"), ("a = not b and c", "a = (not b) and c"),
        ("a * b at time zone c", "a * (b at time zone c)"), ("a like b = any (c)", "a like b = any (c)"),
        ("a is null is null", "(a is null) is null"), ("a in (b) in (c)", "(a in (b)) in (c)"),
    ])
    func addsParenthesesForReaders(text: String, expected: String) throws {
        #expect(try Expression(sql: text).sql == expected)
    }

    /// Parentheses that have to stay.
    @Test(arguments: [
        "(a or b) and c", "not (a and b)", "a - (b - c)", "(a = b) = c", "a = (b = c)", "(a + b) * c",
        "(-a)::integer",
        "(a is null) is true", "(a like b) like c", "(not a) is null", "a = (not b)",
        "(a between b and c) in (d)",
        "a between (b at time zone c) and d", "(a = any (b)) = c", "a is distinct from (b is null)",
        "-(a + b)",
        "(a || b) + c", "(a in (b)) in (c)", "(case when a then b end)::text",
    ])
    func keepsTheParenthesesThatMatter(text: String) throws {
        let expected = text.hasPrefix("(case") ? "case when a then b end::text" : text
        #expect(try Expression(sql: text).sql == expected)
    }

    /// As a `Character`, a quote and a combining mark are one, and neither is a quote.
    @Test func doublesQuotesBeforeCombiningMarks() throws {
        #expect(Expression.string("'\u{301}").sql.unicodeScalars.count { $0 == "'" } == 4)
        #expect(try Expression(sql: "'''\u{301} or true --'") == .string("'\u{301} or true --"))
    }

    @Test func renamesColumnsAndListsThem() throws {
        let expression = try Expression(
            sql: "a > 0 and lower(b) = 'a' and case when a is null then c end in (a)")
        #expect(expression.columns == ["a", "b", "c"])
        #expect(
            expression.renamingColumn("a", to: "order").sql
                == "\"order\" > 0 and lower(b) = 'a' and case when \"order\" is null then c end in (\"order\")"
        )
    }
}
