internal import Catalog
internal import Diagnostics

/// What an API shows beside tables.
extension Lint {
    static let exposure: [Lint] = [
        Lint(
            "auth_users_exposed", ["0002"], .error, "a view shows the accounts to an API's callers",
            because: "mail addresses, telephone numbers and hashes of passwords are in auth.users",
            mend: "show a table of profiles instead, which holds only what others may see",
            .query(
                """
                select case c.relkind when 'm' then 'materialized view' else 'view' end as kind, \(LintQuery.relation) as name,
                  format('%s reads auth.users, and is open to %s', \(LintQuery.relation), api.rolname) as detail
                from pg_class as c join exposed as n on n.oid = c.relnamespace
                join pg_rewrite as r on r.ev_class = c.oid
                join pg_depend as d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
                  and d.refclassid = 'pg_class'::regclass and d.refobjid = 'auth.users'::regclass
                join api on has_any_column_privilege(api.oid, c.oid, 'SELECT')
                where c.relkind in ('v', 'm')
                """, needing: ["auth.users"])),
        Lint(
            "security_definer_view", ["0010", "B11"], .error, "a view reads with the rights of its owner",
            because: "the policies of the tables below it don't hold for whoever reads the view",
            mend: "alter view … set (security_invoker = true)",
            .facts { database in
                database.facts(.view).filter { view in
                    database.isExposed(view) && !(view[.options] ?? "").isSecurityInvoker
                        && database.apiRights(on: view.id).contains { $0.name.isRowCommand }
                }.map { Place($0.id, "\($0.name) shows what its owner may read") }
            }),
        Lint(
            "materialized_view_in_api", ["0016"], .error, "an API's callers may read a materialized view",
            because: "it has no row level security, and holds what its owner could read when it was filled",
            mend: "move it to a schema that no API shows, and read it through a function that checks the caller",
            .facts { database in
                database.facts(.materializedView).filter { view in
                    database.isExposed(view) && database.apiRights(on: view.id).contains { $0.name == "select" }
                }.map { Place($0.id, "\($0.name) is open to an API's callers") }
            }),
        Lint(
            "foreign_table_in_api", ["0017"], .error, "an API's callers may reach a foreign table",
            because: "row level security doesn't hold for tables of another server",
            mend: "move it to a schema that no API shows, and read it through a function that checks the caller",
            .facts { database in
                database.facts(.table).filter { table in
                    table[.server] != nil && database.isExposed(table)
                        && database.apiRights(on: table.id).contains { $0.name.isRowCommand }
                }.map { Place($0.id, "\($0.name) is open to an API's callers") }
            }),
        Lint(
            "extension_in_public", ["0014"], .warning, "an extension lies in a schema that an API shows",
            because: "the API offers its functions to every caller",
            mend: "alter extension … set schema extensions",
            .facts { database in
                database.facts(.extension).filter { database.isExposed($0) }
                    .map { Place($0.id, "the extension \($0.name) lies in \($0[.schema] ?? "public")") }
            }),
        Lint(
            "insecure_queue_exposed_in_api", ["0019"], .error, "a message queue is open to an API's callers",
            because: "without row level security whoever may read one message may read and drop all of them",
            mend: "alter table pgmq.q_… enable row level security, and grant its reading by policies",
            .query(
                """
                select 'table' as kind, \(LintQuery.relation) as name,
                  format('%s is open to %s without row level security', \(LintQuery.relation), api.rolname) as detail
                from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
                join api on has_table_privilege(api.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE')
                  and has_schema_privilege(api.oid, n.oid, 'USAGE')
                where n.nspname = 'pgmq' and c.relkind in ('r', 'p') and c.relname ~ '^[qa]_' and not c.relrowsecurity
                """)),
        Lint(
            "sensitive_columns_exposed", ["0023"], .error,
            "callers who aren't signed in may read a column that is called like a secret",
            because: "passwords, tokens and numbers of cards are of use to whoever reads them",
            mend: "grant SELECT on the other columns by name, or move it to a schema that no API shows",
            .query(
                """
                select 'table' as kind, \(LintQuery.relation) as name,
                  format('%s.%I is open to anon', \(LintQuery.relation), a.attname) as detail
                from pg_class as c join exposed as n on n.oid = c.relnamespace
                join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                join api on api.rolname = 'anon' and has_column_privilege(api.oid, c.oid, a.attnum, 'SELECT')
                where c.relkind in ('r', 'p')
                  and (not c.relrowsecurity or exists (select from pg_policy as p where p.polrelid = c.oid
                    and p.polcmd in ('r', '*') and p.polpermissive and p.polroles && array[0::oid, api.oid]))
                  and a.attname ~ ('^(.*_)?(password|passwd|password_hash|pass_hash|secret|secret_key|private_key|api_key'
                    || '|token|token_hash|access_token|refresh_token|session_token|ssn|social_security_number|tax_id'
                    || '|card_number|credit_card|credit_card_number|cvv|cvc|iban|account_number|otp|totp_secret|pin_code)$')
                """)),
        Lint(
            "public_bucket_allows_listing", ["0025"], .warning, "callers may list the files of a public bucket",
            because: "a public bucket serves files to whoever knows their path, and listing tells everybody all paths",
            mend: "drop the SELECT policy; files of a public bucket are served without one",
            .query(
                """
                select 'policy' as kind, format('%I on storage.objects', p.polname) as name,
                  format('%I on storage.objects lets callers list the public bucket %s', p.polname, b.id) as detail
                from pg_policy as p join storage.buckets as b on b.public
                where p.polrelid = 'storage.objects'::regclass and p.polcmd in ('r', '*')
                  and (pg_get_expr(p.polqual, p.polrelid) !~ 'bucket_id'
                    or pg_get_expr(p.polqual, p.polrelid) ~ quote_literal(b.id))
                """, needing: ["storage.buckets", "storage.objects"])),
        graphQL("pg_graphql_anon_table_exposed", "0026", role: "anon", "everybody"),
        graphQL("pg_graphql_authenticated_table_exposed", "0027", role: "authenticated", "every account"),
        Lint(
            "fkey_to_auth_unique", ["0021"], .error, "a key refers to the accounts by something else than their id",
            because: "the platform owns the table, and may drop or rebuild its other unique indexes",
            mend: "refer to auth.users (id)",
            .query(
                """
                select 'constraint' as kind, format('%I on %s', k.conname, \(LintQuery.relation)) as name,
                  format('%I on %s refers to %s by a column that isn''t its primary key', k.conname, \(LintQuery.relation),
                    k.confrelid::regclass) as detail
                from pg_constraint as k join pg_class as c on c.oid = k.conrelid join own as n on n.oid = c.relnamespace
                join pg_class as f on f.oid = k.confrelid join pg_namespace as a on a.oid = f.relnamespace and a.nspname = 'auth'
                where k.contype = 'f' and not exists (
                  select from pg_index as i where i.indexrelid = k.conindid and i.indisprimary)
                """)),
    ]

    /// Only where pg_graphql is installed, whose extension has that sequence.
    private static func graphQL(_ name: String, _ code: String, role: String, _ who: String) -> Lint {
        Lint(
            name, [code], .warning, "the GraphQL interface shows \(who) that a table is there",
            because: "its introspection lists the tables and columns that a role may read, whatever the policies say",
            mend: "revoke SELECT from the role where it needs none, or drop the extension pg_graphql",
            .query(
                """
                select 'table' as kind, \(LintQuery.relation) as name,
                  format('%s is listed for \(role)', \(LintQuery.relation)) as detail
                from pg_class as c join exposed as n on n.oid = c.relnamespace
                join api on api.rolname = '\(role)' and has_any_column_privilege(api.oid, c.oid, 'SELECT')
                where c.relkind in ('r', 'p', 'v', 'm', 'f')
                """, needing: ["graphql.seq_schema_version"]))
    }
}

extension String {
    /// Whether a view's options say that it reads with its caller's rights.
    fileprivate var isSecurityInvoker: Bool {
        ["true", "on", "yes", "1"].contains { contains("security_invoker='\($0)'") }
    }
}
