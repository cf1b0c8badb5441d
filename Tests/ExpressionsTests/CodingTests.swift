import Expressions
import Foundation
import Testing

@Suite struct CodingTests {
    // Foundation has an `Expression` too.
    @Test func storesExpressionsAsSQL() throws {
        let expression = try Expressions.Expression(sql: "price>0 and name<>''")
        let json = try JSONEncoder().encode([expression])
        #expect(String(decoding: json, as: UTF8.self) == #"["price > 0 and name <> ''"]"#)
        #expect(try JSONDecoder().decode([Expressions.Expression].self, from: json) == [expression])
    }

    @Test func refusesStoredExpressionsThatItWouldNotRead() {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Expressions.Expression].self, from: Data(#"["pg_sleep(1)"]"#.utf8))
        }
    }

    @Test func storesPatternsAsTheirSource() throws {
        let pattern = try #require(Pattern("^a+$"))
        let json = try JSONEncoder().encode([pattern])
        #expect(String(decoding: json, as: UTF8.self) == #"["^a+$"]"#)
        #expect(try JSONDecoder().decode([Pattern].self, from: json) == [pattern])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Pattern].self, from: Data(#"["(?=a)"]"#.utf8))
        }
    }
}
