import SQL
import Testing

@Suite struct QuotingTests {
    @Test(arguments: [
        ("", "''"), ("it's", "'it''s'"), ("\\", "'\\'"), ("a\nb", "'a\nb'"),
        // A quote and a mark make one character, but two for PostgreSQL.
        ("'\u{301}", "'''\u{301}'"),
    ])
    func literals(text: String, sql: String) { #expect(quotedLiteral(text) == sql) }

    @Test(arguments: [
        ("select 1\n", "$$select 1\n$$"), ("select '$$'\n", "$body1$select '$$'\n$body1$"),
        ("$$ $body1$\n", "$body2$$$ $body1$\n$body2$"), ("$$\u{301}\n", "$body1$$$\u{301}\n$body1$"),
    ])
    func dollars(body: String, sql: String) { #expect(dollarQuoted(body) == sql) }
}
