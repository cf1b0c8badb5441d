import Foundation
import Postgres
import Testing

/// What `berry.json` says of databases is what happens there.
@Suite struct SettingsTests {
    @Test func theLedgerHasAnotherName() async throws {
        try await Project.withDatabase(settings: "{\"ledger\": \"applied\"}") { project, _, connection in
            #expect(try await connection.count("select from berry.applied") == 1)
            #expect(try await connection.query("select to_regclass('berry.migrations') is null").one.bool(0))
            try project.add(field: "{\"name\": \"dueDate\", \"type\": \"date\"}")
            try await project.succeed("db", "push")
            #expect(try await connection.count("select from berry.applied where status = 'applied'") == 2)
            try await project.succeed("db", "migrate", "down", "--allow", "breaks-clients")
            #expect(try await project.succeed("db", "history").output.contains("taken back in"))
            // Whoever changes it later on is told what the table is called.
            try project.write(
                "berry.json", try project.read("berry.json").replacing("\"applied\"", with: "\"other\""))
            let run = try await project.berry("db", "push")
            #expect(run.status == 1)
            #expect(run.errors.contains("\"ledger\": \"applied\""), "\(run.errors)")
        }
    }

    @Test(arguments: [
        ("{\"ledger\": \"Migrations\"}", "can't be the name"), ("{\"ledger\": \"history\"}", "another table"),
        ("{\"ledger\": \"select\"}", "can't be the name"), ("{\"ledgerWait\": 0}", "from 1 to 86400 seconds"),
        ("{\"lockTimeout\": 300}", "shorter than statementTimeout"), ("{\"lockTimeout\": \"2s\"}", "berry.json:1:"),
        ("{\"locktimeout\": 2}", "lockTimeout"),
    ])
    func refuses(settings: String, because reason: String) async throws {
        try await Project.with { project in
            try project.write(
                "berry.json",
                "{\"specification\": \"spec/specification.json\", \"postgresql\": 15, \"database\": \(settings)}")
            let run = try await project.berry("db", "status", "--database-url", "postgresql://nobody@/x?host=/nowhere")
            #expect(run.status == 1)
            let generate = try await project.berry("generate")
            #expect(generate.status == 1, "\(generate.everything)")
            #expect(generate.errors.contains(reason), "\(generate.errors)")
            #expect(generate.errors.contains("berry.json:1:"), "\(generate.errors)")
        }
    }

    @Test func waitsAsLongAsItIsTold() async throws {
        try await Project.withDatabase(settings: "{\"ledgerWait\": 1, \"lockTimeout\": 1, \"statementTimeout\": 2}") {
            project, database, connection in
            // Another run has the database.
            let other = try await database.connect()
            try await other.execute("select pg_advisory_lock(7203914421)")
            try project.add(field: "{\"name\": \"dueDate\", \"type\": \"date\"}")
            let busy = try await project.berry("db", "push")
            #expect(busy.status == 1)
            #expect(busy.errors.contains("for more than 1 seconds"), "\(busy.errors)")
            await other.close()

            // A statement takes too long: on the table that holds rows, not in the rehearsal.
            try project.write(
                migration: "20270101000000_slow",
                up: "select pg_sleep(case when exists (select from public.todos) then 4 else 0 end);\n")
            let slow = try await project.berry("db", "push", "--allow", "changes-rows")
            #expect(slow.status == 1)
            #expect(slow.errors.contains("statement timeout"), "\(slow.errors)")
            #expect(try await connection.count("select from berry.migrations") == 1)
        }
    }
}
