public import SchemaDiff

/// What somebody decides about a change that was shown.
public enum PushDecision: Sendable {
    /// It is applied, and what is agreed to is written into its files.
    case apply([Approval], reason: String?)
    /// What is agreed to is written into its files, and no database is changed.
    case approve([Approval], reason: String?)
    /// The same, and it is run on the database in a transaction that is rolled back.
    case tryOut([Approval], reason: String?)
    case decline

    /// What is agreed to, and why.
    var approvals: (allowed: [Approval], reason: String?) {
        switch self {
        case .apply(let allowed, let reason), .approve(let allowed, let reason), .tryOut(let allowed, let reason):
            (allowed, reason)
        case .decline: ([], nil)
        }
    }

    var isTrial: Bool { if case .tryOut = self { true } else { false } }
    var isConsent: Bool { if case .apply = self { true } else { false } }
}
