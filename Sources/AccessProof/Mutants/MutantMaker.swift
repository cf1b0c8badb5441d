internal import AccessControl
internal import DomainModel
internal import Naming
internal import SQL
internal import Schema

/// Makes the mutants of an application's access control, from its statements as values.
///
/// What means the same by construction isn't made: an update's check that is equal to its `using` may be left out, and
/// a clause that always holds can't be weakened.
struct MutantMaker {
    let subject: ProofSubject

    var mutants: [Mutant] {
        var mutants = subject.access.tables.flatMap { table in
            let name = table.table.name
            return [
                Mutant(
                    "\(name): row level security off", [name],
                    ["alter table \(table.table.sql) disable row level security"])
            ]
                + table.policies.flatMap(mutants(of:))
                + guards(of: table) + table.statements.flatMap { markings($0, name) } + privileges(of: table)
        }
        mutants += subject.access.helpers.flatMap(helpers)
        // Two ways may lead to the same statement.
        var seen: Set<[String]> = []
        return mutants.filter { seen.insert($0.statements).inserted }
    }

    // MARK: Policies

    private func mutants(of policy: CreatePolicy) -> [Mutant] {
        let (name, table) = (quotedIdentifier(policy.name), policy.table.sql)
        func mutant(_ what: String, _ sql: String) -> Mutant {
            Mutant("\(policy.table.name), \"\(policy.name)\": \(what)", [policy.table.name], [sql])
        }
        func altered(_ what: String, _ clause: String, _ expression: SQLExpression) -> Mutant {
            mutant("\(what) (\(clause))", "alter policy \(name) on \(table) \(clause) (\(expression.sql))")
        }
        var mutants = [mutant("dropped", "drop policy \(name) on \(table)")]
        for (clause, expression) in [("using", policy.using), ("with check", policy.check)] {
            guard let expression, !expression.isTrue else { continue }
            let implied =
                (clause == "with check" ? policy.using?.callerConjuncts ?? [] : []) + shortcuts(in: expression, policy)
            if !expression.conjuncts.allSatisfy(implied.contains) {
                mutants.append(altered("always true", clause, .boolean(true)))
            }
            mutants += expression.mutations(sparing: implied).map { altered($0.what, clause, $0.expression) }
        }
        for role in policy.roles where policy.roles.count > 1 {
            let rest = policy.roles.filter { $0 != role }.joined(separator: ", ")
            mutants.append(mutant("not for \(role)", "alter policy \(name) on \(table) to \(rest)"))
        }
        return mutants
    }

    /// What only saves looking for a parent: whoever is meant may read every parent, and so finds this one.
    private func shortcuts(in expression: SQLExpression, _ policy: CreatePolicy) -> [SQLExpression] {
        guard case .any(let parts) = expression else { return [] }
        let parents = parts.compactMap { part -> QualifiedName? in
            if case .exists(let table, _, _) = part { table } else { nil }
        }
        let readers = subject.access.tables.filter { parents.contains($0.table) }.flatMap(\.policies).filter {
            $0.command == .select && Set($0.roles).isSuperset(of: policy.roles)
        }
        return parts.filter { part in
            part.isAboutCaller && readers.contains { $0.using?.alternatives.contains(part) ?? false }
        }
    }

    // MARK: Triggers

    private func guards(of table: TableAccess) -> [Mutant] {
        table.statements.compactMap { statement in
            guard case .createTrigger(let trigger) = statement else { return nil }
            return Mutant(
                "\(table.table.name): without the trigger \(trigger.name)", [table.table.name],
                ["drop trigger \(quotedIdentifier(trigger.name)) on \(trigger.table.sql)"])
        }
    }

    // MARK: Soft deletion

    /// Of the functions that delete a row softly and restore it, and of the right to call them.
    private func markings(_ statement: Statement, _ table: String) -> [Mutant] {
        switch statement {
        case .createFunction(let function):
            guard let marking = function.marking else { return [] }
            return marking.condition.mutations().map { what, condition in
                var (mutant, weaker) = (function, marking)
                weaker.condition = condition
                mutant.mark(weaker)
                return Mutant(
                    "\(function.name.name): \(what)", [table], [Statement.createFunction(mutant).replacing])
            }
        case .grant(_, .function(let function), let callers):
            return APIRole.all.map { role in
                let change = callers.contains(role) ? ("revoke", "from") : ("grant", "to")
                return Mutant(
                    "\(function.name.name): \(change.0) execute \(change.1) \(role)", [table],
                    ["\(change.0) execute on function \(function.sql) \(change.1) \(role)"])
            }
        default: return []
        }
    }

    // MARK: Privileges

