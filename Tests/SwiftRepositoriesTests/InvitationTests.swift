import DatabaseTesting
import Foundation
import LocalPostgres
import Migrations
import Postgres
import Specification
import Subprocess
import SwiftRepositories
import Testing

/// A generated package invites members and lets them in, in memory as in PostgreSQL.
@Suite struct InvitationTests {
    @Test func bothFlavoursLetMembersIn() async throws {
        let example = try Specifications.example("invitations", target: .supabase)
        let program = Specifications.folder.appending(path: "Program/Invitations/main.swift").path
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
                    insert into auth.users (id) values
                      ('00000000-0000-4000-8000-00000000000a'), ('00000000-0000-4000-8000-00000000000b')
                    """)
                let name = try await connection.query("select current_database()").one.text(0)
                let address = "host=\(try await testServer().socketFolder) user=authenticator dbname=\(name)"
                let rows = try await shell("'\(folder)/program'", environment: ["TEST_DATABASE": address])
                #expect(rows.text == Self.expected)
            }
        }
    }

    private static let expected = """
        the service invites: notPermitted
        invitations: ["admin true"]
        Bob brings a guess: notFound
        Bob brings the token: welcome
        Bob brings the token again: notFound
        nobody brings it: notPermitted
        Bob is: ["admin"]
        accepted by Bob: true true
        lasts a week: true

        """
}
