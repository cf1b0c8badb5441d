import Foundation
import Testing

@testable import ModelProviders

/// When a question is put again, and after how long.
@Suite struct RetryTests {
    private let policy = RetryPolicy()

    private func delay(_ headers: [String: String], _ retry: Int = 0, random: Double = 0) -> Duration {
        policy.delay(
            retry, after: HTTPResponse(status: 429, headers: headers, body: []),
            now: Date(timeIntervalSince1970: 1_445_412_480), random: random)
    }

    @Test func whatIsWorthwhile() {
        func isWorthwhile(_ status: Int, _ headers: [String: String] = [:], _ body: String = "") -> Bool {
            policy.isWorthwhile(HTTPResponse(status: status, headers: headers, body: Array(body.utf8)))
        }
        for status in [408, 409, 429, 500, 502, 503, 504, 529] { #expect(isWorthwhile(status), "\(status)") }
        for status in [200, 301, 400, 401, 403, 404, 413, 422] { #expect(!isWorthwhile(status), "\(status)") }
        #expect(isWorthwhile(400, ["x-should-retry": "true"]))
        #expect(!isWorthwhile(500, ["x-should-retry": "false"]))
        #expect(!isWorthwhile(429, [:], "{\"error\": {\"code\": \"insufficient_quota\"}}"))
    }

    @Test func theServersWordCounts() {
        #expect(delay(["retry-after": "3"]) == .seconds(3))
        #expect(delay(["retry-after-ms": "250", "retry-after": "3"]) == .milliseconds(250))
        #expect(delay(["retry-after": "Wed, 21 Oct 2015 07:28:30 GMT"]) == .seconds(30))
        #expect(delay(["retry-after": "61"]) == .milliseconds(500))
        #expect(delay(["retry-after": "-5"]) == .milliseconds(500))
        #expect(delay(["retry-after": "soon"]) == .milliseconds(500))
    }

    @Test func otherwiseItDoubles() {
        #expect((0...6).map { delay([:], $0) } == [0.5, 1, 2, 4, 8, 8, 8].map { Duration.seconds($0) })
        #expect(delay([:], 4, random: 1) == .seconds(6))
    }
}
