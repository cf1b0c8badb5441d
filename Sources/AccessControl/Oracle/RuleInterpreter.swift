internal import DomainModel
internal import Specification

/// Says whether a rule admits a caller to a row, by looking at rows and nothing else.
struct RuleInterpreter {
    typealias Row = AccessOracle.Row

    let entities: [String: DomainModel.Entity]
    let rows: OracleRows
    let caller: OracleCaller
    /// Seconds since 1970.
    let now: Double
    let inclusions: [DomainModel.Inclusion]
    let countsAnonymousAccounts: Bool

    /// Whether some rule of `entity` gives `operation` on `row`, which is the row as it will be for creating.
    func admits(_ operation: Operation, _ row: Row, of entity: DomainModel.Entity, becoming: Bool = false) -> Bool {
        entity.rules.contains { rule in
            rule.can.contains(operation)
                && admits(rule, row, of: entity, becoming: becoming || operation == .create)
        }
    }

    /// Whether this rule admits the row, whatever it gives.
    func admits(_ rule: DomainModel.Rule, _ row: Row, of entity: DomainModel.Entity, becoming: Bool) -> Bool {
        !isDeleted(row, of: entity) && admitsDeleted(rule, row, of: entity, becoming: becoming)
    }

    /// The same of a row that may have been deleted softly.
    func admitsDeleted(_ rule: DomainModel.Rule, _ row: Row, of entity: DomainModel.Entity, becoming: Bool) -> Bool {
        if entity.requiresSecondFactor, !(caller.role == .authenticated && caller.hasSecondFactor) { return false }
        return isGrantee(rule.who, row, of: entity)
            && (becoming ? rule.becomes : rule.when).allSatisfy { holds($0, row, of: entity) }
    }

    /// What each grantee and each test of each rule says about the row.
    func standing(of row: Row, in entity: DomainModel.Entity) -> [Bool] {
        entity.rules.flatMap { rule in
            rule.who.parts.map { isGrantee($0, row, of: entity) }
                + (rule.when + (rule.becomes == rule.when ? [] : rule.becomes)).flatMap(\.tests)
                .map { holds(.field($0), row, of: entity) }
        }
    }

    /// The caller's app-wide roles, with those that they include.
    private var roles: Set<String> {
        var roles = caller.roles
        var isComplete = false
        while !isComplete {
            let more = roles.union(inclusions.filter { roles.contains($0.role) }.flatMap(\.includes))
            isComplete = more == roles
            roles = more
        }
        return roles
    }

    func isGrantee(_ who: DomainModel.Grantee, _ row: Row, of entity: DomainModel.Entity) -> Bool {
        switch who {
        case .anyone: return true
        case .service: return false
        case .through(let step, let right):
            guard let (parent, entity) = follow([step], from: row) else { return false }
            return admits(right, parent, of: entity)
        case .all(let parts): return parts.allSatisfy { isGrantee($0, row, of: entity) }
        case .signedIn, .role, .account, .member, .listed: break
        }
        guard caller.role == .authenticated else { return false }
        switch who {
        case .signedIn: return caller.account != nil && (countsAnonymousAccounts || !caller.isAnonymous)
        case .role(let named): return !roles.isDisjoint(with: named)
        case .account(let path):
            guard let account = caller.account, let (row, _) = follow(path.steps, from: row, of: entity) else {
                return false
            }
            return row[path.column] == .text(account)
        case .member(let steps, let listing):
            guard let (row, entity) = follow(steps, from: row, of: entity) else { return false }
            return lists(listing, row, of: entity)
        case .listed(let listing): return lists(listing, row, of: entity)
        case .anyone, .service, .through, .all: return false
        }
    }

    /// Whether the row was deleted softly.
    func isDeleted(_ row: Row, of entity: DomainModel.Entity?) -> Bool {
        guard let entity, entity.isSoftDeleted else { return false }
        return row[DomainModel.Entity.deletionColumn, default: .null] != .null
    }

    private func lists(_ listing: DomainModel.Listing, _ row: Row, of entity: DomainModel.Entity) -> Bool {
        guard let account = caller.account else { return false }
        let key = entity.keyColumns.map { row[$0] ?? .null }
        if key.contains(.null) { return false }
        return rows.all(listing.entity).contains { entry in
            guard !isDeleted(entry, of: entities[listing.entity]), entry[listing.account] == .text(account),
                zip(listing.columns, key).allSatisfy({ entry[$0] == $1 })
            else { return false }
            guard let quality = listing.quality, !listing.values.isEmpty else { return true }
            return listing.values.contains { entry[quality] == .text($0) }
        }
    }

    /// The row at the end of `steps`; nil where a reference is empty or leads nowhere.
    private func follow(
        _ steps: [DomainModel.PathStep], from row: Row, of entity: DomainModel.Entity? = nil
    ) -> (Row, DomainModel.Entity)? {
        guard let step = steps.first else { return entity.map { (row, $0) } }
        guard let target = entities[step.entity] else { return nil }
        guard let found = rows.row(of: step.entity, key: step.columns.map { row[$0] ?? .null }),
            !isDeleted(found, of: target)
        else { return nil }
        return follow(Array(steps.dropFirst()), from: found, of: target)
    }

    private func holds(_ condition: DomainModel.RowCondition, _ row: Row, of entity: DomainModel.Entity) -> Bool {
        switch condition {
        case .any(let alternatives): return alternatives.contains { holds($0, row, of: entity) }
        case .field(let test):
            guard let (row, _) = follow(test.steps, from: row, of: entity) else { return false }
            return holds(test.test, row[test.column] ?? .null)
        }
    }

    private func holds(_ test: DomainModel.FieldTest.Test, _ value: OracleValue) -> Bool {
        switch test {
        case .isEqual(let literal): value.equals(.init(literal)) ?? false
        case .isNot(let literal): value != .init(literal)
        case .isOneOf(let literals): literals.contains { value.equals(.init($0)) ?? false }
        case .isNull(let isNull): (value == .null) == isNull
        case .atLeast(let literal): value.isLess(than: .init(literal)).map { !$0 } ?? false
        case .atMost(let literal): OracleValue(literal).isLess(than: value).map { !$0 } ?? false
        case .past(let holds): value.isLess(than: .moment(now)).map { $0 == holds } ?? false
        case .future(let holds): OracleValue.moment(now).isLess(than: value).map { $0 == holds } ?? false
        }
    }
}
