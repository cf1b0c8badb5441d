internal import Catalog
internal import CatalogReader
internal import Foundation
internal import Postgres

/// What lints know of a database: the facts that berry reads of every database, and what its policies mean.
struct LintedDatabase: Sendable {
    let catalog: Catalog
    /// The roles of an API's callers that the server has.
    let apiRoles: [String]
    /// The schemas that they may use, as SQL writes their names.
    let exposedSchemas: Set<String>
    let policies: [LintedPolicy]
    /// Tables and views, by number.
    let tables: [Int: LintedTable]
    /// Functions that policies call, by number.
    let functions: [Int: LintedFunction]
    /// The numbers of the operators that are called `=`.
    let equalities: Set<Int>
    /// What everybody but the owner may do, by table.
    let rights: [Fact.ID: [Right]]

    /// A table or view.
    struct LintedTable: Sendable {
        var id: Fact.ID
        /// By number, as SQL writes their names.
        var columns: [Int: String] = [:]
        /// The columns of each of its unique indexes.
        var keys: [Set<Int>] = []
    }

    struct LintedFunction: Sendable {
        var id: Fact.ID
        var schema: String
        var isImmutable: Bool
    }

    /// A policy with the meaning of its conditions.
    struct LintedPolicy: Sendable {
        var fact: Fact
        /// The number of its table.
        var table: Int
        var using: PolicyExpression?
        var check: PolicyExpression?

        var expressions: [PolicyExpression] { [using, check].compactMap(\.self) }
        /// `select`, `insert`, `update`, `delete` or `all`.
        var command: String { fact[.command] ?? "all" }
        var roles: [String] { (fact[.roles] ?? "public").components(separatedBy: ", ") }
        var isPermissive: Bool { fact[.restrictive] == nil }
        /// Whether it says the same of every row and every caller: `true`.
        var isConstant: Bool { expressions.allSatisfy(\.isConstant) }

        func concerns(_ command: String) -> Bool { self.command == command || self.command == "all" }
        func concerns(role: String) -> Bool { roles.contains(role) || roles.contains("public") }
    }

    /// That a role may do something with a table, or with one of its columns.
    struct Right: Sendable, Hashable {
        /// `select`, `truncate`, …
        var name: String
        var grantee: String
        var column: String?
    }
}

extension LintedDatabase {
    /// Asks a database.
    ///
    /// - Throws: `PostgresError`.
    init(_ connection: isolated Connection) async throws {
        catalog = try await CatalogReader.read(connection)
        try await connection.execute("set local search_path = ''")
        apiRoles = try await connection.execute(
            "select rolname from pg_roles where rolname in (\(Self.apiRoleList)) order by 1"
        ).map { try $0.text(0) }
        exposedSchemas = Set(
            try await connection.execute(
                """
                select distinct quote_ident(n.nspname) from pg_namespace as n
                join pg_roles as r on r.rolname in (\(Self.apiRoleList))
                where \(Self.isOwn("n")) and has_schema_privilege(r.oid, n.oid, 'USAGE')
                """
            ).map { try $0.text(0) })
        policies = try await Self.policies(catalog, connection)
        tables = try await Self.tables(connection)
        functions = try await Self.functions(
            Set(policies.flatMap(\.expressions).flatMap(\.callsPerRow).map(\.function)), connection)
        equalities = Set(
            try await connection.execute("select oid from pg_operator where oprname = '='").map { try $0.int(0) })
        rights = Self.rights(of: catalog)
    }

    static let apiRoleNames = ["anon", "authenticated"]
    static let apiRoleList = apiRoleNames.map { "'\($0)'" }.joined(separator: ", ")

    /// That a namespace is somebody's own, and not a platform's, an extension's or berry's.
    static func isOwn(_ namespace: String) -> String {
        "\(ForeignSchemas.excluded(namespace)) and \(namespace).nspname <> 'berry'"
    }

    private static func policies(
        _ catalog: Catalog, _ connection: isolated Connection
    ) async throws -> [LintedPolicy] {
        let rows = try await connection.execute(
            """
            select format('%I on %I.%I', p.polname, n.nspname, c.relname) as name, p.polrelid as table,
              p.polqual::text as using, p.polwithcheck::text as check
            from pg_policy as p join pg_class as c on c.oid = p.polrelid join pg_namespace as n on n.oid = c.relnamespace
            order by 1
            """)
        return try rows.compactMap { row in
            guard let fact = catalog[Fact.ID(.policy, try row.text("name"))] else { return nil }
            func expression(_ column: String) throws -> PolicyExpression? {
                try row.optionalText(column).flatMap(NodeTree.init).map(PolicyExpression.init)
            }
            return LintedPolicy(
                fact: fact, table: try row.int("table"), using: try expression("using"),
                check: try expression("check"))
        }
    }

