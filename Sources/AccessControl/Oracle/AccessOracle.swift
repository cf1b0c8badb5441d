public import DomainModel
internal import Specification

/// Predicts what PostgreSQL does with a request, from the rules of the model alone: it knows no policy.
///
/// Several grants are permissive: some grant has to admit the row as it was, and some grant, perhaps another, the row as
/// it becomes (manual, CREATE POLICY). A request that names its rows also needs the right to read them, before and
/// after (manual, CREATE POLICY, table "Policies Applied by Command Type").
public struct AccessOracle: Sendable {
    /// The values of a row by column.
    public typealias Row = [String: OracleValue]

    /// What happens to a request.
    public enum Outcome: Hashable, Sendable {
        /// It is done for so many rows, perhaps for none.
        case rows(Int)
        /// It fails with SQLSTATE 42501.
        case refused
    }

    private let entities: [String: DomainModel.Entity]
    private let junctions: [String: DomainModel.Junction]
    /// The rows that there are before the request, by the name of their entity or junction.
    private let rows: [String: [Row]]
    private let tenancy: DomainModel.Membership?
    private let inclusions: [DomainModel.Inclusion]
    private let roleSource: DomainModel.RoleSource?
    private let countsAnonymousAccounts: Bool
    private let now: Double
    /// Whether the API roles were given every privilege on every table, so that only the rules for rows are left.
    private let hasOpenPrivileges: Bool

    /// - Parameter now: The time of the request, in seconds since 1970.
    public init(_ model: DomainModel, rows: [String: [Row]], now: Double, openPrivileges: Bool = false) {
        entities = Dictionary(model.entities.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        junctions = Dictionary(model.junctions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.rows = rows
        tenancy = model.tenancy
        inclusions = model.includedRoles
        roleSource = model.roleSource
        countsAnonymousAccounts = model.countsAnonymousAccounts
        self.now = now
        hasOpenPrivileges = openPrivileges
    }

    // MARK: Requests

    /// `select` of all rows.
    public func read(_ table: String, by caller: OracleCaller) -> Outcome {
        guard let rules = rules(of: table, caller), rules.mayTry(.read) else { return .refused }
        return .rows(all(table).count { rules.admits(.read, $0) })
    }

    /// `insert` of one row of which `columns` are stated; `row` has its defaults too.
    public func create(
        _ row: Row, stating columns: Set<String>, in table: String, by caller: OracleCaller, returning: Bool = false
    ) -> Outcome {
        guard let rules = rules(of: table, caller), rules.mayTry(.create), rules.mayState(columns, .create),
            rules.admits(.create, row), rules.mayMake(row, stating: columns)
        else { return .refused }
        if returning {
            let afterwards = withFirstMember(of: row, in: table, caller)
            guard let rules = afterwards.rules(of: table, caller), rules.mayTry(.read), rules.admits(.read, row) else {
                return .refused
            }
        }
        return .rows(1)
    }

    /// The account that creates a tenant becomes its first member.
    private func withFirstMember(of row: Row, in table: String, _ caller: OracleCaller) -> AccessOracle {
        guard let tenancy, table == tenancy.listing.target, entities[table]?.isCreatedByClients == true,
            caller.role == .authenticated, let account = caller.account
        else { return self }
        var member: Row = [tenancy.listing.account: .text(account)]
        for column in tenancy.listing.columns { member[column] = row["id"] }
        if let quality = tenancy.listing.quality, let role = tenancy.firstRole { member[quality] = .text(role) }
        return AccessOracle(self, adding: member, to: tenancy.listing.entity)
    }

    private init(_ other: AccessOracle, adding row: Row, to table: String) {
        entities = other.entities
        junctions = other.junctions
        rows = other.rows.merging([table: [row]]) { $0 + $1 }
        tenancy = other.tenancy
        inclusions = other.inclusions
        roleSource = other.roleSource
        countsAnonymousAccounts = other.countsAnonymousAccounts
        now = other.now
        hasOpenPrivileges = other.hasOpenPrivileges
    }

    /// `update` that gives `changes` to every row that `isNamed` picks; nil: to every row, without a `where`.
    public func update(
        _ changes: Row, in table: String, where isNamed: ((Row) -> Bool)?, by caller: OracleCaller
    ) -> Outcome {
        guard let rules = rules(of: table, caller), rules.mayTry(.update), rules.mayState(Set(changes.keys), .update),
            isNamed == nil || rules.mayTry(.read)
        else { return .refused }
        var count = 0
        for row in all(table) where isNamed?(row) ?? true {
            guard rules.admits(.update, row), isNamed == nil || rules.admits(.read, row) else { continue }
            let changed = row.merging(changes) { $1 }
            guard rules.admits(.update, changed, becoming: true), rules.mayChange(row, to: changed),
                isNamed == nil || rules.admits(.read, changed)
            else { return .refused }
            count += 1
        }
        return .rows(count)
    }

    /// `delete` of every row that `isNamed` picks; nil: of every row, without a `where`.
    public func delete(in table: String, where isNamed: ((Row) -> Bool)?, by caller: OracleCaller) -> Outcome {
        guard let rules = rules(of: table, caller), rules.mayTry(.delete), isNamed == nil || rules.mayTry(.read) else {
            return .refused
        }
        return .rows(
            all(table).count { row in
                isNamed?(row) ?? true && rules.admits(.delete, row) && (isNamed == nil || rules.admits(.read, row))
            })
    }

    /// The function that deletes softly, called for every row that `isNamed` picks; or the one that restores it.
    public func hide(_ isHidden: Bool, in table: String, where isNamed: (Row) -> Bool, by caller: OracleCaller)
        -> Outcome
    {
        guard let rules = rules(of: table, caller) as? EntityRules, rules.mayHide else { return .refused }
        return .rows(
            all(table).count { row in
                isNamed(row) && rules.interpreter.isDeleted(row, of: rules.entity) != isHidden
                    && rules.admitsHiding(row)
            })
    }

    // MARK: Rules

    private func all(_ table: String) -> [Row] { rows[table, default: []] }

    private func rules(of table: String, _ caller: OracleCaller) -> (any RequestRules)? {
        var caller = caller
        if let source = roleSource {
            // What the token says doesn't count then.
            let isSoft = entities[source.entity]?.isSoftDeleted ?? false
            let own = rows[source.entity, default: []].filter { row in
                row[source.account] == caller.account.map { .text($0) }
                    && !(isSoft && row[DomainModel.Entity.deletionColumn, default: .null] != .null)
            }
            caller.roles = Set(own.compactMap { if case .text(let role) = $0[source.column] { role } else { nil } })
        }
        let interpreter = RuleInterpreter(
            entities: entities, rows: rows, caller: caller, now: now, inclusions: inclusions,
            countsAnonymousAccounts: countsAnonymousAccounts)
        if let entity = entities[table] {
            return EntityRules(entity: entity, interpreter: interpreter, hasOpenPrivileges: hasOpenPrivileges)
        }
        if let junction = junctions[table] {
            return LinkRules(junction: junction, interpreter: interpreter, hasOpenPrivileges: hasOpenPrivileges)
        }
        return nil
    }
}
