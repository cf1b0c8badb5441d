internal import Specification

/// What one provider's requests and answers look like.
protocol Dialect: Sendable {
    /// The structures that it has, the strictest first.
    var ladder: [OutputStructure] { get }
    func request(_ question: Question) -> HTTPRequest
    /// What an answer says; nil where it isn't of this provider's shape.
    func reply(_ answer: Node) -> Reply?
}

/// One turn's request, before it is put into a provider's words.
struct Question: Sendable {
    var connection: ModelConnection
    var conversation: Conversation
    var structure: OutputStructure
    /// Tokens that the answer may have.
    var budget: Int

    /// The name under which schemas and tools go along.
    static let shapeName = "edits"
    static let shapeSummary = "The edits that the request asks for."
}

/// What was said so far.
struct Conversation: Sendable, Hashable {
    var instructions: String
    /// The user's and the model's turns, by turns; the user begins.
    private(set) var turns: [String]

    init(instructions: String, request: String) {
        self.instructions = instructions
        turns = [request]
    }

    /// How much of a wrong answer is shown to the model again, in characters.
    private static let longestEcho = 20_000

    /// Adds an answer, and what is to be said to it.
    mutating func reply(_ answer: String, with text: String) {
        if answer.allSatisfy(\.isWhitespace) {
            // An empty turn is refused by some servers, and so are two of the same side.
            turns[turns.count - 1] += "\n\n" + text
        } else {
            turns += [String(answer.prefix(Self.longestEcho)), text]
        }
    }

    /// The turns as most providers write them.
    var messages: [Node] {
        turns.enumerated().map { index, text in
            .object([("role", (index.isMultiple(of: 2) ? "user" : "assistant").write()), ("content", text.write())])
        }
    }

    /// In bytes.
    var size: Int { turns.reduce(instructions.utf8.count) { $0 + $1.utf8.count } }
}

/// What a model answered.
struct Reply: Sendable, Hashable {
    enum Ending: Sendable, Hashable {
        case complete
        /// The budget was used up, so what there is can't be read.
        case truncated
        /// The model won't, and may say why.
        case refused(String)
    }

    var text: String
    var ending: Ending
    var usage: TokenUsage
}

extension Node {
    static func object(_ members: [(String, Node)]) -> Node { Node(.object(members.map { Member($0.0, $0.1) })) }
    static func array(_ elements: [Node]) -> Node { Node(.array(elements)) }

    var string: String? { if case .string(let text) = value { text } else { nil } }
    var elements: [Node] { if case .array(let elements) = value { elements } else { [] } }

    /// What stands at the end of these keys.
    func at(_ keys: String...) -> Node? {
        keys.reduce(Optional(self)) { $0?.member($1)?.value }
    }

    /// A count; what isn't one is none.
    func count(_ keys: String...) -> Int {
        guard case .number(let text)? = keys.reduce(Optional(self), { $0?.member($1)?.value })?.value else { return 0 }
        return max(0, Int(text) ?? 0)
    }
}
