public import Specification

extension DomainModel {
    /// One grant, as data: who may do what with which rows.
    public struct Rule: Codable, Hashable, Sendable {
        public var who: Grantee
        public var can: [Operation]
        /// All of them hold for the row as it was.
        public var when: [RowCondition]
        /// All of them hold for the row as it will be.
        public var becomes: [RowCondition]
        /// The only columns that may be stated or changed; nil: all but keys.
        public var columns: [String]?

        public init(
            _ who: Grantee, can: [Operation], when: [RowCondition] = [], becomes: [RowCondition]? = nil,
            columns: [String]? = nil
        ) {
            self.who = who
            self.can = can
            self.when = when
            self.becomes = becomes ?? when
            self.columns = columns
        }
    }

    /// Whom a rule gives something to.
    public indirect enum Grantee: Codable, Hashable, Sendable {
        /// Signed in or not.
        case anyone
        /// Any account; Supabase's anonymous sign-ins are none unless the application says so.
        case signedIn
        /// Only the service role, which no rule restricts.
        case service
        /// An account with one of these app-wide roles, or with a role that includes one.
        case role([String])
        /// The account at the end of a path.
        case account(AccountPath)
        /// The accounts that are listed as members of the row at the end of the steps.
        case member([PathStep], Listing)
        /// Whoever holds this right on the row that the reference points at.
        case through(PathStep, Operation)
        /// The accounts that rows of another entity list for this row.
        case listed(Listing)
        /// Those who are each of them.
        case all([Grantee])

        /// It with everything inside it.
        public var parts: [Grantee] {
            if case .all(let parts) = self { parts.flatMap(\.parts) } else { [self] }
        }
    }
}

extension DomainModel.Rule {
    /// Every test of its conditions.
    public var tests: [DomainModel.FieldTest] { (when + becomes).flatMap(\.tests) }
}

extension DomainModel.Entity {
    /// Columns that nobody but the service role changes unless a rule's `columns` name them: the key, the owner
    /// and whatever a rule reads to find an account or another row.
    public var protectedColumns: Set<String> {
        var columns = Set(keyColumns).union(keysOfRules)
        if case .reference(let name) = owner, let reference = reference(named: name) {
            columns.formUnion(reference.columns)
        }
        return columns
    }
}
