/// How much a proof tries.
public struct ProofSize: Hashable, Sendable {
    /// Rows of a table, at most.
    public var rows: Int
    /// Requests of a kind that are thought of for each actor and table; of those alike, few are sent.
    public var candidates: Int
    /// Requests that are alike: of the same outcome, on rows of the same standing.
    public var alike: Int

    public init(rows: Int, candidates: Int, alike: Int) {
        self.rows = rows
        self.candidates = candidates
        self.alike = alike
    }

    /// For continuous integration.
    public static let small = ProofSize(rows: 6, candidates: 40, alike: 1)
    public static let full = ProofSize(rows: 12, candidates: 150, alike: 2)
}
