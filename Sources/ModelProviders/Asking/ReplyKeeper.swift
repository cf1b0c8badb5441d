/// Keeps answers, so that a run that is repeated doesn't pay for them again.
public protocol ReplyKeeper: Sendable {
    /// The kept answer to a question, by the question's digest.
    func exchange(_ question: String) throws -> ModelExchange?
    func keep(_ exchange: ModelExchange) throws
    /// The structure that a server took last time.
    func structure(_ server: String) throws -> OutputStructure?
    func keep(_ structure: OutputStructure, for server: String) throws
}
