import AccessSurvey
import DatabaseTesting
import Foundation
import Migrations
import Postgres
import Reviewing
import Specification
import Testing

/// Who may do what, found out by asking a database for everything.
@Suite struct SurveyTests {
    /// Owners, roles, members with roles, parents, shares, soft deletion and a second factor, as a reviewer reads them.
    @Test(arguments: ["blog", "documents", "shares", "teams", "trash", "limits"])
    func saysWhoMayDoWhat(name: String) async throws {
        let document = AccessDocument(name, try await Self.survey(name))
        try compare(document.text, withFile: "AccessSurveyTests/Expected/\(name).md")
    }

    @Test func dataIsReadAsItWasWritten() async throws {
        let survey = try await Self.survey("teams")
        let data = try AccessDocument("teams", survey).data
        try compare(data, withFile: "AccessSurveyTests/Expected/teams.json")
        #expect(try JSONDecoder().decode(AccessSurvey.self, from: Data(data.utf8)) == survey)
    }

    /// Policies and privileges of somebody's own count like generated ones.
    @Test(arguments: [
        (
            "create policy p on posts for delete to authenticated "
                + "using ('editor' = any ((select private.app_roles())::text[]))",
            ["editors can now delete posts"]
        ),
        (
            "drop policy \"Anyone can read comments\" on comments",
            [
                "people who aren't signed in and signed-in accounts can no longer read comments",
                "authors can no longer change comments", "authors can no longer delete comments",
            ]
        ),
        (
            "create policy p on posts for select to anon using (status <> 'draft')",
            ["post tags where the post's status", "posts where status"].map { rows in
                "people who aren't signed in can now read \(rows) is not 'draft' instead of \(rows) is 'published'"
            }
        ),
        (
            "create policy p on comments for delete to authenticated "
                + "using (exists (select from posts as p where p.id = post_id and p.author_id = auth.uid()))",
            ["authors of the post can now delete comments"]
        ),
        ("revoke update (title) on posts from authenticated", ["clients can no longer change posts.title"]),
        ("create policy p on posts for delete to authenticated using (false)", []),
        ("alter policy \"Anyone can read comments\" on comments using (1 = 1)", []),
    ])
    func saysWhoGainsAndWhoLoses(sql: String, sentences: [String]) async throws {
        let difference = AccessDifference(
            from: try await Self.survey("blog"), to: try await Self.survey("blog", after: sql))
        #expect(difference.changes.map(\.sentence) == sentences)
        for change in difference.changes {
            #expect(change.widens == change.sentence.contains("can now"))
            #expect(change.narrows == !change.widens || change.sentence.contains("instead of"))
        }
    }

    /// Nothing is known where nobody can sign in.
    @Test func needsAccounts() async throws {
        try await withDatabase(.plain) { connection in
            try await connection.execute("create table notes (id int primary key)")
            #expect(try await AccessSurvey.take(on: connection) == nil)
        }
    }

    private static func survey(_ name: String, after sql: String = "") async throws -> AccessSurvey {
        let example = try Example(name, target: .supabase)
        return try await withDatabase(.supabaseLegacy) { connection in
            try await connection.execute(example.migration.up + sql)
            return try #require(try await AccessSurvey.take(on: connection))
        }
    }
}