    private func privileges(of table: TableAccess) -> [Mutant] {
        guard let schema = subject.schema.table(named: table.table) else { return [] }
        let columns = schema.definition.columns.map(\.name)
        var held: [String: [String: Set<String>]] = [:]
        for case .grant(let privileges, .table(table.table), let roles) in table.statements {
            for role in roles {
                for privilege in privileges {
                    held[role, default: [:]][privilege.name, default: []].formUnion(
                        privilege.columns.isEmpty ? columns : privilege.columns)
                }
            }
        }
        var mutants: [Mutant] = []
        func add(_ verb: String, _ privilege: String, _ way: String, _ role: String) {
            mutants.append(
                Mutant(
                    "\(table.table.name): \(verb) \(privilege) \(way) \(role)", [table.table.name],
                    ["\(verb) \(privilege) on \(table.table.sql) \(way) \(role)"], isAboutPrivileges: true))
        }
        for role in APIRole.all {
            for privilege in ["truncate", "references", "trigger"] { add("grant", privilege, "to", role) }
            for privilege in ["select", "insert", "update", "delete"] {
                let own = held[role]?[privilege] ?? []
                if own.isEmpty { add("grant", privilege, "to", role) } else { add("revoke", privilege, "from", role) }
                guard privilege != "delete", !own.isEmpty else { continue }
                for column in columns where !own.contains(column) {
                    add("grant", "\(privilege) (\(quotedIdentifier(column)))", "to", role)
                }
                // Of a privilege on the whole table, no column can be taken (manual, GRANT).
                for column in columns where own.contains(column) && own.count < columns.count {
                    add("revoke", "\(privilege) (\(quotedIdentifier(column)))", "from", role)
                }
            }
        }
        return mutants
    }

    // MARK: Helpers

    private func helpers(_ statement: Statement) -> [Mutant] {
        switch statement {
        case .createFunction(let function):
            let bodies = function.query.map { query in
                query.mutations + [("finding nothing", query.finding(.boolean(false)))]
            }
            guard let bodies else { return roleHelper(function) }
            return bodies.map { what, query in
                var mutant = function
                mutant.answer(query)
                return Mutant(
                    "\(function.name.name): \(what)", readers(of: function.name),
                    [Statement.createFunction(mutant).replacing])
            }
        case .grant(_, .function(let function), let roles):
            return roles.filter { $0 != APIRole.service }.map { role in
                Mutant(
                    "\(function.name.name): revoke execute from \(role)", readers(of: function.name),
                    ["revoke execute on function \(function.sql) from \(role)"])
            }
        default: return []
        }
    }

    /// The function that answers the caller's app-wide roles: from the wrong part of the token, none, and everybody's.
    private func roleHelper(_ function: CreateFunction) -> [Mutant] {
        let roles = subject.model.roles.map(quotedLiteral).joined(separator: ", ")
        var bodies = [
            ("answering no role", "select '{}'::text[]"), ("answering every role", "select array[\(roles)]::text[]"),
        ]
        if subject.model.roleSource == nil {
            bodies.append(
                ("reading user_metadata", function.body.replacing("'app_metadata'", with: "'user_metadata'")))
        }
        return bodies.map { what, body in
            var mutant = function
            mutant.body = body
            return Mutant(
                "\(function.name.name): \(what)", readers(of: function.name),
                [Statement.createFunction(mutant).replacing])
        }
    }

    /// The tables whose policies call the function.
    private func readers(of function: QualifiedName) -> [String] {
        subject.access.tables.filter { table in
            table.policies.contains { policy in
                [policy.using, policy.check].contains { $0?.calls(function) ?? false }
            }
        }.map(\.table.name)
    }
}

extension SQLExpression.Query {
    fileprivate func finding(_ condition: SQLExpression) -> SQLExpression.Query {
        .init(columns: columns, table: table, alias: alias, condition: condition)
    }
}

extension Statement {
    /// The same for a function that is there already.
    fileprivate var replacing: String {
        sql.hasPrefix("create function") ? "create or replace" + sql.dropFirst("create".count) : sql
    }
}

extension SQLExpression {
    fileprivate var alternatives: [SQLExpression] { if case .any(let parts) = self { parts } else { [self] } }

    fileprivate func calls(_ function: QualifiedName) -> Bool {
        switch self {
        case .call(let name, let arguments, _): name == function || arguments.contains { $0.calls(function) }
        case .once(let inner), .cast(let inner, _), .isNull(let inner, _): inner.calls(function)
        case .compare(let left, _, let right): left.calls(function) || right.calls(function)
        case .all(let parts), .any(let parts), .array(let parts, _): parts.contains { $0.calls(function) }
        case .isOneOf(let value, let list): ([value] + list).contains { $0.calls(function) }
        case .anyOf(let value, let array): value.calls(function) || array.calls(function)
        case .isIn(let values, let query): (values + [query.condition]).contains { $0.calls(function) }
        case .isRow(let values, let called): called == function || values.contains { $0.calls(function) }
        case .exists(_, _, let condition): condition.calls(function)
        case .column, .qualified, .string, .number, .boolean, .argument, .keyword, .user: false
        }
    }
}
