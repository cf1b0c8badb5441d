internal import Diagnostics

/// What a model's tokens cost, in US dollars for a million of them. Prices change, so a user says them.
public struct TokenPrice: Sendable, Hashable {
    public var input: Double
    public var output: Double

    /// Reads `3/15`: what is sent, and what is answered.
    public init(_ text: String) throws {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Double($0) ?? -1 }
        guard parts.count == 2, parts.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "model-price", "'\(text.prefix(40))' says no price",
                    fix: "write US dollars for a million tokens sent and answered, like 3/15"))
        }
        input = parts[0]
        output = parts[1]
    }
}

/// How many tokens were read and written, as servers count them.
public struct TokenUsage: Sendable, Hashable {
    public var input = 0
    public var output = 0

    public init() {}

    public init(input: Int, output: Int) {
        self.input = input
        self.output = output
    }

    static func + (left: Self, right: Self) -> Self {
        // What servers say is only shown, so a nonsensical count is no reason to stop.
        Self(input: left.input &+ right.input, output: left.output &+ right.output)
    }

    /// In US dollars.
    public func cost(at price: TokenPrice) -> Double {
        (Double(input) * price.input + Double(output) * price.output) / 1_000_000
    }
}
