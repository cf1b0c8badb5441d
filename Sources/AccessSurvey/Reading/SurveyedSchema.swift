internal import Foundation
internal import Postgres

/// What a survey has to know of a database to put rows into it and to name who asks.
struct SurveyedSchema: Decodable {
    var tables: [Table]
    var views: [View]
    /// What policies and functions compare with, if they look into the token at all: among it the names of app-wide
    /// roles.
    var literals: [String]

    struct Table: Decodable {
        var name: String
        /// As SQL.
        var sql: String
        var columns: [Column]
        var key: [String]
        var references: [Reference]
        var uniques: [[String]]
        /// What the table's policies compare with.
        var literals: [String]
        /// Roles of the database that may delete rows, by themselves or by that function.
        var deleters: [String]
        /// The function that deletes a row softly, as SQL.
        var deletion: String?

        func column(named name: String) -> Column? { columns.first { $0.name == name } }
        /// What tells a row from others, as SQL.
        func identity(_ alias: String = "") -> String {
            key.isEmpty
                ? "\(alias)ctid::text"
                : "concat_ws('|', \(key.map { "\(alias)\(quoted($0))::text" }.joined(separator: ", ")))"
        }
    }

    struct Column: Decodable {
        var name: String
        var type: String
        var isRequired: Bool
        /// Whether PostgreSQL makes it, whatever is stated.
        var isMade: Bool
        /// Whether a policy of the table reads it.
        var isRead: Bool
        /// The labels of its type, or what its checks compare it with.
        var values: [String]
        /// Roles of the database that may read, state or change it.
        var readers: [String]
        var writers: [String]
        var changers: [String]
    }

    struct Reference: Decodable {
        var columns: [String]
        /// As SQL, like the target's.
        var table: String
        var targets: [String]
    }

    struct View: Decodable {
        var name: String
        var sql: String
        var readers: [String]
        var asksAsCaller: Bool
    }

