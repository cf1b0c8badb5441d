import Diagnostics
import Testing

@testable import Expressions

@Suite struct RoundTripTests {
    @Test(arguments: 0..<10) func readsWhatItPrints(batch: Int) throws {
        var generator = SeededGenerator(state: UInt64(batch))
        for _ in 0..<500 {
            let expression = Expression.random(depth: 5, using: &generator)
            let sql = expression.sql
            let read = try Expression(sql: sql)
            #expect(read == expression, "\(sql)")
            #expect(try Expression(sql: expression.fullyParenthesized) == expression)
            #expect(read.sql == sql)
        }
    }

    @Test func notesOnePlaceForEachNode() throws {
        var generator = SeededGenerator(state: 77)
        for _ in 0..<500 {
            let expression = Expression.random(depth: 4, using: &generator)
            var diagnostics = Diagnostics()
            let parsed = try #require(Expression.parse(expression.sql, reporting: &diagnostics))
            #expect(parsed.ranges.count == expression.nodeCount)
            // Checking walks the places in step with the nodes, so it must come out even on anything.
            parsed.check(columns: [:], expecting: .any, reporting: &diagnostics)
            _ = expression.volatility
            _ = expression.evaluate(now: 0) { _ in .integer(1) }
        }
    }
}

extension Expression {
    fileprivate var nodeCount: Int { children.reduce(1) { $0 + $1.nodeCount } }
}
