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
    public enum Grantee: Codable, Hashable, Sendable {
        /// Signed in or not.
        case anyone
        /// Any account; Supabase's anonymous sign-ins are none.
        case signedIn
        /// Only the service role, which no rule restricts.
        case service
        /// An account with one of these app-wide roles.
        case role([String])
        /// The account whose id this column holds.
        case account(AccountPath)
    }

    /// How a row names an account.
    public struct AccountPath: Codable, Hashable, Sendable {
        /// The relation's name, or `owner` for a profile that is the account itself.
        public var name: String
        public var column: String
        public var isOwner: Bool

        public init(name: String, column: String, isOwner: Bool) {
            self.name = name
            self.column = column
            self.isOwner = isOwner
        }
    }

    /// A condition on one column of a row.
    public struct RowCondition: Codable, Hashable, Sendable {
        /// The attribute's or reference's name.
        public var name: String
        public var column: String
        public var test: Test

        /// What the column's value is compared with; `past` and `future` compare with the time of the statement.
        public enum Test: Codable, Hashable, Sendable {
            case isEqual(Literal)
            /// Another value, or none.
            case isNot(Literal)
            case isOneOf([Literal])
            case isNull(Bool)
            case atLeast(Literal)
            case atMost(Literal)
            case past(Bool)
            case future(Bool)
        }

        public init(name: String, column: String, _ test: Test) {
            self.name = name
            self.column = column
            self.test = test
        }
    }
}

extension DomainModel.Entity {
    /// Columns that nobody but the service role changes unless a rule's `columns` name them: the key, the owner
    /// and whatever a rule reads to find an account.
    public var protectedColumns: Set<String> {
        var columns = Set(keyColumns)
        if case .reference(let name) = owner, let reference = reference(named: name) {
            columns.formUnion(reference.columns)
        }
        for case .account(let path) in rules.map(\.who) { columns.insert(path.column) }
        return columns
    }
}
