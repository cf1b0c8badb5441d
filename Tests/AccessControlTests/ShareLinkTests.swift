import DatabaseTesting
import Migrations
import Postgres
import Testing

/// What a link shows, to whom, and who may make one.
@Suite struct ShareLinkTests {
    private static let folder = "20000000-0000-4000-8000-000000000002"
    private static let document = "20000000-0000-4000-8000-000000000003"
    private static let other = "20000000-0000-4000-8000-000000000004"

    /// Accounts of the test. The author is a member of the team, too.
    private enum Person: String, CaseIterable {
        case owner, author, member, stranger

        var account: String {
            "10000000-0000-4000-8000-00000000000\(Self.allCases.firstIndex(of: self) ?? 0)"
        }
    }

    /// A folder of a team with two documents of the author's, each with a comment and an internal one.
    private func withDocuments(
        world: World = .plain, _ body: @Sendable (Connection) async throws -> Void
    ) async throws {
        try await withDatabase(world) { connection in
            try await connection.execute(Example("links", target: world.target).migration.up)
            for person in Person.allCases {
                try await connection.execute(
                    "insert into auth.users (id, email) values ('\(person.account)', '\(person)@example.com')")
            }
            let team = "20000000-0000-4000-8000-000000000001"
            try await connection.execute(
                """
                insert into public.teams (id) values ('\(team)');
                insert into public.team_members (team_id, user_id, role) values
                  ('\(team)', '\(Person.owner.account)', 'owner'), ('\(team)', '\(Person.author.account)', 'member'),
                  ('\(team)', '\(Person.member.account)', 'member');
                insert into public.folders (id, name, team_id) values ('\(Self.folder)', 'ours', '\(team)');
                insert into public.documents (id, title, secret, folder_id, author_id) values
                  ('\(Self.document)', 'one', 's3cret', '\(Self.folder)', '\(Person.author.account)'),
                  ('\(Self.other)', 'two', 's3cret', '\(Self.folder)', '\(Person.author.account)');
                insert into public.comments (body, is_internal, document_id)
                select text || title, text = 'internal ', id
                from public.documents cross join unnest(array['about ', 'internal ']) as text;
                insert into public.bookmarks (owner_id, slug, title) values
                  ('\(Person.stranger.account)', 'a', 'first'), ('\(Person.stranger.account)', 'b', 'second');
                """)
            try await body(connection)
        }
    }

