import Foundation

@testable import TodoData

extension Program {
    /// What a connection string leads to, and what is never printed of it.
    static func connections(_ connection: String) async {
        for string in [
            "host=127.0.0.1 port=1 user=app password=hunter2 dbname=x",
            "postgresql://app:hunter2@127.0.0.1:1/x",
            "password='hunter2", "postgresql://app:hunter2@127.0.0.1:1/x?hunter2=1",
        ] {
            do throws(RepositoryError) {
                let client = try PostgresClient(string)
                _ = try await TodoDatabase.postgres(client, as: .service).todos.count()
                print("connected")
            } catch {
                var text = "\(error)"
                dump(error, to: &text)
                print(
                    "refused, \(text.contains("hunter2") ? "and tells the password" : "and keeps the password")"
                )
            }
        }
        for string in [
            "host=/tmp", "host=localhost", "host=127.0.0.1", "host=::1", "host=db.example.org",
            "host=127.example.org",
            "host=localhost,db.example.org", "host=localhost hostaddr=192.0.2.1", "service=app",
            "host=db.example.org sslmode=require", "dbname=x",
        ] {
            let mode = (try? ConnectionSettings(string))?.values["sslmode"]
            print("\(string): \(mode ?? "libpq's own")")
        }
        if let settings = try? ConnectionSettings("host=/tmp password=hunter2") {
            var text = "\(settings) \(String(reflecting: settings))"
            dump(settings, to: &text)
            print("settings \(text.contains("hunter2") ? "tell" : "keep") the password")
        }
        guard let client = try? PostgresClient(connection) else { return }
        let data = TodoDatabase.postgres(client, as: .service)
        await step("a call") { () throws(RepositoryError) in try await data.todos.count() }
        await client.close()
        await step("a call after closing") { () throws(RepositoryError) in try await data.todos.count() }
        do throws(PostgresFailure) {
            // More parameters than a statement can have: libpq refuses it, with others sent already.
            let parameters = [String?](repeating: "a", count: 70_000)
            _ = try await client.transaction(as: .service, [PostgresStatement("select 1", parameters)])
        } catch {
            print("refused by libpq: \(error.message)")
        }
        await step("a call after that") { () throws(RepositoryError) in try await data.todos.count() }
        do throws(PostgresFailure) {
            let end = PostgresStatement("select pg_terminate_backend(pg_backend_pid())")
            _ = try await client.transaction(as: .service, [PostgresStatement("reset role"), end])
        } catch {
            print("ended by the server: \(error.sqlState)")
        }
        await step("a call after that") { () throws(RepositoryError) in try await data.todos.count() }
    }

    /// In memory, an account takes along what belongs to it.
    static func accounts() async {
        let store = InMemoryStore()
        let data = TodoDatabase.inMemory(store, as: .user(ada))
        await step("create") { () throws(RepositoryError) in
            _ = try await data.todos.create(TodoDraft(title: "a"))
            _ = try await data.categories.create(CategoryDraft(name: "b", ownerId: Account.ID(bob)))
        }
        await step("delete the account") { () throws(RepositoryError) in try await store.deleteAccount(ada) }
        await step("left") { () throws(RepositoryError) in
            (try await data.todos.count(), try await data.categories.count())
        } _: {
            "\($0)"
        }
        await step("create without an account") { () throws(RepositoryError) in
            try await TodoDatabase.inMemory(as: .service).todos.create(TodoDraft(title: "a"))
        }
    }
}
