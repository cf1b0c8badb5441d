import DatabaseTesting
import Foundation
import LocalPostgres
import Migrations
import Postgres
import Specification
import Subprocess
import SwiftRepositories
import Testing

/// A generated package shares rows by link, in memory as in PostgreSQL.
@Suite struct ShareLinkTests {
    @Test func bothFlavoursShare() async throws {
        let example = try Specifications.example("links", target: .supabase)
        let program = Specifications.folder.appending(path: "Program/ShareLinks/main.swift").path
        try await withFolder(of: example.model.swiftPackage()) { folder in
            let built = try await shell(
                """
                cd '\(folder)'/Packages/*/Sources
                swiftc -swift-version 6 -I CLibPQ -Xcc -I/usr/include/postgresql -o '\(folder)/program' \
                $(find *Data -name '*.swift') '\(program)' -lpq
                """)
            try #require(built.succeeded, "\(built.text)")
            let memory = try await shell("'\(folder)/program'")
            #expect(memory.text == Self.expected)
            try await withDatabase(.supabaseExplicit) { connection in
                try await connection.execute(example.migration.up)
                try await connection.execute(
                    """
                    insert into auth.users (id) values ('00000000-0000-4000-8000-00000000000a')
                    """)
                let name = try await connection.query("select current_database()").one.text(0)
                let address = "host=\(try await testServer().socketFolder) user=authenticator dbname=\(name)"
                let rows = try await shell("'\(folder)/program'", environment: ["TEST_DATABASE": address])
                #expect(rows.text == Self.expected)
            }
        }
    }

    private static let expected = """
        the link shows: ["one"]
        with it: ["about one"]
        not: []
        the folder's shows: ["one", "two"]
        with it: ["about one"]
        the bookmark's shows: ["first"]
        a guess shows: 0
        nobody shares: notPermitted
        into the past: invalid(constraint: "expires_at")
        deleted: 0 0
        links of the folder: 1 true
        taken back: 0

        """
}