    private static func tables(_ connection: isolated Connection) async throws -> [Int: LintedTable] {
        var tables: [Int: LintedTable] = [:]
        let columns = try await connection.execute(
            """
            select c.oid, format('%I.%I', n.nspname, c.relname), c.relkind, a.attnum, quote_ident(a.attname)
            from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
            join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
            """)
        for row in columns {
            let kind: Fact.Kind =
                switch try row.text(2) {
                case "v": .view
                case "m": .materializedView
                default: .table
                }
            let table = try row.int(0)
            let id = Fact.ID(kind, try row.text(1))
            tables[table, default: LintedTable(id: id)].columns[try row.int(3)] = try row.text(4)
        }
        let keys = try await connection.execute(
            """
            select indrelid, array_to_string(indkey[0:indnkeyatts - 1], ' ') from pg_index
            where indisunique and indpred is null and indexprs is null
            """)
        for row in keys {
            let columns = try row.text(1).split(separator: " ").compactMap { Int($0) }
            tables[try row.int(0)]?.keys.append(Set(columns))
        }
        return tables
    }

    private static func functions(
        _ numbers: Set<Int>, _ connection: isolated Connection
    ) async throws -> [Int: LintedFunction] {
        guard !numbers.isEmpty else { return [:] }
        let list = numbers.sorted().map(String.init).joined(separator: ", ")
        let rows = try await connection.execute(
            """
            select f.oid, \(LintQuery.function), quote_ident(n.nspname), f.provolatile = 'i'
            from pg_proc as f join pg_namespace as n on n.oid = f.pronamespace where f.oid in (\(list))
            """)
        var functions: [Int: LintedFunction] = [:]
        for row in rows {
            functions[try row.int(0)] = LintedFunction(
                id: Fact.ID(.function, try row.text(1)), schema: try row.text(2), isImmutable: try row.bool(3))
        }
        return functions
    }

    static func rights(of catalog: Catalog) -> [Fact.ID: [Right]] {
        var rights: [Fact.ID: [Right]] = [:]
        for grant in catalog.facts where grant.kind == .grant {
            guard let parent = grant.parent, let grantee = grant[.grantee], let privileges = grant[.privileges] else {
                continue
            }
            let object = parent.kind == .column ? catalog[parent]?.parent ?? parent : parent
            for privilege in privileges.components(separatedBy: ", ") {
                let name = privilege.replacing(" with grant option", with: "")
                rights[object, default: []].append(Right(name: name, grantee: grantee, column: grant[.column]))
            }
        }
        return rights
    }
}

extension LintedDatabase {
    func facts(_ kinds: Fact.Kind...) -> [Fact] { catalog.facts.filter { kinds.contains($0.kind) } }

    /// The tables that hold rows of this database.
    var localTables: [Fact] { facts(.table).filter { $0[.server] == nil } }

    func isExposed(_ fact: Fact) -> Bool { fact[.schema].map(exposedSchemas.contains) ?? false }

    /// The table that a thing is on, or the thing itself.
    func table(of id: Fact.ID) -> Fact.ID {
        var id = id
        while let parent = catalog[id]?.parent, parent.kind != .schema { id = parent }
        if catalog[id]?.kind == .policy, let table = catalog[id]?[.table] { return Fact.ID(.table, table) }
        return id
    }

    /// What an API's callers may do with a table or view.
    func apiRights(on object: Fact.ID) -> [Right] {
        guard !apiRoles.isEmpty else { return [] }
        return (rights[object] ?? []).filter { $0.grantee == "public" || apiRoles.contains($0.grantee) }
    }

    /// Whether `role` may do `name` with `object`, or with some of its columns.
    func may(_ role: String, _ name: String, on object: Fact.ID) -> Bool {
        apiRights(on: object).contains { $0.name == name && ($0.grantee == role || $0.grantee == "public") }
    }

    /// The policies of each table, by the table's name.
    var policiesByTable: [String: [LintedPolicy]] {
        Dictionary(grouping: policies) { $0.fact[.table] ?? "" }
    }
}
