internal import Catalog
internal import Diagnostics

/// What policies cost. PostgreSQL evaluates them for every row that a statement looks at.
extension Lint {
    static let policyCosts: [Lint] = [
        Lint(
            "auth_rls_initplan", ["0003"], .error, "a policy asks for the caller once a row",
            because: "the token is read again for each row, which made a scan of a million rows 36 times slower",
            mend: "write (select auth.uid()), which PostgreSQL evaluates once a statement",
            .facts { database in
                database.policies.compactMap { policy in
                    let calls = policy.calls.filter { database.asksForCaller($0) }
                    guard let call = calls.first, let function = database.functions[call.function] else { return nil }
                    return Place(policy.fact.id, "\(policy.title) calls \(function.id.name) once a row")
                }
            }),
        Lint(
            "policy_calls_function_per_row", ["B4"], .error, "a policy calls a function once a row",
            because:
                "a function that looks something up for each row costs a thousand times what one array of keys does",
            mend: "let the function answer an array of keys without arguments: column = any ((select f())::uuid[])",
            .facts { database in
                database.policies.flatMap { policy in
                    policy.calls.compactMap { call in
                        guard let function = database.functions[call.function], !function.isImmutable,
                            !["pg_catalog", "auth"].contains(function.schema)
                        else { return nil }
                        let how = call.readsRow ? "with a column of the row" : "outside of a subquery"
                        return Place(policy.fact.id, "\(policy.title) calls \(function.id.name) \(how)")
                    }
                }
            }),
        Lint(
            "policy_subquery_per_row", ["B5"], .warning,
            "a policy asks a subquery for each row, or compares with one by IN",
            because: "an index on the table isn't used, so every statement reads all of it",
            mend: "compare with an array: column = any (array(select …)), or with the array that a function answers",
            .facts { database in
                database.policies.flatMap { policy in
                    policy.expressions.flatMap(\.subqueries).filter { database.isCostly($0) }.map { subquery in
                        let how =
                            subquery.isCorrelated ? "asks a subquery for each row" : "compares with a subquery by IN"
                        return Place(policy.fact.id, "\(policy.title) \(how)")
                    }
                }
            }),
        Lint(
            "unindexed_policy_column", ["B6"], .error, "no index begins with a column that a policy reads",
            because: "every statement reads the whole table, which made reads of a million rows 50 to 900 times slower",
            mend: "create an index whose first column it is",
            .query(
                """
                select 'table' as kind, \(LintQuery.relation) as name,
                  format('%s.%I is read by a policy, and leads no index', \(LintQuery.relation), a.attname) as detail
                from pg_policy as p join pg_class as c on c.oid = p.polrelid join own as n on n.oid = c.relnamespace
                join pg_depend as d on d.classid = 'pg_policy'::regclass and d.objid = p.oid
                  and d.refclassid = 'pg_class'::regclass and d.refobjid = p.polrelid and d.refobjsubid > 0
                join pg_attribute as a on a.attrelid = p.polrelid and a.attnum = d.refobjsubid
                where c.relkind in ('r', 'p') and not exists (
                  select from pg_index as i where i.indrelid = p.polrelid
                    and (i.indpred is null and i.indkey[0] = a.attnum
                      -- A partial index serves what its own condition says.
                      or i.indpred is not null and exists (
                        select from pg_depend as e where e.classid = 'pg_class'::regclass and e.objid = i.indexrelid
                          and e.refclassid = 'pg_class'::regclass and e.refobjid = p.polrelid and e.refobjsubid = a.attnum)
                      -- The second column of a composite key is found through the first.
                      or i.indpred is null and exists (
                        select from pg_constraint as k where k.conrelid = p.polrelid and k.contype in ('f', 'p')
                          and a.attnum = any (k.conkey) and k.conkey[1] = i.indkey[0])))
                """)),
        Lint(
            "index_behind_policy", ["B14"], .warning,
            "an index can't be used, because a policy has to be evaluated before its operator",
            because: "operators that could tell a caller about a row that it may not see wait for the policy; enums, "
                + "numeric, jsonb, arrays and text search have only such ones",
            mend: "let the index begin with the column that the policy reads, or store an enum as text with a check",
            .query(
                """
                select 'index' as kind, format('%I.%I', n.nspname, i.relname) as name,
                  format('%s can''t be used below the policies of %s', i.relname, \(LintQuery.relation)) as detail
                from pg_index as x join pg_class as i on i.oid = x.indexrelid join pg_class as c on c.oid = x.indrelid
                join own as n on n.oid = c.relnamespace
                join pg_opclass as o on o.oid = x.indclass[0] join pg_am as m on m.oid = i.relam
                where not exists (select from pg_constraint as k where k.conindid = i.oid and k.contype = 'x')
                  and exists (select from pg_policy as p where p.polrelid = c.oid and p.polcmd in ('r', '*')
                    and pg_get_expr(p.polqual, p.polrelid) <> 'true')
                  and exists (
                    select from pg_amop as a join pg_operator as r on r.oid = a.amopopr join pg_proc as f on f.oid = r.oprcode
                    where a.amopfamily = o.opcfamily and a.amoplefttype = o.opcintype and not f.proleakproof
                      and case m.amname when 'btree' then a.amopstrategy = 3 and a.amoprighttype = o.opcintype
                        when 'hash' then a.amopstrategy = 1 and a.amoprighttype = o.opcintype else true end)
                """)),
    ]
}

extension LintedDatabase.LintedPolicy {
    /// What its conditions call for each row, in a fixed order.
    fileprivate var calls: [PolicyExpression.Call] {
        Set(expressions.flatMap(\.callsPerRow)).sorted { ($0.function, $0.text ?? "") < ($1.function, $1.text ?? "") }
    }
}

extension LintedDatabase {
    /// Whether a call answers the same for a whole statement: who the caller is, and what its token says. Other settings
    /// may change while a statement runs.
    fileprivate func asksForCaller(_ call: PolicyExpression.Call) -> Bool {
        guard let function = functions[call.function], !function.isImmutable else { return false }
        return function.schema == "auth"
            || function.id.name.hasPrefix("pg_catalog.current_setting(") && call.text?.hasPrefix("request.") ?? true
    }

    /// Whether a subquery reads much for each row. One that looks a single row up by its key costs the same for every
    /// row, and is the better form where callers may read most of the other table.
    fileprivate func isCostly(_ subquery: PolicyExpression.Subquery) -> Bool {
        guard !subquery.tables.isEmpty else { return false }
        if subquery.kind == .membership { return true }
        guard subquery.isCorrelated else { return false }
        let compared = Set(subquery.comparisons.filter { equalities.contains($0.operator) }.map(\.column))
        let keys = subquery.tables.compactMap { tables[$0]?.keys }.flatMap(\.self)
        return !keys.contains { !$0.isEmpty && $0.isSubset(of: compared) }
    }
}
