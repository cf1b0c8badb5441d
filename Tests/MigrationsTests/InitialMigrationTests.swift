import Catalog
import CatalogReader
import DatabaseTesting
import Migrations
import Postgres
import Specification
import Testing

/// Specifications whose migrations are kept as files and run on real servers.
let examples = ["todo", "blog", "everything", "hostile", "rules", "teams"]

@Suite struct InitialMigrationTests {
    @Test(arguments: examples, ["up", "down"])
    func isReadable(name: String, direction: String) throws {
        let migration = try Example(name).migration
        try compare(
            direction == "up" ? migration.up : try #require(migration.down),
            withFile: "MigrationsTests/Expected/\(name).\(direction).sql")
    }

    /// Supabase projects made before and after the default privileges changed end up the same.
    @Test(arguments: examples)
    func makesTheSameInBothSupabaseWorlds(name: String) async throws {
        let migration = try Example(name, target: .supabase).migration
        var catalogs: [Catalog] = []
        var privileges: [[String]] = []
        for world in [World.supabaseLegacy, .supabaseExplicit] {
            try await withDatabase(world) { connection in
                try await connection.execute(migration.up)
                catalogs.append(try await CatalogReader.read(connection))
                privileges.append(try await rightsOfTheAPIRoles(connection))
            }
        }
        #expect(CatalogDifference(expected: catalogs[0], found: catalogs[1]).isEmpty)
        #expect(privileges[0] == privileges[1])
        for right in privileges[0] where !right.contains("CREATE") {
            #expect(!["TRUNCATE", "REFERENCES", "TRIGGER"].contains { right.contains($0) }, "\(right)")
        }
    }

    @Test(arguments: examples, World.allCases)
    func canBeTakenBackAndRunAgain(name: String, world: World) async throws {
        let migration = try Example(name, target: world.target).migration
        try await withDatabase(world) { connection in
            let before = try await CatalogReader.read(connection)
            try await connection.execute(migration.up)
            let first = try await CatalogReader.read(connection)
            try await connection.execute(try #require(migration.down))
            let after = try await CatalogReader.read(connection)
            #expect(CatalogDifference(expected: before, found: after).isEmpty)
            let setup = DatabaseSetup(
                connection, project: "00000000-0000-0000-0000-000000000001", application: name, target: world.target)
            #expect(try await setup.inspect() == .empty)
            try await connection.execute(migration.up)
            let second = try await CatalogReader.read(connection)
            #expect(CatalogDifference(expected: first, found: second).isEmpty)
        }
    }

    /// PostgreSQL's own words for what a migration made: the same on every major, or drift would be seen where none is.
    @Test(arguments: ["everything", "hostile"])
    func readsBackTheSameOnEveryMajor(name: String) async throws {
        try await withDatabase(.supabaseExplicit) { connection in
            try await connection.execute(try Example(name, target: .supabase).migration.up)
            let facts = try await CatalogReader.read(connection).facts.map { fact in
                "\(fact.id)\n"
                    + fact.properties.sorted { $0.key.rawValue < $1.key.rawValue }
                    .map { "    \($0.key.rawValue): \($0.value)\n" }.joined()
            }
            try compare(facts.joined(separator: "\n"), withFile: "MigrationsTests/Expected/\(name).catalog.txt")
        }
    }

    /// What has_…_privilege answers: it also counts what a role has through `public`.
    private func rightsOfTheAPIRoles(_ connection: Connection) async throws -> [String] {
        try await connection.query(
            """
            with roles (role) as (values ('anon'), ('authenticated'), ('service_role')),
            own as (select oid, nspname from pg_namespace where nspname in ('public', 'private'))
            select format('%s %s %s', role, privilege, c.oid::regclass) as right
            from pg_class as c join own as o on o.oid = c.relnamespace and c.relkind in ('r', 'p'), roles,
              unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) as p (privilege)
            where has_table_privilege(role, c.oid, privilege)
            union all
            select format('%s %s %s.%s', role, privilege, c.oid::regclass, a.attname)
            from pg_class as c join own as o on o.oid = c.relnamespace and c.relkind in ('r', 'p')
            join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0, roles,
              unnest(array['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) as p (privilege)
            where has_column_privilege(role, c.oid, a.attnum, privilege)
            union all
            select format('%s %s %s', role, privilege, c.oid::regclass)
            from pg_class as c join own as o on o.oid = c.relnamespace and c.relkind = 'S', roles,
              unnest(array['SELECT', 'UPDATE', 'USAGE']) as p (privilege)
            where has_sequence_privilege(role, c.oid, privilege)
            union all
            select format('%s EXECUTE %s', role, f.oid::regprocedure)
            from pg_proc as f join own as o on o.oid = f.pronamespace, roles
            where has_function_privilege(role, f.oid, 'EXECUTE')
            union all
            select format('%s %s %s', role, privilege, o.nspname)
            from own as o, roles, unnest(array['CREATE', 'USAGE']) as p (privilege)
            where has_schema_privilege(role, o.oid, privilege)
            order by 1
            """
        ).map { try $0.text(0) }
    }
}

extension CatalogDifference {
    static let none = CatalogDifference(expected: Catalog([]), found: Catalog([]))
}
