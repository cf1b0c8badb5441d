import Diagnostics
import Testing

@testable import Expressions

@Suite struct RefusalTests {
    /// The text with a mark where the diagnostic points, its code, a part of its message, and its fix.
    typealias Row = (text: String, code: String, message: String, fix: String?)

    static let syntax: [Row] = [
        ("1️⃣", "expression-syntax", "can't be empty", nil),
        ("a >1️⃣", "expression-syntax", "ends where a value is needed", nil),
        ("(a > 01️⃣", "expression-syntax", "ends where ')' is needed", nil),
        ("a > 01️⃣)", "expression-syntax", "an operator or the end is needed here", nil),
        ("a 1️⃣b", "expression-syntax", "an operator or the end is needed here", nil),
        ("a > 1️⃣> b", "expression-syntax", "a value is needed here", nil),
        ("a1️⃣; drop table users", "expression-syntax", "semicolon", nil),
        ("a > 0 1️⃣-- b", "expression-syntax", "comments", nil),
        ("a 1️⃣/* b */ > 0", "expression-syntax", "comments", nil),
        ("a > 1️⃣$1", "expression-syntax", "placeholder", nil),
        ("a = 1️⃣$$b$$", "expression-syntax", "dollar", "write it between single quotes"),
        ("a = 1️⃣$tag$b$tag$", "expression-syntax", "dollar", "write it between single quotes"),
        ("a = 1️⃣E'b'", "expression-syntax", "E'…'", "write the text itself between single quotes"),
        ("a = 1️⃣b'01'", "expression-syntax", "B'…'", "write the text itself between single quotes"),
        ("a = 1️⃣U&'b'", "expression-syntax", "Unicode escapes", "write the characters themselves"),
        ("1️⃣u&\"b\" = a", "expression-syntax", "Unicode escapes", "write the characters themselves"),
        ("a = 1️⃣'b", "expression-syntax", "closing quote", nil),
        ("1️⃣\"a = b", "expression-syntax", "closing quote", nil),
        ("1️⃣\"\" = b", "expression-syntax", "can't be empty", nil),
        ("a = '1️⃣\0'", "expression-syntax", "NUL", nil),
        ("gr1️⃣öße > 0", "expression-syntax", "in double quotes", nil),
        ("a > 1️⃣0x1F", "expression-syntax", "decimal digits", nil),
        ("a > 1️⃣1_000", "expression-syntax", "decimal digits", nil),
        ("a > 1️⃣1.", "expression-syntax", "decimal digits", nil),
        ("a 1️⃣{ b", "expression-syntax", "no meaning", nil),
        ("a 1️⃣: b", "expression-syntax", "no meaning", nil),
        ("a = 'b' 1️⃣'c'", "expression-syntax", "no operator between", "write one text, or || between them"),
        ("a < b 1️⃣< c", "expression-syntax", "don't chain", "put one of the two in parentheses"),
        ("a like b 1️⃣like c", "expression-syntax", "don't chain", "put one of the two in parentheses"),
        (
            "a between b and c 1️⃣in (d)", "expression-syntax", "don't chain",
            "put one of the two in parentheses"
        ),
        ("a like b 1️⃣escape 'x'", "expression-syntax", "escape", "escape with a backslash"),
        ("a between 1️⃣symmetric b and c", "expression-syntax", "symmetric", "put the lower bound first"),
        ("a between b1️⃣", "expression-syntax", "'and'", nil),
        ("a in (1️⃣)", "expression-syntax", "a value", nil),
        ("(a1️⃣, b) = c", "expression-syntax", "only after 'in'", nil),
        (
            "a1️⃣[1] = b", "expression-syntax", "subscript",
            "write 'x = any (array)', or array_position(array, x)"
        ),
        ("a is 1️⃣b", "expression-syntax", "null, true, false", nil),
        ("case 1️⃣end", "expression-syntax", "reserved word", "if a column is meant, write \"end\""),
        ("case a 1️⃣end", "expression-syntax", "'when'", nil),
        ("case when a 1️⃣end", "expression-syntax", "'then'", nil),
        ("current_timestamp1️⃣(0) > a", "expression-syntax", "precision", nil),
        ("interval '1' 1️⃣day", "expression-syntax", "into the quotes", "write interval '1 day'"),
        ("1️⃣order > 0", "expression-syntax", "reserved", "if a column is meant, write \"order\""),
        ("1️⃣default", "expression-syntax", "whole value", nil),
        ("a 1️⃣collate \"C\" = b", "expression-syntax", "an operator or the end", nil),
        ("concat(1️⃣distinct a)", "expression-syntax", "'distinct'", nil),
        (
            "substring(a 1️⃣for 2)", "expression-syntax", "substring",
            "write substring(text from start for count)"
        ),
        ("array(1️⃣a)", "expression-syntax", "square brackets", nil),
        ("a at 1️⃣zone b", "expression-syntax", "'time'", nil),
    ]

