/// What a plan took of a model.
public struct ModelUse: Sendable, Hashable, Encodable {
    public var provider: String
    public var model: String
    /// How many answers were bought, and how many were there from an earlier run or a cassette.
    public var asked = 0
    public var kept = 0
    public var inputTokens = 0
    public var outputTokens = 0
    /// In US dollars; nil where nobody said a price.
    public var cost: Double?

    init(_ connection: ModelConnection) {
        provider = connection.provider.rawValue
        model = connection.model
        cost = connection.price.map { _ in 0 }
    }

    mutating func add(_ usage: TokenUsage, wasKept: Bool, _ price: TokenPrice?) {
        guard !wasKept else {
            kept += 1
            return
        }
        asked += 1
        inputTokens += usage.input
        outputTokens += usage.output
        if let price { cost = (cost ?? 0) + usage.cost(at: price) }
    }

    /// In a line: `openai gpt: 5210 tokens sent, 312 answered, $0.0203`.
    public var summary: String {
        guard asked > 0 else { return "\(provider) \(model): an answer that was there already; nothing was asked" }
        var line = "\(provider) \(model): \(inputTokens) tokens sent, \(outputTokens) answered"
        if asked > 1 { line += " in \(asked) turns" }
        guard let cost else { return line }
        let tenthousandths = Int((cost * 10_000).rounded(.up))
        let digits = String(tenthousandths % 10_000)
        return line + ", $\(tenthousandths / 10_000).\(String(repeating: "0", count: 4 - digits.count))\(digits)"
    }
}
