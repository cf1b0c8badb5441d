public import Catalog
public import Diagnostics

extension Lint {
    /// Where something is wrong.
    struct Place: Sendable, Hashable {
        var object: Fact.ID
        /// What is wrong there, one sentence without a full stop.
        var detail: String

        init(_ object: Fact.ID, _ detail: String) {
            self.object = object
            self.detail = detail
        }
    }
}

/// A lint that found something.
public struct LintFinding: Sendable {
    public var lint: Lint
    /// What is wrong: a table, a policy, a function.
    public var object: Fact.ID
    /// The table that it is on, or the object itself.
    public var table: Fact.ID
    /// What is wrong there, one sentence without a full stop.
    public var detail: String
    /// Where the object is made, if that is known.
    public var location: SourceLocation?
}

/// That a finding is right and intended.
public struct LintAllowance: Sendable, Hashable {
    /// The lint's name.
    public var lint: String
    /// The object, or the table with all that is on it, as findings name it; nil for every object.
    public var object: String?
    public var reason: String

    public init(lint: String, object: String? = nil, reason: String) {
        self.lint = lint
        self.object = object
        self.reason = reason
    }

    func allows(_ finding: LintFinding) -> Bool {
        finding.lint.name == lint && (object.map { $0 == finding.object.name || $0 == finding.table.name } ?? true)
    }
}