    static let meaning: [Row] = [
        ("a in (1️⃣select 1)", "expression-subquery", "can't hold a query", ""),
        ("(1️⃣select 1) > 0", "expression-subquery", "can't hold a query", ""),
        ("1️⃣exists (select 1)", "expression-subquery", "can't hold a query", ""),
        ("array(1️⃣select 1)", "expression-subquery", "can't hold a query", ""),
        ("a = any (1️⃣select 1)", "expression-subquery", "can't hold a query", ""),
        ("coalesce((1️⃣with x as (select 1) select 1), 1)", "expression-subquery", "can't hold a query", ""),
        ("1️⃣pg_read_file('/etc/hostname')", "expression-function", "'pg_read_file'", nil),
        ("1️⃣set_config('a', 'b', false)", "expression-function", "'set_config'", nil),
        ("1️⃣current_setting('a')", "expression-function", "'current_setting'", nil),
        ("1️⃣dblink('a', 'b')", "expression-function", "'dblink'", nil),
        ("1️⃣lo_import('a')", "expression-function", "'lo_import'", nil),
        ("1️⃣pg_sleep(1)", "expression-function", "'pg_sleep'", nil),
        ("1️⃣nextval('a')", "expression-function", "'nextval'", "write type \"bigint\" for an id of its own"),
        ("1️⃣query_to_xml('a', true, true, '')", "expression-function", "'query_to_xml'", nil),
        ("1️⃣repeat('a', 9)", "expression-function", "'repeat'", nil),
        ("1️⃣lowwer(a)", "expression-function", "'lowwer'", "write lower"),
        ("1️⃣uuid_generate_v4()", "expression-function", "", "write gen_random_uuid()"),
        ("count(1️⃣*) > 1", "expression-function", "count", nil),
        ("concat(a) 1️⃣over ()", "expression-function", "other rows", nil),
        ("1️⃣current_user = a", "expression-function", "who is connected", nil),
        ("1️⃣user = a", "expression-function", "who is connected", "if a column is meant, write \"user\""),
        ("extract(1️⃣yer from a)", "expression-function", "'yer'", "write year"),
        ("1️⃣lower(a, b)", "expression-arguments", "lower takes 1 argument, and this has 2", nil),
        ("1️⃣substring(a)", "expression-arguments", "substring takes 2 or 3 arguments, and this has 1", nil),
        ("1️⃣now(1)", "expression-arguments", "now takes no arguments, and this has 1", nil),
        ("1️⃣coalesce()", "expression-arguments", "at least 1 argument, and this has 0", nil),
        ("1️⃣make_date(a)", "expression-arguments", "make_date takes 3 arguments, and this has 1", nil),
        ("'users'::1️⃣regclass", "expression-cast", "catalog", nil),
        ("cast('f' as 1️⃣regproc)", "expression-cast", "catalog", nil),
        ("1::1️⃣oid", "expression-cast", "catalog", nil),
        ("1️⃣regclass 'users'", "expression-cast", "catalog", nil),
        ("a::1️⃣interger", "expression-cast", "'interger'", "write integer"),
        ("a::1️⃣money", "expression-cast", "'money'", nil),
        ("a::1️⃣\"text\"", "expression-cast", "without quotes", nil),
        ("a::1️⃣pg_catalog.text", "expression-cast", "qualified", nil),
        ("a::varchar(1️⃣0)", "expression-cast", "length or precision", nil),
        ("a::1️⃣time with time zone", "expression-cast", "'time with time zone'", "write time or timestamptz"),
        ("1️⃣auth.uid() = a", "expression-column", "qualified", "write the column alone"),
        ("1️⃣\"t\".\"a\" > 0", "expression-column", "qualified", nil),
        ("1️⃣\"lower\"(a) = b", "expression-column", "quoted name", nil),
        ("1️⃣\"a\"\"b\" > 0", "expression-column", "double quote", nil),
        ("a 1️⃣^ 2 > b", "expression-operator", "'^'", "write power(a, b)"),
        ("a 1️⃣## b", "expression-operator", "'##'", nil),
        ("a 1️⃣!=-1", "expression-operator", "'!=-'", nil),
        ("a 1️⃣similar to b", "expression-operator", "similar", "write like, or a regular expression with ~"),
        ("1️⃣@a > 1", "expression-syntax", "a value is needed", nil),
    ]

