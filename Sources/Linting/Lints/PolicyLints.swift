internal import Catalog
internal import Diagnostics

/// What policies say.
extension Lint {
    static let policies: [Lint] = [
        Lint(
            "policy_for_everybody", ["B1"], .error, "a policy names no role, so it is for every one",
            because: "it is checked for callers whom it was never meant for, and lets in roles that come later",
            mend: "name the roles: create policy … to authenticated",
            .facts { database in
                database.policies.filter { $0.roles.contains("public") }
                    .map { Place($0.fact.id, "\($0.title) is for every role") }
            }),
        Lint(
            "policy_for_all_commands", ["B2"], .error, "a policy is for all commands",
            because: "who may read may write, and nobody sees from its name which of both was meant",
            mend: "write one policy for each command",
            .facts { database in
                database.policies.filter { $0.command == "all" && $0.isPermissive }
                    .map { Place($0.fact.id, "\($0.title) is for all commands") }
            }),
        Lint(
            "update_policy_without_check", ["B3"], .error, "a policy for UPDATE doesn't say what a row may become",
            because: "PostgreSQL takes USING for it, which hides whether rows may be handed to somebody else",
            mend: "state WITH CHECK, even where it is the same as USING",
            .facts { database in
                database.policies.filter {
                    $0.command == "update" && ($0.fact[.check] == nil || $0.fact[.using] == nil)
                }
                .map {
                    Place($0.fact.id, "\($0.title) states \($0.fact[.using] == nil ? "no USING" : "no WITH CHECK")")
                }
            }),
        Lint(
            "multiple_permissive_policies", ["0006"], .error,
            "several permissive policies are for one command and one role",
            because: "any of them lets a row through, and PostgreSQL evaluates all of them",
            mend: "join their conditions with OR in one policy",
            .facts { database in
                database.policiesByTable.sorted { $0.key < $1.key }.flatMap { table, policies in
                    policies.clashes.map { clash in
                        Place(
                            Fact.ID(.table, table),
                            "\(table) has \(clash.count) policies for \(clash.command.uppercased()) to \(clash.role)")
                    }
                }
            }),
        Lint(
            "rls_policy_always_true", ["0024"], .error, "a policy lets everybody it is for write every row",
            because: "row level security is on, and does nothing",
            mend: "say in the policy whose rows they are; a rule that opens a table is allowed by name",
            .facts { database in
                database.policies.filter { policy in
                    policy.isPermissive && policy.command != "select"
                        && (policy.fact[.using] == "true" || policy.fact[.check] == "true")
                }.map { Place($0.fact.id, "\($0.title) lets \($0.roles.joined(separator: " and ")) write every row") }
            }),
        Lint(
            "policy_without_select", ["B16"], .error,
            "a role may update or delete rows that no policy lets it read",
            because: "a statement with WHERE touches no row, and one without touches all that the policy lets through",
            mend: "write the policy for SELECT too, or none of them",
            .facts { database in
                database.policiesByTable.values.flatMap { policies in
                    policies.filter { policy in
                        ["update", "delete"].contains(policy.command) && policy.isPermissive
                            && !policy.roles.allSatisfy { role in
                                policies.contains {
                                    $0.isPermissive && $0.concerns("select") && $0.concerns(role: role)
                                }
                            }
                    }
                }.map { Place($0.fact.id, "\($0.title) has no policy for SELECT beside it") }
            }),
        Lint(
            "recursive_policy", ["B10"], .error, "a policy reads its own table, or one whose policies lead back to it",
            because: "PostgreSQL refuses every statement: infinite recursion detected in policy (42P17)",
            mend: "ask a function that is SECURITY DEFINER, in a schema that no API shows",
            .facts { database in
                database.policies.filter { database.leadsBack($0) }
                    .map { Place($0.fact.id, "\($0.title) leads back to its own table") }
            }),
        Lint(
            "rls_references_user_metadata", ["0015"], .error, "a policy believes what users may write about themselves",
            because: "every account may change its own user_metadata, and so its rights",
            mend: "read app_metadata, which only the server writes, or a table",
            .query(
                """
                select 'policy' as kind, format('%I on %s', p.polname, \(LintQuery.relation)) as name,
                  format('%I on %s reads user_metadata', p.polname, \(LintQuery.relation)) as detail
                from pg_policy as p join pg_class as c on c.oid = p.polrelid join pg_namespace as n on n.oid = c.relnamespace
                where concat(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
                    ~ 'user_metadata|raw_user_meta_data'
                union all
                select 'policy', format('%I on %s', p.polname, \(LintQuery.relation)),
                  format('%I on %s calls %s, which reads user_metadata', p.polname, \(LintQuery.relation), \(LintQuery.function))
                from pg_policy as p join pg_class as c on c.oid = p.polrelid join pg_namespace as n on n.oid = c.relnamespace
                join pg_depend as d on d.classid = 'pg_policy'::regclass and d.objid = p.oid and d.refclassid = 'pg_proc'::regclass
                join pg_proc as f on f.oid = d.refobjid and f.prosrc ~ 'user_metadata|raw_user_meta_data'
                """)),
        Lint(
            "soft_delete_hidden_from_update", ["B13"], .error,
            "callers may set a column that hides the row from themselves",
            because: "the statement fails with 42501, because the new row is outside of what they may read",
            mend: "let them read their deleted rows, or delete through a function that checks the same right",
            .facts { database in
                database.policies.compactMap { policy in
                    guard policy.concerns("select"), let table = database.tables[policy.table] else { return nil }
                    let read = (policy.using?.columns ?? []).compactMap { table.columns[$0] }
                    let marks = read.filter { ["deleted_at", "archived_at", "is_deleted", "deleted"].contains($0) }
                    guard let mark = marks.first(where: { database.mayUpdate($0, of: table.id, policy.roles) }) else {
                        return nil
                    }
                    return Place(policy.fact.id, "\(policy.title) reads \(mark), which the same callers may set")
                }
            }),
        Lint(
            "key_column_updatable", ["B12"], .warning,
            "callers may change a key that the policies of the table read",
            because: "a row can be moved to another owner, tenant or parent, as far as WITH CHECK lets it",
            mend: "grant UPDATE on the other columns by name",
            .facts { database in
                let keys = database.keyColumns
                return database.policies.filter { $0.concerns("update") }.flatMap { policy -> [Place] in
                    guard let table = database.tables[policy.table] else { return [] }
                    let read = Set(policy.expressions.flatMap(\.columns).compactMap { table.columns[$0] })
                    return read.intersection(keys[table.id] ?? []).sorted()
                        .filter { database.mayUpdate($0, of: table.id, policy.roles) }
                        .map { Place(table.id, "\(table.id.name).\($0) decides about access, and may be changed") }
                }
            }),
    ]
}

