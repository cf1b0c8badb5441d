internal import Postgres
internal import SQL

/// The tables of a database that seeds can fill, as its catalog describes them.
struct SeedCatalog: Sendable {
    struct Table: Sendable {
        var id: Int
        var name: QualifiedName
        var columns: [SeedColumn] = []
        var key: [String] = []

        func column(named name: String) -> SeedColumn? { columns.first { $0.name == name } }
    }

    struct ForeignKey: Sendable {
        var name: String
        var table: Int
        var columns: [String]
        var target: Int
        var referenced: [String]
    }

    private(set) var tables: [QualifiedName: Table] = [:]
    private(set) var foreignKeys: [ForeignKey] = []

    /// Reads the ordinary and partitioned tables outside of the system's schemas.
    static func read(_ connection: isolated Connection) async throws(PostgresError) -> SeedCatalog {
        var catalog = SeedCatalog()
        var names: [Int: QualifiedName] = [:]
        for row in try await connection.query(tableQuery) {
            let name = QualifiedName(try row.text("schema"), try row.text("name"))
            let id = try row.int("id")
            names[id] = name
            catalog.tables[name] = Table(id: id, name: name, key: try row.texts("key"))
        }
        for row in try await connection.query(columnQuery) {
            guard let name = names[try row.int("id")] else { continue }
            let element = try row.optionalText("element")
            var valueType = SeedColumn.ValueType(
                category: try row.text("category"), name: try row.text("type_name"))
            if let element {
                valueType = .array(of: .init(category: try row.text("element_category"), name: element))
            }
            catalog.tables[name]?.columns.append(
                SeedColumn(
                    name: try row.text("name"), type: try row.text("type"), valueType: valueType,
                    defaultValue: try row.optionalText("default"), isNullable: try row.bool("nullable"),
                    isGenerated: try row.bool("generated"), sequence: try row.optionalText("sequence")))
        }
        for row in try await connection.query(foreignKeyQuery) {
            catalog.foreignKeys.append(
                ForeignKey(
                    name: try row.text("name"), table: try row.int("id"), columns: try row.texts("columns"),
                    target: try row.int("target"), referenced: try row.texts("referenced")))
        }
        return catalog
    }

    private static let isSeedable = """
        c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
          and n.nspname not like 'pg\\_toast%' and n.nspname not like 'pg\\_temp%'
        """

    private static let tableQuery = """
        select c.oid::bigint as id, n.nspname::text as schema, c.relname::text as name,
          array(
            select a.attname::text
            from unnest(k.conkey) with ordinality as part (number, place)
            join pg_attribute a on a.attrelid = c.oid and a.attnum = part.number
            order by part.place) as key
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
        where \(isSeedable)
        """

    private static let columnQuery = """
        select a.attrelid::bigint as id, a.attname::text as name, format_type(a.atttypid, a.atttypmod) as type,
          b.typname::text as type_name, b.typcategory::text as category, e.typname::text as element,
          e.typcategory::text as element_category, not a.attnotnull as nullable,
          a.attgenerated <> '' or a.attidentity = 'a' as generated,
          case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end as default,
          s.oid::regclass::text as sequence
        from pg_attribute a
        join pg_class c on c.oid = a.attrelid
        join pg_namespace n on n.oid = c.relnamespace
        join pg_type t on t.oid = a.atttypid
        join pg_type b on b.oid = case t.typtype when 'd' then t.typbasetype else t.oid end
        left join pg_type e on e.oid = b.typelem and b.typcategory = 'A'
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        left join lateral (
          select p.objid as oid
          from pg_depend p
          join pg_class q on q.oid = p.objid and q.relkind = 'S'
          where p.classid = 'pg_class'::regclass and p.refclassid = 'pg_class'::regclass
            and p.refobjid = a.attrelid and p.refobjsubid = a.attnum and p.deptype in ('a', 'i')
          limit 1) s on true
        where a.attnum > 0 and not a.attisdropped and \(isSeedable)
        order by a.attrelid, a.attnum
        """

    private static let foreignKeyQuery = """
        select k.conname::text as name, k.conrelid::bigint as id, k.confrelid::bigint as target,
          array(
            select a.attname::text
            from unnest(k.conkey) with ordinality as part (number, place)
            join pg_attribute a on a.attrelid = k.conrelid and a.attnum = part.number
            order by part.place) as columns,
          array(
            select a.attname::text
            from unnest(k.confkey) with ordinality as part (number, place)
            join pg_attribute a on a.attrelid = k.confrelid and a.attnum = part.number
            order by part.place) as referenced
        from pg_constraint k
        where k.contype = 'f' and k.conparentid = 0
        order by k.conrelid, k.conname
        """
}
