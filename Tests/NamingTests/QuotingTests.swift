import Naming
import Testing

@Suite struct QuotingTests {
    /// Swift sees a quote and a combining mark as one character; PostgreSQL sees a quote.
    @Test func doublesAQuoteBelowACombiningMark() {
        #expect(Array(quotedIdentifier("a\"\u{301}b").utf8) == Array("\"a\"\"\u{301}b\"".utf8))
        #expect(Array(doubling("'", in: "x'\u{301}; drop").utf8) == Array("x''\u{301}; drop".utf8))
    }
}