extension LintedDatabase.LintedPolicy {
    /// Its name, and its table.
    var title: String { fact.name }
}

extension [LintedDatabase.LintedPolicy] {
    /// The commands and roles for which several of them are permissive.
    fileprivate var clashes: [(command: String, role: String, count: Int)] {
        let permissive = filter(\.isPermissive)
        let roles = Set(permissive.flatMap(\.roles)).sorted()
        return ["select", "insert", "update", "delete"].flatMap { command in
            roles.compactMap { role in
                let count = permissive.count { $0.concerns(command) && $0.concerns(role: role) }
                return count > 1 ? (command, role, count) : nil
            }
        }
    }
}

extension LintedDatabase {
    /// Whether reading what a policy reads asks for the policy again.
    fileprivate func leadsBack(_ policy: LintedPolicy) -> Bool {
        var open = Set(policy.expressions.flatMap(\.tables))
        var seen: Set<Int> = []
        while let table = open.popFirst() {
            if table == policy.table { return true }
            guard seen.insert(table).inserted else { continue }
            for other in policies where other.table == table && other.concerns("select") {
                open.formUnion(other.expressions.flatMap(\.tables))
            }
        }
        return false
    }

    /// Whether one of these roles may set the column.
    fileprivate func mayUpdate(_ column: String, of table: Fact.ID, _ roles: [String]) -> Bool {
        apiRights(on: table).contains { right in
            right.name == "update" && (right.column == nil || right.column == column)
                && (right.grantee == "public" || roles.contains(right.grantee) || roles.contains("public"))
        }
    }

    /// The columns of each table's primary and foreign keys.
    fileprivate var keyColumns: [Fact.ID: Set<String>] {
        var columns: [Fact.ID: Set<String>] = [:]
        for constraint in facts(.constraint) {
            guard let type = constraint[.constraintType], ["primary key", "foreign key"].contains(type),
                let table = constraint.parent
            else { continue }
            let own = constraint.dependencies.filter { $0.kind == .column && catalog[$0]?.parent == table }
            columns[table, default: []].formUnion(own.compactMap { catalog[$0]?[.column] })
        }
        return columns
    }
}
