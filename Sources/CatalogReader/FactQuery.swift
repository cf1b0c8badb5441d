internal import Catalog

/// How the facts of one kind are asked for.
///
/// The statement answers a row for each fact. Every column is one of these, or a property of the fact by its name:
/// - `oid`, `sub`: what PostgreSQL's dependencies call the thing, together with `catalog`; `sub` is a column's number.
/// - `name`: the fact's name. For facts about another fact, what is added to that one's name.
/// - `parent`, `parent_sub`: what it vanishes with; `parent_class` where that isn't always in `parentCatalog`.
/// - `on`, `on_sub`: a relation or column that it needs besides.
/// - `position`: its place among its siblings.
/// - `platform`: whether the platform brings it, and not a project.
/// - `inherited`: the parent tables that it comes from, a JSON array.
struct FactQuery {
    var kind: Fact.Kind
    /// The system catalog that numbers the things; nil when nothing can depend on them.
    var catalog: String?
    var parentCatalog = "pg_class"
    /// Whether a parent that isn't a fact itself, such as a table of Supabase's, is no reason to leave it out.
    var allowsForeignParent = false
    /// A column without which there is nothing to ask: of a table of Supabase's, which other databases don't have.
    var requiredColumn: (table: String, column: String)?
    /// Where its name is made from that of its parent, the word between them: a comment *on* a table.
    var preposition: String?
    var sql: String

    static let all =
        schemas + types + conversions + textSearch + sequences + relations + columns + constraints + indexes + views
        + routines + triggers + replication + foreignData + privileges + remarks + storage
}

// Conditions and expressions that several queries share.
extension FactQuery {
    /// berry's ledger is no part of what a project's statements made.
    static func isOwn(_ namespace: String) -> String {
        "\(ForeignSchemas.excluded(namespace)) and \(namespace).nspname <> 'berry'"
    }

    static func isNoMember(_ catalog: String, _ oid: String) -> String {
        """
        not exists (select from pg_catalog.pg_depend as m where m.classid = '\(catalog)'::regclass
          and m.objid = \(oid) and m.deptype = 'e')
        """
    }

    static func flag(_ condition: String) -> String { "case when \(condition) then 'true' end" }

    /// The owner, where it isn't the database's: berry has no say in who a whole database belongs to.
    static func owner(_ oid: String) -> String {
        """
        case when \(oid) <> (select datdba from pg_database where datname = current_database())
          and \(oid)::regrole::text <> 'pg_database_owner' then \(oid)::regrole::text end
        """
    }

    /// A list of roles by name; 0 is everybody.
    static func roleName(_ oid: String) -> String { "case \(oid) when 0 then 'public' else \(oid)::regrole::text end" }

    /// `reloptions` and its like, as SQL writes them: `fillfactor='70', security_invoker='true'`.
    static func options(_ array: String) -> String {
        """
        (select string_agg(format('%s=%L', o.option_name, o.option_value), ', ' order by o.option_name)
          from pg_options_to_table(\(array)) as o)
        """
    }

    /// The tables that `c` comes from, where the condition holds; a JSON array.
    static func ancestors(_ condition: String) -> String {
        """
        case when \(condition) then (select json_agg(h.inhparent::regclass::text order by h.inhseqno)
          from pg_inherits as h where h.inhrelid = c.oid) end
        """
    }

    static func ownRelation(_ kinds: String) -> String {
        """
        from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
        where c.relkind in (\(kinds)) and \(isOwn("n")) and \(isNoMember("pg_class", "c.oid"))
        """
    }

    static let table = "format('%I.%I', n.nspname, c.relname) as table"
}
