import Diagnostics
import DomainModel
import Foundation
import GeneratedFiles
import SQL
import Schema
import Seeding
import Specification
import SystemPackage
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite struct GeneratingTests {
    @Test func theSameSchemaGivesTheSameBytes() throws {
        for example in Example.all {
            let application = try TestApplication(example.specification)
            #expect(application.seeds.files == application.seeds.files)
        }
    }

    /// The files as they are in `Expected`: a change to them shows in review. With `BERRY_RECORD` set they are
    /// written anew, and the test fails.
    @Test(arguments: [Example.todo, .everyType, .constraints, .profile])
    func filesAreAsExpected(example: Example) throws {
        let folder = FilePath(#filePath).removingLastComponent().appending("Expected")
        for file in try TestApplication(example.specification).seeds.files {
            let name =
                "\(example.name.replacing(" ", with: "-")).\(FilePath(file.path).lastComponent?.string ?? "")"
            let path = folder.appending(name)
            if getenv("BERRY_RECORD") != nil {
                let descriptor = try FileDescriptor.open(
                    path, .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
                _ = try descriptor.closeAfter { try descriptor.writeAll(file.contents) }
                Issue.record("\(name) was recorded")
                continue
            }
            let expected = try? String(contentsOfFile: path.string, encoding: .utf8)
            #expect(expected == file.text, "\(name)")
        }
    }

    @Test func otherTablesStayWhenOneIsAdded() throws {
        let before = try TestApplication(Example.todo.specification).seeds
        let more = Example.todo.specification.replacing(
            #""entities": ["#,
            with: #""entities": [{"name": "Extra", "fields": [{"name": "note", "type": "text"}]}, "#)
        let after = try TestApplication(more).seeds
        #expect(after.table(named: .init("public", "extras")) != nil)
        for table in before.tables { #expect(after.table(named: table.name) == table) }
    }

    @Test func otherColumnsStayWhenOneIsAdded() throws {
        func seeds(_ more: String) throws -> SeedData {
            try TestApplication(
                entities:
                    #"{"name": "Tag", "fields": [{"name": "name", "type": "text", "required": true}\#(more)]}"#
            ).seeds
        }
        let (before, after) = (try seeds(""), try seeds(#", {"name": "size", "type": "integer"}"#))
        let name = QualifiedName("public", "tags")
        for column in before.table(named: name)?.columns ?? [] {
            #expect(
                after.table(named: name)?.values(of: column) == before.table(named: name)?.values(of: column))
        }
    }

    @Test func everyOwnerHasRowsOfEveryKind() throws {
        let todos = try TestApplication(Example.todo.specification).seeds.rows("todos")
        let owners = Dictionary(grouping: todos) { $0["owner_id"] }
        #expect(owners.count == 4)
        for rows in owners.values {
            #expect((3...5).contains(rows.count))
            #expect(Set(rows.map { $0["status"] }) == [.text("draft"), .text("published")])
        }
    }

    @Test func rowsReferToRowsOfTheSameOwner() throws {
        let seeds = try TestApplication(Example.todo.specification).seeds
        let categories = Dictionary(
            uniqueKeysWithValues: seeds.rows("categories").map { ($0["id"], $0["owner_id"]) })
        let todos = seeds.rows("todos")
        for todo in todos where todo["category_id"] != .null {
            #expect(categories[todo["category_id"]] == todo["owner_id"])
        }
        #expect(todos.contains { $0["category_id"] == .null })
    }

    @Test func treesBeginWithTheirRoots() throws {
        let todos = try TestApplication(Example.todo.specification).seeds.rows("todos")
        for (index, todo) in todos.enumerated() where todo["parent_id"] != .null {
            #expect(
                todos[..<index].contains {
                    $0["id"] == todo["parent_id"] && $0["owner_id"] == todo["owner_id"]
                })
        }
        #expect(todos.contains { $0["parent_id"] == .null })
        #expect(todos.contains { $0["parent_id"] != .null })
    }

    @Test func columnsThatExcludeEachOtherBothGetValues() throws {
        let events = try TestApplication(Example.constraints.specification).seeds.rows("events")
        #expect(events.contains { $0["phone"] == .null })
        #expect(events.contains { $0["email"] == .null })
    }

    @Test func rolesGoToTheLastAccounts() throws {
        let seeds = try TestApplication(Example.profile.specification).seeds
        let roles = seeds.table(named: .init("auth", "users"))?.values(of: "raw_app_meta_data") ?? []
        let editor = SeedValue.object([.init("role", .text("editor"))])
        #expect(roles == [.object([]), .object([]), editor, .object([.init("role", .text("admin"))])])
    }

    @Test(arguments: [
        (
            #"{"sql": "now() < '2030-01-01'"}"#,
            "whether a row meets its check 'things_check' can't be told without the database"
        ),
        (#"{"sql": "size > 3 and size < 3"}"#, "no row was found that meets its check 'things_check'"),
        (
            #"{"sql": "md5(name) = 'x'"}"#,
            "whether a row meets its check 'things_check' can't be told without the database"
        ),
    ])
    func tablesWithoutSolutionStayEmpty(check: String, reason: String) throws {
        let application = try TestApplication(
            entities: """
                {"name": "Thing", "checks": [\(check)], "fields": [
                  {"name": "size", "type": "integer", "required": true}, {"name": "name", "type": "text", "required": true}]},
                {"name": "Part", "relations": [{"name": "thing", "kind": "belongsTo", "entity": "Thing", "required": true}]},
                {"name": "Note", "relations": [{"name": "thing", "kind": "belongsTo", "entity": "Thing"}]}
                """)
        let seeds = application.seeds
        #expect(
            seeds.diagnostics.map(\.message) == [
                "'things' has no seed rows: \(reason)",
                "'parts' has no seed rows, because it needs rows of 'things'",
            ])
        #expect(seeds.diagnostics.allSatisfy { $0.severity == .warning })
        #expect(seeds.tables.map(\.name.name) == ["users", "notes"])
    }
}