    @Test(arguments: syntax + meaning) func refuses(row: Row) throws {
        let marked = MarkedText(row.text)
        var diagnostics = Diagnostics()
        var offsets: [Int] = []
        let parsed = Expression.parse(
            marked.text,
            at: {
                offsets.append($0.lowerBound)
                return nil
            }, reporting: &diagnostics)
        #expect(parsed == nil)
        #expect(diagnostics.all.map(\.code) == [row.code])
        let diagnostic = try #require(diagnostics.all.first)
        #expect(offsets == [marked.offset])
        #expect(diagnostic.message.contains(row.message), "\(diagnostic.message)")
        if row.fix != "" { #expect(diagnostic.fix == row.fix) }
    }

    @Test func reportsEveryUnknownNameInOneRun() {
        var diagnostics = Diagnostics()
        #expect(
            Expression.parse("pg_sleep(1) = a::money and b ^ 2 > lower()", reporting: &diagnostics) == nil)
        #expect(
            diagnostics.all.map(\.code)
                == ["expression-function", "expression-cast", "expression-operator", "expression-arguments"])
    }

    @Test func pointsIntoTheFile() {
        let file = SourceFile(path: "spec.json", text: #"  "sql": "prise > pg_sleep(1)""#)
        var diagnostics = Diagnostics()
        _ = Expression.parse(
            "prise > pg_sleep(1)", at: { file.location(of: $0.lowerBound + 10..<$0.upperBound + 10) },
            reporting: &diagnostics)
        #expect(
            diagnostics.all.map { DiagnosticRenderer().render($0) } == [
                """
                spec.json:1:19: error: an expression can't call 'pg_sleep' [expression-function]
                 1 |   "sql": "prise > pg_sleep(1)"
                   |                   ^~~~~~~~

                """
            ])
    }

    @Test(arguments: [
        String(repeating: "(", count: 100) + "a" + String(repeating: ")", count: 100),
        String(repeating: "not ", count: 100) + "a", String(repeating: "a in (", count: 1000) + "a",
        String(repeating: "case when ", count: 400), String(repeating: "abs(", count: 2000),
        Array(repeating: "a", count: 2000).joined(separator: " or "),
        "a" + String(repeating: "::text", count: 1500),
        String(repeating: "a + b * -", count: 1000) + "c",
        String(repeating: "array[", count: 1500),
    ])
    func refusesWhatIsTooDeep(text: String) {
        var diagnostics = Diagnostics()
        #expect(Expression.parse(text, reporting: &diagnostics) == nil)
        #expect(diagnostics.all.map(\.code) == ["expression-too-deep"])
    }

    @Test func readsWhatIsJustDeepEnough() throws {
        let depth = Expression.deepestNesting - 1
        let nested = String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth)
        #expect(try Expression(sql: nested) == .column("a"))
        let chain = Array(repeating: "a", count: Expression.deepestTree).joined(separator: " or ")
        #expect(try Expression(sql: chain).sql == chain)
    }

    @Test func refusesWhatIsTooLong() throws {
        let longest = "'" + String(repeating: "a", count: Expression.longestText - 2) + "'"
        #expect(try Expression(sql: longest).sql == longest)
        #expect(throws: DiagnosticsError.self) { try Expression(sql: longest + " ") }
    }
}
