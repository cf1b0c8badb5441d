/// One thing that berry has to say about an input: what happened, where, and what to do.
public struct Diagnostic: Error, Codable, Hashable, Sendable {
    /// How bad it is; an error means that nothing was made of the input.
    public enum Severity: String, Codable, Sendable, Comparable {
        case note, warning, error

        public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
        private var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }
    }

    public var severity: Severity
    /// Stable, in kebab case: `unknown-key`. Never renamed once released.
    public var code: String
    /// One sentence without a full stop.
    public var message: String
    /// Nil where it is about no place of a file.
    public var location: SourceLocation?
    /// Further places or facts that explain the message.
    public var notes: [Note]
    /// What to do about it, where there is one answer.
    public var fix: String?
    /// Set where it stands for others of its severity that were counted and not kept: how many.
    public var others: Int?

    /// A further place or fact that explains a diagnostic.
    public struct Note: Codable, Hashable, Sendable {
        public var message: String
        public var location: SourceLocation?

        public init(_ message: String, at location: SourceLocation? = nil) {
            self.message = message
            self.location = location
        }
    }

    public init(
        _ severity: Severity, _ code: String, _ message: String, at location: SourceLocation? = nil,
        notes: [Note] = [], fix: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.location = location
        self.notes = notes
        self.fix = fix
    }

    init(others: Int, _ severity: Severity) {
        let word = severity.rawValue + (others == 1 ? "" : "s")
        self.init(severity, "more-diagnostics", "… and \(others) more \(word)")
        self.others = others
    }
}

extension Sequence<Diagnostic> {
    /// How many errors there were, with those that were only counted.
    public var errorCount: Int { reduce(0) { $1.severity == .error ? $0 + ($1.others ?? 1) : $0 } }
}
