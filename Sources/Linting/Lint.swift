public import Diagnostics

/// Something about a database that is wrong, or slow, or about to be: what it is, why it matters, how to mend it, and
/// how it is found.
public struct Lint: Sendable {
    /// Stable, and what allowances and other tools call it.
    public let name: String
    /// What others call it: `0001` in Supabase's splinter, `B1` in berry's own list.
    public let codes: [String]
    /// Error or warning.
    public let level: Diagnostic.Severity
    /// What is wrong, one sentence without a full stop.
    public let summary: String
    /// Why it matters, in a sentence.
    public let reason: String
    /// How to mend it, in a sentence.
    public let remedy: String
    let search: Search

    /// How it is found.
    enum Search: Sendable {
        /// In what berry reads of every database.
        case facts(@Sendable (LintedDatabase) -> [Place])
        /// By a query that answers `kind`, `name` and `detail` of each place, behind ``LintQuery/frame``. Where one of
        /// the relations is missing that it needs, there is nothing to find.
        case query(String, needing: [String] = [])
    }

    init(
        _ name: String, _ codes: [String], _ level: Diagnostic.Severity, _ summary: String, because reason: String,
        mend remedy: String, _ search: Search
    ) {
        self.name = name
        self.codes = codes
        self.level = level
        self.summary = summary
        self.reason = reason
        self.remedy = remedy
        self.search = search
    }

    /// Every lint, in the order in which findings are reported.
    public static let all =
        rowSecurity + policies + policyCosts + privileges + exposure + functions + keys + names
}