    static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }

    static func read(_ connection: isolated Connection) async throws -> SurveyedSchema {
        let text = try await connection.query(query).one.text(0)
        return try JSONDecoder().decode(SurveyedSchema.self, from: Data(text.utf8))
    }

    private static func holders(_ privilege: String) -> String {
        """
        (select coalesce(json_agg(r.name order by r.name), '[]')
         from unnest(array['anon', 'authenticated', 'service_role']) as r (name)
         where has_column_privilege(r.name, c.oid, a.attnum, '\(privilege)'))
        """
    }

    /// Quoted texts in an expression. One that means nothing to anybody makes no difference.
    private static func texts(_ expression: String) -> String {
        "regexp_matches(\(expression), '''((?:[^'']|'''')*)''', 'g')"
    }

    private static let query = """
        with
        relations as (
          select c.oid, c.relname, c.relkind, c.reloptions, format('%I.%I', n.nspname, c.relname) as sql
          from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
          where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
            and not exists (select from pg_depend as d
              where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
        ),
        policies as (
          select p.oid, p.polrelid,
            concat_ws(' ', pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) as text
          from pg_policy as p
        ),
        functions as (
          select f.prosrc from pg_proc as f join pg_namespace as n on n.oid = f.pronamespace
          where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'auth', 'storage', 'extensions')
            and f.prosrc ~ 'metadata|user_role|app_roles'
            and not exists (select from pg_depend as d
              where d.classid = 'pg_proc'::regclass and d.objid = f.oid and d.deptype = 'e')
        )
        select json_build_object(
          'tables', (
            select coalesce(json_agg(json_build_object(
              'name', c.relname, 'sql', c.sql,
              'columns', (
                select json_agg(json_build_object(
                  'name', a.attname, 'type', format_type(a.atttypid, null), 'isRequired', a.attnotnull,
                  'isMade', a.attgenerated <> '' or a.attidentity = 'a',
                  'isRead', exists (
                    select from pg_depend as d join policies as p on p.oid = d.objid
                    where d.classid = 'pg_policy'::regclass and p.polrelid = c.oid
                      and d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid and d.refobjsubid = a.attnum),
                  'values', coalesce(
                    (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum as e where e.enumtypid = a.atttypid),
                    (select json_agg(m.found[1] order by k.conname, m.place)
                     from pg_constraint as k,
                       \(texts("pg_get_expr(k.conbin, k.conrelid)")) with ordinality as m (found, place)
                     where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]), '[]'),
                  'readers', \(holders("select")), 'writers', \(holders("insert")),
                  'changers', \(holders("update"))) order by a.attnum)
                from pg_attribute as a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
              'key', coalesce((
                select json_agg(a.attname order by array_position(k.conkey, a.attnum))
                from pg_constraint as k join pg_attribute as a on a.attrelid = c.oid and a.attnum = any (k.conkey)
                where k.conrelid = c.oid and k.contype = 'p'), '[]'),
              'references', (
                select coalesce(json_agg(json_build_object(
                  'columns', (
                    select json_agg(a.attname order by array_position(k.conkey, a.attnum)) from pg_attribute as a
                    where a.attrelid = k.conrelid and a.attnum = any (k.conkey)),
                  'table', (
                    select format('%I.%I', s.nspname, t.relname) from pg_class as t
                    join pg_namespace as s on s.oid = t.relnamespace where t.oid = k.confrelid),
                  'targets', (
                    select json_agg(a.attname order by array_position(k.confkey, a.attnum)) from pg_attribute as a
                    where a.attrelid = k.confrelid and a.attnum = any (k.confkey)))
                  order by cardinality(k.conkey) desc, k.conname), '[]')
                from pg_constraint as k where k.conrelid = c.oid and k.contype = 'f' and k.conparentid = 0),
              'uniques', (
                select coalesce(json_agg(u.columns order by u.columns::text), '[]') from (
                  select (select json_agg(a.attname order by a.attname) from pg_attribute as a
                    where a.attrelid = c.oid and a.attnum = any (i.indkey::smallint[])) as columns
                  from pg_index as i where i.indrelid = c.oid and i.indisunique and i.indexprs is null) as u
                where u.columns is not null),
              'literals', (
                select coalesce(json_agg(distinct m.found[1]), '[]')
                from policies as p, \(texts("p.text")) as m (found) where p.polrelid = c.oid),
              'deleters', (
                select coalesce(json_agg(r.name order by r.name), '[]')
                from unnest(array['anon', 'authenticated', 'service_role']) as r (name)
                where has_table_privilege(r.name, c.oid, 'delete')),
              'deletion', (
                select f.oid::regproc::text from pg_proc as f
                where f.pronamespace = 'public'::regnamespace and f.prorettype = 'boolean'::regtype
                  and f.proname in ('delete_' || c.relname, 'delete_' || regexp_replace(c.relname, 's$', ''),
                    'delete_' || regexp_replace(c.relname, 'ies$', 'y'),
                    'delete_' || regexp_replace(c.relname, 'es$', ''))
                  and f.pronargs = (select cardinality(k.conkey) from pg_constraint as k
                    where k.conrelid = c.oid and k.contype = 'p')
                order by f.proname limit 1))
              order by c.relname collate "C"), '[]')
            from relations as c where c.relkind in ('r', 'p')),
          'views', (
            select coalesce(json_agg(json_build_object(
              'name', c.relname, 'sql', c.sql,
              'readers', (
                select coalesce(json_agg(r.name order by r.name), '[]')
                from unnest(array['anon', 'authenticated', 'service_role']) as r (name)
                where has_table_privilege(r.name, c.oid, 'select')),
              'asksAsCaller', coalesce(
                c.reloptions && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false))
              order by c.relname collate "C"), '[]')
            from relations as c where c.relkind in ('v', 'm')),
          'literals', (
            select coalesce(json_agg(distinct found.text), '[]') from (
              select m.found[1] as text from policies as p, \(texts("p.text")) as m (found)
              union all
              select m.found[1] from functions as f, \(texts("f.prosrc")) as m (found)
              union all
              select m.found[1] from relations as v, \(texts("pg_get_viewdef(v.oid)")) as m (found)
              where v.relkind in ('v', 'm')
            ) as found where (
              exists (select from policies as p where p.text ~ 'metadata|user_role') or exists (select from functions)
            ) and found.text ~ '^[A-Za-z][A-Za-z0-9_ -]{0,39}$'))
        """
}

/// A name as SQL writes it.
func quoted(_ name: String) -> String { SurveyedSchema.quoted(name) }
