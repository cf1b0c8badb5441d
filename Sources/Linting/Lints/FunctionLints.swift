internal import Diagnostics

/// Functions, and who may call them.
extension Lint {
    static let functions: [Lint] = [
        Lint(
            "function_search_path_mutable", ["0011"], .error, "a function looks names up wherever its caller says",
            because: "a caller can put a table or operator of its own in the place of one that the function means",
            mend: "alter function … set search_path = '', and write every name with its schema",
            .query(
                """
                select 'function' as kind, \(LintQuery.function) as name,
                  format('%s has no search_path of its own', \(LintQuery.function)) as detail
                from pg_proc as f join own as n on n.oid = f.pronamespace
                where f.prokind in ('f', 'p') and \(LintQuery.isNoMember("pg_proc", "f.oid"))
                  and not exists (select from unnest(f.proconfig) as s (setting) where s.setting ~ '^search_path=')
                """)),
        definer("anon_security_definer_function_executable", "0028", role: "anon", "whoever isn't signed in"),
        definer("authenticated_security_definer_function_executable", "0029", role: "authenticated", "every account"),
        Lint(
            "policy_helper_unsafe", ["B9"], .error, "a function that policies call is open, or not what it should be",
            because:
                "a policy is as safe as the functions that it calls, and PostgreSQL may call a volatile one for each row",
            mend: "make it STABLE, in a schema that no API shows, with EXECUTE revoked from public and granted by name",
            .query(
                """
                select distinct 'function' as kind, \(LintQuery.function) as name,
                  format('%s %s', \(LintQuery.function), problem) as detail
                from pg_depend as d join pg_proc as f on f.oid = d.refobjid join own as n on n.oid = f.pronamespace,
                  unnest(array[
                    case when f.provolatile = 'v' then 'is volatile' end,
                    case when exists (select from exposed as e where e.oid = n.oid)
                      then 'lies in a schema that an API shows' end,
                    case when exists (select from aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) as a
                      where a.grantee = 0) then 'may be called by everybody' end]) as p (problem)
                where d.classid = 'pg_policy'::regclass and d.refclassid = 'pg_proc'::regclass and problem is not null
                  and \(LintQuery.isNoMember("pg_proc", "f.oid"))
                """)),
    ]

    private static func definer(_ name: String, _ code: String, role: String, _ who: String) -> Lint {
        Lint(
            name, [code], .error, "\(who) may call a function that runs with its owner's rights",
            because: "the function is an entrance beside every policy, and an API offers it by its name",
            mend: "revoke execute on function … from public, \(role), or move it to a schema that no API shows; an "
                + "entrance that is meant is allowed by name",
            .query(
                """
                select 'function' as kind, \(LintQuery.function) as name,
                  format('%s is open to %s', \(LintQuery.function), api.rolname) as detail
                from pg_proc as f join exposed as n on n.oid = f.pronamespace
                join api on api.rolname = '\(role)' and has_function_privilege(api.oid, f.oid, 'EXECUTE')
                where f.prosecdef and f.prorettype <> all (array['trigger', 'event_trigger']::regtype[])
                  and \(LintQuery.isNoMember("pg_proc", "f.oid"))
                """))
    }
}