    /// The values of the first column, or the SQLSTATE with which a statement is refused; what it did stays.
    private static func ask(_ person: Person?, _ sql: String, _ connection: Connection) async throws -> String {
        let claims = person.map { #""sub":"\#($0.account)""# } ?? ""
        let role = person == nil ? "anon" : "authenticated"
        try await connection.execute(
            "begin; select set_config('request.jwt.claims', '{\(claims)}', true); set local role \(role)")
        do throws(PostgresError) {
            let rows = try await connection.execute(sql)
            var answers: [String] = []
            for row in rows { answers.append(try row.optionalText(0) ?? "null") }
            try await connection.execute("commit")
            return answers.joined(separator: ", ")
        } catch {
            try await connection.execute("rollback")
            return error.sqlState ?? "\(error)"
        }
    }

    private static func share(
        _ person: Person?, _ what: String, _ connection: Connection
    ) async throws -> String {
        try await ask(person, "select public.share_\(what)", connection)
    }

    private static func shown(
        _ column: String, of table: String, _ token: String, to person: Person? = nil, _ connection: Connection
    ) async throws -> String {
        try await ask(person, "select \(column) from public.shared_\(table)('\(token)') order by 1", connection)
    }

    @Test(arguments: World.allCases) func aLinkShowsOneRowAndWhatIsReadThroughIt(world: World) async throws {
        try await withDocuments(world: world) { connection in
            let token = try await Self.share(.author, "document('\(Self.document)')", connection)
            #expect(token.count == 64)
            for person in [nil, Person.stranger] {
                #expect(try await Self.shown("title", of: "documents", token, to: person, connection) == "one")
                #expect(try await Self.shown("body", of: "comments", token, to: person, connection) == "about one")
                #expect(try await Self.shown("name", of: "folders", token, to: person, connection) == "")
            }
            // Nothing else is open because of it.
            #expect(try await Self.ask(.stranger, "select title from public.documents", connection) == "")
            #expect(try await Self.ask(nil, "select title from public.documents", connection) == "42501")
            #expect(try await Self.ask(nil, "select id from public.share_links", connection) == "42501")
        }
    }

    /// A folder's link shows the documents in it, and what is read through these.
    @Test func aLinkShowsWhatIsFurtherDown() async throws {
        try await withDocuments { connection in
            let token = try await Self.share(.owner, "folder('\(Self.folder)')", connection)
            #expect(try await Self.shown("name", of: "folders", token, connection) == "ours")
            #expect(try await Self.shown("title", of: "documents", token, connection) == "one, two")
            #expect(try await Self.shown("body", of: "comments", token, connection) == "about one, about two")
            // The link's own row is gone with what it shows.
            try await connection.execute("delete from public.folders")
            #expect(try await connection.execute("select from public.share_links").isEmpty)
        }
    }

    @Test func hiddenAndDeletedIsNotShown() async throws {
        try await withDocuments { connection in
            let document = try await Self.share(.author, "document('\(Self.document)')", connection)
            let folder = try await Self.share(.owner, "folder('\(Self.folder)')", connection)
            for column in ["secret", "deleted_at"] {
                #expect(try await Self.shown(column, of: "documents", document, connection) == "42703")
            }
            let deletion = "select public.delete_document('\(Self.document)')"
            #expect(try await Self.ask(.author, deletion, connection) == "t")
            #expect(try await Self.shown("title", of: "documents", document, connection) == "")
            #expect(try await Self.shown("body", of: "comments", document, connection) == "")
            #expect(try await Self.shown("title", of: "documents", folder, connection) == "two")
            #expect(try await Self.shown("body", of: "comments", folder, connection) == "about two")
            #expect(try await Self.share(.author, "document('\(Self.document)')", connection) == "42501")
        }
    }

    /// Whoever may update a row shares it, sees its links and takes them back; nobody else does any of that.
    @Test func whoMayUpdateMayShare() async throws {
        try await withDocuments { connection in
            for person in [nil, Person.owner, .member, .stranger] {
                #expect(try await Self.share(person, "document('\(Self.document)')", connection) == "42501")
            }
            for person in [nil, Person.author, .member, .stranger] {
                #expect(try await Self.share(person, "folder('\(Self.folder)')", connection) == "42501")
            }
            let token = try await Self.share(.author, "document('\(Self.document)')", connection)
            let links = "select document_id::text from public.share_links"
            #expect(try await Self.ask(.author, links, connection) == Self.document)
            for person in [Person.owner, .member, .stranger] {
                #expect(try await Self.ask(person, links, connection) == "")
                #expect(try await Self.ask(person, "delete from public.share_links returning 1", connection) == "")
            }
            let insert =
                "insert into public.share_links (document_id, shared_by_id) values ('\(Self.document)', '\(Person.author.account)')"
            #expect(try await Self.ask(.author, insert, connection) == "42501")
            let prolonging = "update public.share_links set expires_at = 'infinity'"
            #expect(try await Self.ask(.author, prolonging, connection) == "42501")
            #expect(try await Self.shown("title", of: "documents", token, connection) == "one")
            #expect(try await Self.ask(.author, "delete from public.share_links returning 1", connection) == "1")
            #expect(try await Self.shown("title", of: "documents", token, connection) == "")
        }
    }

    @Test func linksEnd() async throws {
        try await withDocuments { connection in
            let token = try await Self.share(
                .author, "document('\(Self.document)', now() + interval '1 hour')", connection)
            #expect(try await Self.shown("title", of: "documents", token, connection) == "one")
            try await connection.execute("update public.share_links set expires_at = now()")
            #expect(try await Self.shown("title", of: "documents", token, connection) == "")
            #expect(try await Self.shown("body", of: "comments", token, connection) == "")
            for end in ["now()", "'-infinity'", "null"] {
                #expect(try await Self.share(.author, "document('\(Self.document)', \(end))", connection) == "22023")
            }
            let days = try await connection.execute("select (expires_at - created_at)::text from public.share_links")
            #expect(days.count == 1)
        }
    }

    /// Neither the token nor its hash can be read, not even by whoever shares; only the hash is stored.
    @Test func tokensAreStoredHashed() async throws {
        try await withDocuments { connection in
            let token = try await Self.share(.author, "document('\(Self.document)')", connection)
            let stored = try await connection.query(
                "select token_hash, encode(sha256(convert_to($1, 'UTF8')), 'hex'), l::text from public.share_links as l",
                [Parameter(token)])
            try #require(stored.count == 1, "\(token)")
            #expect(try stored[0].text(0) == stored[0].text(1))
            #expect(try !stored[0].text(2).contains(token))
            #expect(try await Self.ask(.author, "select token_hash from public.share_links", connection) == "42501")
            for guess in [try stored[0].text(0), "", "null", "%", String(token.dropLast())] {
                #expect(try await Self.shown("title", of: "documents", guess, connection) == "")
            }
            #expect(try await Self.ask(nil, "select title from public.shared_documents(null)", connection) == "")
        }
    }

    /// A row is named by all parts of its key, and a link shows that one alone.
    @Test func keysOfSeveralParts() async throws {
        try await withDocuments { connection in
            let key = "bookmark('\(Person.stranger.account)', 'a')"
            #expect(try await Self.share(.owner, key, connection) == "42501")
            let token = try await Self.share(.stranger, key, connection)
            #expect(try await Self.shown("title", of: "bookmarks", token, connection) == "first")
            #expect(try await Self.shown("title", of: "documents", token, connection) == "")
        }
    }
}
