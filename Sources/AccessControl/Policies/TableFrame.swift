internal import DomainModel
internal import Naming
internal import SQL
internal import Schema
internal import Specification

/// The frame that every table gets: row level security on, everything revoked, exact grants, policies.
struct TableFrame {
    let table: TableSchema
    let rules: TableRules
    let formulas: RuleFormulas
    let predicates: TablePredicates

    var access: TableAccess {
        var statements: [Statement] = [
            .enableRowSecurity(table.name),
            .revoke(privileges: ["all"], on: .table(table.name), from: APIRole.everybody),
        ]
        // Supabase's older default privileges open sequences too.
        statements += table.definition.columns.compactMap(\.sequence).map {
            .revoke(privileges: ["all"], on: .sequence($0), from: APIRole.everybody)
        }
        statements += grants
        let service = Operation.allCases.filter { Self.isLeftToService($0, rules) }
        statements.append(
            .grant(privileges: service.map { Privilege($0.privilege) }, on: .table(table.name), to: [APIRole.service]))
        statements += policies.flatMap { policy -> [Statement] in
            let comment = policy.comment.map { [Statement.comment(.policy(policy.name, policy.table), $0)] } ?? []
            return [.createPolicy(policy)] + comment
        }
        return TableAccess(table: table.name, statements: statements)
    }

    // MARK: Grants

    private var grants: [Statement] {
        var privileges: [APIRole: [Privilege]] = [:]
        for role in APIRole.allCases {
            for operation in operations where !predicates(operation, role, operation.decisiveVersion).isFalse {
                if let privilege = privilege(for: operation, role) { privileges[role, default: []].append(privilege) }
            }
        }
        let anonymous = privileges[.anon] ?? []
        let signedIn = privileges[.authenticated] ?? []
        if anonymous == signedIn, !anonymous.isEmpty {
            return [.grant(privileges: anonymous, on: .table(table.name), to: APIRole.allCases.map(\.rawValue))]
        }
        return APIRole.allCases.compactMap { role in
            privileges[role].map { .grant(privileges: $0, on: .table(table.name), to: [role.rawValue]) }
        }
    }

    private func privilege(for operation: Operation, _ role: APIRole) -> Privilege? {
        switch operation {
        case .read: return privilege("select", readable)
        case .delete: return Privilege("delete")
        case .create: return privilege("insert", stated(.create, role))
        case .update: return privilege("update", stated(.update, role))
        }
    }

    private func privilege(_ name: String, _ columns: [String]) -> Privilege? {
        if columns.isEmpty { return nil }
        return Privilege(name, columns: columns.count == table.definition.columns.count ? [] : columns)
    }

    /// The columns that some rule for `role` lets its grantees state, in the table's order.
    private func stated(_ operation: Operation, _ role: APIRole) -> [String] {
        let columns = table.definition.columns.map(\.name)
        guard case .entity(let entity) = rules else { return operation == .create ? columns : [] }
        let all = formulas.rules(entity, operation, role).reduce(into: Set<String>()) { all, rule in
            all.formUnion(entity.columns(of: rule, for: operation))
        }
        return columns.filter(all.contains)
    }

    /// Everything but what is hidden, and when a row was deleted: of those that weren't there is nothing to say.
    private var readable: [String] {
        table.definition.columns.filter { column in
            switch table.origins[column.name] {
            case .attribute(let attribute): !attribute.isHidden
            case .deletedAt: false
            default: true
            }
        }.map(\.name)
    }

    /// What requests may do themselves. Soft deletion goes through functions.
    private var operations: [Operation] {
        if case .entity(let entity) = rules, entity.isSoftDeleted {
            Operation.allCases.filter { $0 != .delete }
        } else {
            Operation.allCases
        }
    }

    private static func isLeftToService(_ operation: Operation, _ rules: TableRules) -> Bool {
        if case .entity(let entity) = rules { entity.isLeftToService(operation) } else { true }
    }

    // MARK: Policies

    private var policies: [CreatePolicy] {
        var policies: [CreatePolicy] = []
        for operation in operations {
            let anonymous = policy(for: operation, .anon)
            let signedIn = policy(for: operation, .authenticated)
            if let anonymous, let signedIn, anonymous.using == signedIn.using, anonymous.check == signedIn.check {
                var both = signedIn
                both.roles = APIRole.allCases.map(\.rawValue)
                policies.append(both)
            } else {
                policies += [anonymous, signedIn].compactMap(\.self)
            }
        }
        return Self.withDistinctNames(policies)
    }

    private func policy(for operation: Operation, _ role: APIRole) -> CreatePolicy? {
        let old = predicates(operation, role, .old)
        let new = predicates(operation, role, .new)
        guard !(operation == .create ? new : old).isFalse else { return nil }
        // Nothing of it may be changed: an empty `fields`, or keys only.
        if operation == .update, privilege(for: .update, role) == nil { return nil }
        let sentence = PolicySentence(
            table: table, rules: rules, formulas: formulas, operation: operation, role: role)
        let command: CreatePolicy.Command
        var (using, check): (SQLExpression?, SQLExpression?) = (nil, nil)
        switch operation {
        case .read: (command, using) = (.select, old)
        case .create: (command, check) = (.insert, new)
        case .update: (command, using, check) = (.update, old, new)
        case .delete: (command, using) = (.delete, old)
        }
        return CreatePolicy(
            sentence.name, on: table.name, for: command, to: [role.rawValue], using: using, check: check,
            comment: sentence.comment)
    }

    /// A table's policies have different names, also when their sentences were cut or say the same.
    private static func withDistinctNames(_ policies: [CreatePolicy]) -> [CreatePolicy] {
        var seen: Set<String> = []
        return policies.map { policy in
            var policy = policy
            let base = policy.name
            var number = 2
            while !seen.insert(policy.name).inserted {
                policy.name = boundedName("\(base) (\(number))")
                number += 1
            }
            return policy
        }
    }
}
