import AccessControl
import DatabaseTesting
import Diagnostics
import Migrations
import Postgres
import SQL
import Schema
import Specification
import Testing

@testable import SpecificationFormats

/// The blog of nself's documentation becomes a database as it is printed there.
@Suite struct BlogTests {
    private func blog() throws -> Example {
        try Example(
            json: DBMLImport(dbmlFile("nself-blog"), named: "blog").specification.canonicalText, target: .postgres)
    }

    @Test func nothingOfItIsLost() throws {
        #expect(try DBMLImport(dbmlFile("nself-blog"), named: "blog").diagnostics == [])
    }

    @Test func itsSchemaIsGenerated() throws {
        try compare(
            try blog().schema.tables.map(Self.summary).joined(),
            withFile: "SpecificationFormatsTests/Expected/nself-blog.sql.txt")
    }

    private static func summary(_ table: TableSchema) -> String {
        var text = "\(table.definition.name.name)\n"
        for column in table.definition.columns {
            text +=
                "  \(column.name) \(column.type)\(column.isNotNull ? " not null" : "")\(column.defaultValue == nil ? "" : " default")\n"
        }
        for constraint in table.definition.constraints { text += "  \(constraint.name)\n" }
        for index in table.indexes { text += "  \(index.name)\n" }
        return text
    }

    @Test func aServerTakesIt() async throws {
        let migration = try blog().migration
        try await withDatabase(.plain) { connection in
            try await connection.execute(migration.up)
            let foreignKeys = try await connection.query(
                "select conrelid::regclass::text, confrelid::regclass::text from pg_constraint "
                    + "where contype = 'f' and connamespace = 'public'::regnamespace order by conname")
            #expect(foreignKeys.count == 7)
            let key = try await connection.query(
                "select pg_get_constraintdef(oid) from pg_constraint where conname = 'post_tags_pkey'")
            #expect(try key.one.text(0) == "PRIMARY KEY (post_id, tag_id)")
            let indexes = try await connection.query(
                "select indexdef from pg_indexes where schemaname = 'public' and indexdef ~ 'is_published|post_id, created'"
            )
            #expect(indexes.count == 2)
            let roles = try await connection.query(
                "insert into public.users (email, username, password_hash) values ('a@b.example', 'a', 'x') "
                    + "returning role, is_active::text, is_verified::text, (created_at is not null)::text")
            #expect(try (0..<4).map { try roles.one.text($0) } == ["user", "true", "false", "true"])
            await #expect(throws: PostgresError.self) {
                try await connection.execute(
                    "insert into public.users (email, username, password_hash, role) values ('c@d.example', 'c', 'x', 'king')"
                )
            }
        }
    }
}
