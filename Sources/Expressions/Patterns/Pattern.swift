public import Diagnostics

/// A regular expression in the dialect that PostgreSQL's advanced expressions and Swift's `Regex` read alike.
///
/// The dialect has characters, `.`, classes like `[a-z_]` and `[^0-9]`, `\d \w \s` with their ASCII meaning, groups,
/// alternatives, the quantifiers `* + ? {m} {m,} {m,n}`, and the anchors `^` and `$`. A pattern is found anywhere in a
/// text unless its anchors say otherwise, as with PostgreSQL's `~`. What one of the two engines reads differently is
/// refused by name: backreferences, lookaround, lazy quantifiers, named groups, Unicode classes.
///
/// Characters are Unicode scalars, as in PostgreSQL. The dialect is regular, so matching takes linear time.
///
/// Related manual page: <https://www.postgresql.org/docs/current/functions-matching.html#FUNCTIONS-POSIX-REGEXP>
public struct Pattern: Sendable {
    /// The longest pattern that is read, in bytes.
    public static let longestText = 2000
    /// The highest number in a `{m,n}`: PostgreSQL's limit.
    public static let highestBound = 255
    /// The most steps that a pattern may have once its repetitions are written out.
    public static let mostSteps = 20_000

    /// The pattern as it was written.
    public let source: String
    let root: PatternNode
    private let program: PatternProgram

    /// Reads `source`; nil if it isn't of the dialect.
    public init?(_ source: String) {
        var diagnostics = Diagnostics()
        guard let pattern = Self.parse(source, reporting: &diagnostics) else { return nil }
        self = pattern
    }

    private init(source: String, root: PatternNode, program: PatternProgram) {
        self.source = source
        self.root = root
        self.program = program
    }

    /// Reads `source`.
    ///
    /// - Parameters:
    ///   - place: The location, in the file that holds the pattern, of a range of its UTF-8 bytes.
    ///   - diagnostics: Receives the first error: `pattern-syntax` or `pattern-too-large`.
    /// - Returns: Nil if there was an error.
    public static func parse(
        _ source: String, at place: (Range<Int>) -> SourceLocation? = { _ in nil },
        reporting diagnostics: inout Diagnostics
    ) -> Pattern? {
        do throws(Refusal) {
            var parser = try PatternParser(source)
            let root = try parser.parse()
            guard let program = PatternProgram(root, limit: mostSteps) else {
                throw Refusal(
                    "pattern-too-large", "the repetitions of this pattern multiply to too many steps",
                    0..<source.utf8.count, fix: "repeat less, or limit the length with maxLength")
            }
            return Pattern(source: source, root: root, program: program)
        } catch {
            diagnostics.error(error.code, error.message, at: place(error.range), fix: error.fix)
            return nil
        }
    }

    /// Whether the pattern is found in `text`.
    public func matches(_ text: String) -> Bool { program.isFound(in: text.unicodeScalars) }
}

extension Pattern: Hashable {
    public static func == (left: Self, right: Self) -> Bool {
        left.root == right.root && left.source == right.source
    }
    public func hash(into hasher: inout Hasher) { hasher.combine(source) }
}

extension Pattern: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let pattern = Pattern(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not a pattern of berry's dialect")
        }
        self = pattern
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(source)
    }
}
