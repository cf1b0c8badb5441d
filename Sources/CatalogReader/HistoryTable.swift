internal import Catalog
public import Postgres

/// A table in which another migration tool notes what it has applied. It is that tool's own, and no part of a project's
/// schema.
public struct HistoryTable: Hashable, Sendable {
    public var tool: Tool
    /// As SQL writes it, with its schema.
    public var name: String
    /// The names of its columns.
    public var columns: Set<String>
    /// The sequences that belong to its columns, as SQL writes them.
    public var sequences: [String]

    public enum Tool: Hashable, Sendable { case drizzle, golangMigrate, hasura, nself, supabase }

    private init?(schema: String, table: String, name: String, columns: Set<String>, sequences: [String]) {
        switch (schema, table) {
        case ("supabase_migrations", "schema_migrations") where columns.contains("version"): tool = .supabase
        case ("hdb_catalog", "schema_migrations") where columns.contains("version"): tool = .hasura
        case ("hdb_catalog", "hdb_version") where columns.contains("cli_state"): tool = .hasura
        case (_, "__drizzle_migrations") where columns.isSuperset(of: ["hash", "created_at"]): tool = .drizzle
        case (_, "schema_migrations") where columns == ["version", "dirty"]: tool = .golangMigrate
        case (_, "schema_migrations") where columns == ["version", "applied_at"]: tool = .nself
        default: return nil
        }
        (self.name, self.columns, self.sequences) = (name, columns, sequences)
    }

    /// Those of a database, by name. A table that is only called like one of them has other columns.
    public static func read(_ connection: Connection) async throws -> [HistoryTable] {
        let rows = try await connection.query(
            """
            select n.nspname as schema, c.relname as relation, format('%I.%I', n.nspname, c.relname) as name,
              array(select a.attname::text from pg_catalog.pg_attribute as a
                where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by 1) as columns,
              array(select format('%I.%I', sn.nspname, s.relname) from pg_catalog.pg_depend as d
                join pg_catalog.pg_class as s on s.oid = d.objid and s.relkind = 'S'
                join pg_catalog.pg_namespace as sn on sn.oid = s.relnamespace
                where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid = c.oid
                  and d.refobjsubid > 0 order by 1) as sequences
            from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            where c.relkind = 'r' and c.relname in ('schema_migrations', '__drizzle_migrations', 'hdb_version')
            order by 3
            """)
        return try rows.compactMap { row in
            HistoryTable(
                schema: try row.text("schema"), table: try row.text("relation"), name: try row.text("name"),
                columns: Set(try row.texts("columns")), sequences: try row.texts("sequences"))
        }
    }

    /// What a catalog would call it and what belongs to it.
    var ids: [Fact.ID] { [Fact.ID(.table, name)] + sequences.map { Fact.ID(.sequence, $0) } }
}
