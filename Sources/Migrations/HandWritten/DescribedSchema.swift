public import AccessSurvey
public import Catalog

/// What PostgreSQL makes of a schema: generated and hand-written parts together.
public struct DescribedSchema: Sendable {
    public var catalog: Catalog
    /// The hand-written statements in an order in which each can run.
    public var handWritten: [String]
    /// What takes them back.
    public var reverse: [String]
    /// Who may do what; nil where nobody asked, or where nobody can sign up.
    public var access: AccessSurvey?

    public init(_ catalog: Catalog, handWritten: [String] = [], reverse: [String] = []) {
        self.catalog = catalog
        self.handWritten = handWritten
        self.reverse = reverse
    }
}
