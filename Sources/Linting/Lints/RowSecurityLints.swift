internal import Catalog
internal import Diagnostics
internal import Foundation

/// Whether row level security guards what it should.
extension Lint {
    static let rowSecurity: [Lint] = [
        Lint(
            "rls_disabled_in_public", ["0013"], .error,
            "a table of a schema that an API shows has no row level security",
            because: "whoever holds a right on the table reaches every row of it",
            mend: "alter table … enable row level security, and grant what callers need by policies",
            .facts { database in
                let partitions = database.securedPartitions
                return database.localTables.filter { table in
                    table[.rowSecurity] == nil && database.isExposed(table) && !partitions.contains(table.name)
                }.map { Place($0.id, "\($0.name) has no row level security") }
            }),
        Lint(
            "partition_without_rls", ["B20"], .error,
            "a partition has no row level security, and its parent has",
            because: "the parent's policies don't hold for whoever names the partition itself",
            mend: "alter table … enable row level security for the partition too; without policies it is closed",
            .facts { database in
                database.localTables.filter {
                    $0[.rowSecurity] == nil && database.isExposed($0) && database.securedPartitions.contains($0.name)
                }.map { Place($0.id, "\($0.name) can be read beside the policies of its parent") }
            }),
        Lint(
            "policy_exists_rls_disabled", ["0007"], .error, "a table has policies, and row level security is off",
            because: "the policies do nothing until row level security is on",
            mend: "alter table … enable row level security",
            .facts { database in
                let policies = database.policiesByTable
                return database.localTables.compactMap { table in
                    guard table[.rowSecurity] == nil, let count = policies[table.name]?.count else { return nil }
                    let words = count == 1 ? "a policy that does" : "\(count) policies that do"
                    return Place(table.id, "\(table.name) has \(words) nothing")
                }
            }),
        Lint(
            "rls_enabled_no_policy", ["0008"], .error,
            "a table grants rights to an API's callers, and no policy lets them use them",
            because: "every read answers nothing, and every write fails, which looks like lost data",
            mend: "write the policies, or revoke the rights where the table is meant to be closed",
            .facts { database in
                let policies = database.policiesByTable
                return database.localTables.compactMap { table in
                    guard table[.rowSecurity] != nil, policies[table.name] == nil else { return nil }
                    let rights = database.apiRights(on: table.id).filter { $0.name.isRowCommand }
                    guard !rights.isEmpty else { return nil }
                    let grantees = Set(rights.map(\.grantee)).sorted().joined(separator: " and ")
                    return Place(table.id, "\(table.name) is open to \(grantees), and has no policy")
                }
            }),
        Lint(
            "forced_rls_recursion", ["B17"], .error,
            "a table forces row level security on its owner, who runs a function that policies call",
            because: "the function is held to the policies that call it, and runs until the stack is full",
            mend: "alter table … no force row level security, or give the function to a role that has BYPASSRLS",
            .query(
                """
                select 'table' as kind, \(LintQuery.relation) as name,
                  format('%s forces row level security, and %s reads it with the rights of %s', \(LintQuery.relation),
                    \(LintQuery.function), r.rolname) as detail
                from pg_class as c join own as n on n.oid = c.relnamespace
                join pg_proc as f on f.prosecdef and f.prosrc ~ ('\\m' || c.relname || '\\M')
                join pg_roles as r on r.oid = f.proowner
                where c.relforcerowsecurity and r.oid = c.relowner and not r.rolbypassrls and not r.rolsuper
                  and exists (select from pg_depend as d where d.classid = 'pg_policy'::regclass
                    and d.refclassid = 'pg_proc'::regclass and d.refobjid = f.oid)
                """)),
    ]
}

extension LintedDatabase {
    /// Partitions of tables with row level security, by name.
    fileprivate var securedPartitions: Set<String> {
        let secured = Set(localTables.filter { $0[.rowSecurity] != nil }.map(\.name))
        return Set(
            facts(.inheritance).filter { $0[.bound] != nil && $0[.ancestor].map(secured.contains) ?? false }
                .compactMap { $0[.table] })
    }
}

extension String {
    /// Whether it is a right about rows, which policies bound.
    var isRowCommand: Bool { ["select", "insert", "update", "delete"].contains(self) }
}
