import Foundation
import TodoData

extension Program {
    /// Two accounts, a stranger and the application itself, on tables with row level security.
    static func users(_ client: PostgresClient) async {
        let byAda = TodoDatabase.postgres(client, as: .user(ada))
        let byBob = TodoDatabase.postgres(client, as: .user(bob))
        let stranger = TodoDatabase.postgres(client, as: .anonymous)
        let admin = TodoDatabase.postgres(client, as: .user(bob, claims: ["app_metadata": ["role": "admin"]]))
        let hers = await step("Ada creates a todo") { () throws(RepositoryError) in
            try await byAda.todos.create(TodoDraft(title: "Ada's"))
        } _: {
            $0.title
        }
        await step("Bob creates a todo") { () throws(RepositoryError) in
            try await byBob.todos.create(TodoDraft(title: "Bob's"))
        } _: {
            $0.title
        }
        guard let hers else { return }
        for (name, data) in [("Ada", byAda), ("Bob", byBob), ("a stranger", stranger), ("an admin", admin)] {
            await step("what \(name) sees") { () throws(RepositoryError) in
                try await data.todos.list(sortedBy: [.ascending(.title)])
            } _: {
                $0.map(\.title).joined(separator: ", ")
            }
        }
        await step("Bob looks for Ada's") { () throws(RepositoryError) in
            try await byBob.todos.find(hers.id)
        } _: {
            $0 == nil ? "nothing" : "found"
        }
        await step("Bob changes Ada's") { () throws(RepositoryError) in
            try await byBob.todos.update(hers.id, TodoPatch(title: .set("Mine")))
        }
        await step("Bob deletes Ada's") { () throws(RepositoryError) in try await byBob.todos.delete(hers.id)
        }
        await step("Bob creates one for Ada") { () throws(RepositoryError) in
            try await byBob.todos.create(TodoDraft(title: "Present", ownerId: Account.ID(ada)))
        }
        await step("a stranger creates one") { () throws(RepositoryError) in
            try await stranger.todos.create(TodoDraft(title: "?", ownerId: Account.ID(ada)))
        }
        await step("claims can't be overruled") { () throws(RepositoryError) in
            try await TodoDatabase.postgres(client, as: .user(bob, claims: ["sub": .string(ada.uuidString)]))
                .todos.count()
        } _: {
            "\($0)"
        }
        await step("all of them at once") { () throws(RepositoryError) in
            try await concurrentCounts(byAda, byBob)
        } _: {
            "\($0)"
        }
        await step("what the service sees") { () throws(RepositoryError) in
            try await TodoDatabase.postgres(client, as: .service).todos.list(sortedBy: [.ascending(.title)])
        } _: {
            $0.map(\.title).joined(separator: ", ")
        }
    }

    /// Calls of several tasks on one connection don't take each other's rights.
    private static func concurrentCounts(
        _ first: TodoDatabase, _ second: TodoDatabase
    ) async throws(RepositoryError) -> Set<Int> {
        let outcomes = await withTaskGroup(of: Result<Int, RepositoryError>.self) { group in
            for index in 0..<50 {
                group.addTask {
                    do throws(RepositoryError) {
                        return .success(try await (index % 2 == 0 ? first : second).todos.count())
                    } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var counts: Set<Int> = []
        for outcome in outcomes { counts.insert(try outcome.get()) }
        return counts
    }
}
