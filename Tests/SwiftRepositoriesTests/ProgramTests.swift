import GeneratedFiles
import Testing

/// Builds a generated package with a program that uses it, and runs that against a real PostgreSQL.
@Suite(.serialized) struct ProgramTests {
    /// Rows in memory and in PostgreSQL come to the same, error for error.
    @Test func bothFlavoursAgree() async throws {
        let memory = try await Program.shared().run("memory")
        let database = try await Program.shared().run("postgres", in: .open)
        let differences = zip(memory.split(separator: "\n"), database.split(separator: "\n")).filter { $0 != $1 }
        #expect(differences.map { "\($0) | \($1)" } == [])
        #expect(memory == database)
        try Golden("program").expect([GeneratedFile("everyday.txt", text: database)])
    }

    /// The generated policies and privileges decide what the generated package can do: other people's rows can't be
    /// seen, changed or made, and all that a user may do works.
    @Test(arguments: [Program.Database.plain, .supabase])
    func usersAreKeptApart(database: Program.Database) async throws {
        let output = try await Program.shared().run("users", in: database)
        #expect(
            output == """
                Ada creates a todo: Ada's
                Bob creates a todo: Bob's
                what Ada sees: Ada's
                what Bob sees: Bob's
                what a stranger sees: notPermitted
                what an admin sees: Ada's, Bob's
                Ada changes hers: Ada's 5 true
                Bob looks for Ada's: nothing
                Bob changes Ada's: notFound
                Bob deletes Ada's: notFound
                Bob creates one for Ada: notPermitted
                an insert for Ada: 42501
                a todo given away: 42501
                a stranger creates one: notPermitted
                claims can't be overruled: 1
                all of them at once: [1]
                Ada creates a tag: green
                Bob tags Ada's: notPermitted
                Ada tags hers: done
                Bob takes the tag away: notFound
                Bob changes the tag: notPermitted
                the tag's todos, for Ada: 1
                the tag's todos, for Bob: 0
                what the service sees: Ada's, Bob's
                Ada creates a place: Hers
                Bob looks for it: nothing
                Bob reads its name: Hers true 1
                Ada and Bob ask for hers: ["Hers 4 true"] 0 0
                a stranger asks for one: notPermitted
                the service asks for one: true
                a stranger reads it: notPermitted
                Bob deletes it: notFound
                Ada deletes it: done
                Bob reads no name: 0
                Bob restores it: notFound
                Ada restores it: Hers

                """)
    }

    @Test func connectionsAreCareful() async throws {
        let output = try await Program.shared().run("connections", in: .plain)
        #expect(
            output == """
                refused, and keeps the password
                refused, and keeps the password
                refused, and keeps the password
                refused, and keeps the password
                host=/tmp: libpq's own
                host=localhost: libpq's own
                host=127.0.0.1: libpq's own
                host=::1: libpq's own
                host=db.example.org: verify-full
                host=127.example.org: verify-full
                host=localhost,db.example.org: verify-full
                host=localhost hostaddr=192.0.2.1: verify-full
                service=app: verify-full
                host=db.example.org sslmode=require: require
                dbname=x: libpq's own
                settings keep the password
                a call: done
                a call after closing: done
                refused by libpq: number of parameters must be between 0 and 65535
                a call after that: done
                ended by the server: 57P01
                a call after that: done

                """)
    }

    @Test func accountsTakeTheirRowsAlong() async throws {
        let output = try await Program.shared().run("accounts")
        #expect(
            output == """
                create: done
                delete the account: done
                left: (0, 1)
                create without an account: invalid(constraint: "owner_id")

                """)
    }
}
