internal import Foundation

/// When a question is put again, and after how long: as the providers' own libraries do it.
struct RetryPolicy: Sendable {
    /// Besides the first try.
    var retries = 2

    static let shortest = 0.5
    static let longest = 8.0
    /// A server that wants a longer pause than this many seconds is asked by its user, later.
    static let longestRequested = 60.0

    /// Whether the same question may be answered another time.
    func isWorthwhile(_ response: HTTPResponse) -> Bool {
        switch response.headers["x-should-retry"] {
        case "true": return true
        case "false": return false
        default: break
        }
        // Nobody's quota comes back in seconds.
        if String(decoding: response.body.prefix(4096), as: UTF8.self).contains("insufficient_quota") { return false }
        return [408, 409, 429].contains(response.status) || response.status >= 500
    }

    /// Before try number `retry + 2`.
    ///
    /// - Parameter random: from 0 up to 1, so that those who were turned away together don't come back together.
    func delay(_ retry: Int, after response: HTTPResponse?, now: Date, random: Double) -> Duration {
        if let asked = response.flatMap({ requested($0, now) }), asked > 0, asked <= Self.longestRequested {
            return .seconds(asked)
        }
        let doubled = min(Self.shortest * pow(2, Double(retry)), Self.longest)
        return .seconds(doubled * (1 - 0.25 * random))
    }

    private func requested(_ response: HTTPResponse, _ now: Date) -> Double? {
        if let text = response.headers["retry-after-ms"], let milliseconds = Double(text) { return milliseconds / 1000 }
        guard let text = response.headers["retry-after"] else { return nil }
        if let seconds = Double(text) { return seconds }
        let reader = DateFormatter()
        reader.locale = Locale(identifier: "en_US_POSIX")
        reader.timeZone = TimeZone(identifier: "GMT")
        reader.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        return reader.date(from: text)?.timeIntervalSince(now)
    }
}
