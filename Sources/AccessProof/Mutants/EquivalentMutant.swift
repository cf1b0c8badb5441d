/// A mutant that is said to change nothing, because of a reason that a person gave.
public struct EquivalentMutant: Codable, Hashable, Sendable {
    /// Its name, as `berry db test --mutate` prints it.
    public var mutant: String
    public var reason: String

    public init(mutant: String, reason: String) {
        self.mutant = mutant
        self.reason = reason
    }
}
