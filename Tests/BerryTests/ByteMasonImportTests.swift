import Foundation
import SystemPackage
import Testing

/// ByteMason's specification files.
@Suite struct ByteMasonImportTests {
    private func write(_ text: String, to path: String, of project: Project) throws {
        try text.write(toFile: project.folder.appending(path).string, atomically: true, encoding: .utf8)
    }

    @Test func theCurrentFormIsLoadedAndReadBack() async throws {
        try await Project.with(example: nil) { project in
            try write(
                #"""
                {"name": "todo-app", "description": "A list.", "features": ["Due dates", "Sharing"],
                 "structure": {"pages": [], "components": [], "api_routes": [], "database": [
                   {"name": "todos", "sql_schema": "CREATE TABLE todos (id SERIAL PRIMARY KEY, list_id uuid REFERENCES lists(id), title TEXT NOT NULL); CREATE POLICY \"all\" ON lists FOR SELECT USING (true);"},
                   {"name": "lists", "sql_schema": "CREATE TABLE lists (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name TEXT NOT NULL);"}]}}
                """#, to: "plan.json", of: project)
            let run = try await project.succeed("import", "plan.json", "-o", "spec/specification.json")
            let text = try String(
                contentsOfFile: project.folder.appending("spec/specification.json").string, encoding: .utf8)
            for part in [
                #""name": "todo-app""#, "A list.", "Features: Due dates; Sharing.", #""name": "List""#,
                #"{"who": "anyone", "can": ["read"]}"#,
            ] {
                #expect(text.contains(part), "\(part) in \(text)")
            }
            let sql = try String(contentsOfFile: project.folder.appending("sql/imported.sql").string, encoding: .utf8)
            #expect(sql.contains("todos"), "\(run.errors)")
        }
    }

    @Test func whatIsNoSchemaIsRefused() async throws {
        try await Project.with(example: nil) { project in
            func run(_ sql: String) async throws -> String {
                let text = #"{"name": "x", "structure": {"database": [{"name": "t", "sql_schema": "\#(sql)"}]}}"#
                try write(text, to: "plan.json", of: project)
                let run = try await project.berry("import", "plan.json", "-o", "made.json")
                #expect(run.status == 1)
                #expect(!FileManager.default.fileExists(atPath: project.folder.appending("made.json").string))
                return run.errors
            }
            for (sql, part) in [
                ("not sql at all", "[not-sql]"), ("copy t from program 'id'", "[reaches-outside]"),
                ("select pg_read_file('/etc/passwd')", "plan.json:1:"),
                ("create table t (x nothing)", "table t:1:19: error:"),
            ] {
                let errors = try await run(sql)
                #expect(errors.contains(part), "\(errors)")
            }
        }
    }

    @Test func theArchivedFormIsRead() async throws {
        try await Project.with(example: nil) { project in
            try write(
                #"""
                {"name": "blog", "description": "Posts.", "frontend": [], "api": {}, "features": ["Comments"],
                 "dataModel": {"Author": {"id": "uuid", "name": "string"},
                   "Post": {"title": "string", "author": "Author", "isPublic": "boolean?", "mood": "whatever"}}}
                """#, to: "plan.json", of: project)
            let run = try await project.succeed("import", "plan.json")
            for part in [
                #"{"name": "author", "kind": "belongsTo", "entity": "Author", "required": true"#,
                #"{"name": "isPublic", "type": "boolean"}"#, #"{"name": "name", "type": "text", "required": true}"#,
                "Features: Comments.",
            ] {
                #expect(run.output.contains(part), "\(part) in \(run.output)")
            }
            #expect(run.errors.contains("plan.json:3:") && run.errors.contains("[unknown-type]"))
        }
    }
}
