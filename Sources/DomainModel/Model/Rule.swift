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
    /// The columns that a rule lets its grantees state or change.
    public func columns(of rule: DomainModel.Rule, for operation: Operation) -> Set<String> {
        if let columns = rule.columns { return Set(columns) }
        var columns = Set(
            attributes.filter { !$0.isHidden && $0.generated == nil }.map(\.column) + references.flatMap(\.columns))
        if key == .id(.uuid) || isAccount { columns.insert("id") }
        return columns.subtracting(operation == .create ? Set(reservedColumns) : protectedColumns)
    }

    /// Columns that one grantee of `operation` may state or change and another may not, although both come in the same
    /// database role. Empty where all may the same.
    public func differingColumns(for operation: Operation) -> Set<String> {
        let sets = rules.filter { $0.can.contains(operation) && $0.who != .service }
            .map { columns(of: $0, for: operation) }
        guard let first = sets.first else { return [] }
        let common = sets.reduce(first) { $0.intersection($1) }
        return sets.reduce(first) { $0.union($1) }.subtracting(common)
    }

    /// Columns that nobody but the service role changes unless a rule's `columns` name them: the key, the owner
    /// and whatever a rule reads to find an account or another row.
    public var protectedColumns: Set<String> {
        var columns = Set(keyColumns).union(keysOfRules).union(reservedColumns)
        if case .reference(let name) = owner, let reference = reference(named: name) {
            columns.formUnion(reference.columns)
        }
        return columns
    }
}
