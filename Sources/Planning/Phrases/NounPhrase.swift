/// A noun with everything that is said about it on the spot: "a unique SKU", "the price of each product in cents",
/// "a status (open, closed)", "labels (name, color)".
struct NounPhrase: Sendable, Hashable {
    enum Quantity: Sendable, Hashable {
        case bare, definite, indefinite, each, some, possessive, one, many, number(String), no, noTwo, both, list
    }

    /// How the phrase says what is meant.
    enum Form: Sendable, Hashable {
        case noun
        /// "when they were shipped", "the time it was sent"
        case moment
        /// "whether it has been read"
        case whether
        /// "how often it was reported"
        case counter
        /// "who approved it"
        case actor
    }

    var form = Form.noun
    var quantity = Quantity.bare
    /// The words of the name, as they were written; empty for a pronoun.
    var words: [String] = []
    var isPlural = false
    var pronoun: Symbol?
    /// What stood in quotes next to it.
    var quoted: String?
    var isQuoted = false
    var traits: Set<Symbol> = []
    /// Traits that were denied: "not unique".
    var denied: Set<Symbol> = []
    /// What it is of: "the title of posts", "a task's title".
    var owners: [NounPhrase] = []
    var values: [String] = []
    var measure: Measure?
    var unit: MeasureUnit?
    /// The words of a type: "(whole number)", "stored as text".
    var typeWords: [String] = []
    var isList = false
    var defaultValue: String?
    /// What it has: "labels (name, color)", "posts with a title and a body".
    var parts: [NounPhrase] = []
    /// What it is: "a reporter, who is a user".
    var kind: [NounPhrase] = []
    /// What it is unique within: "a name which is unique for each user".
    var within: [NounPhrase] = []
    /// The verb of "the courses they are enrolled in".
    var linkedBy: String?
    /// Adjectives and participles before the noun that are said to mean something: "deleted", "recurring".
    var modifiers: [String] = []
    /// "subtasks", "parent category"
    var range = 0..<0

    var text: String { words.joined(separator: " ") }

    init() {}

    init(words: [String], range: Range<Int>) {
        self.words = words
        self.range = range
    }

    /// Whether several are meant: "tags", "many teachers", "a list of links".
    var isMany: Bool {
        switch quantity {
        case .many, .list, .noTwo, .both: true
        case .one, .indefinite: false
        default: isPlural
        }
    }
}
