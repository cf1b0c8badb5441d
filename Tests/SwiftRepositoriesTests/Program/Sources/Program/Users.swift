import Foundation
@testable import TodoData

extension Program {
    /// Two accounts, a stranger and the application itself, on what the specification's migration made.
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
        await step("Ada changes hers") { () throws(RepositoryError) in
            try await byAda.todos.update(hers.id, TodoPatch(estimate: .set(5)))
        } _: {
            "\($0.title) \($0.estimate ?? 0) \($0.updatedAt > hers.updatedAt)"
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
        await refusals(client)
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
        await links(byAda, byBob, hers)
        await step("what the service sees") { () throws(RepositoryError) in
            try await TodoDatabase.postgres(client, as: .service).todos.list(sortedBy: [.ascending(.title)])
        } _: {
            $0.map(\.title).joined(separator: ", ")
        }
        await placeNames(byAda, byBob, stranger, .postgres(client, as: .service))
    }

    /// What no function of the package offers is refused by the database all the same.
    private static func refusals(_ client: PostgresClient) async {
        for (name, sql) in [
            ("an insert for Ada", "insert into public.todos (title, owner_id) values ('Present', $1)"),
            ("a todo given away", "update public.todos set owner_id = $1"),
        ] {
            do throws(PostgresFailure) {
                _ = try await client.transaction(as: .user(bob), [PostgresStatement(sql, [ada.uuidString])])
                print("\(name): done")
            } catch {
                print("\(name): \(error.sqlState)")
            }
        }
    }

    /// Tags are everybody's, and fastened to a todo by its owner alone.
    private static func links(_ byAda: TodoDatabase, _ byBob: TodoDatabase, _ hers: Todo) async {
        let tag = await step("Ada creates a tag") { () throws(RepositoryError) in
            try await byAda.tags.create(TagDraft(slug: "green"))
        } _: {
            $0.slug
        }
        guard let tag else { return }
        await step("Bob tags Ada's") { () throws(RepositoryError) in
            try await byBob.todos.add(tag: tag.id, to: hers.id)
        }
        await step("Ada tags hers") { () throws(RepositoryError) in
            try await byAda.todos.add(tag: tag.id, to: hers.id)
        }
        await step("Bob takes the tag away") { () throws(RepositoryError) in
            try await byBob.todos.remove(tag: tag.id, from: hers.id)
        }
        await step("Bob changes the tag") { () throws(RepositoryError) in
            try await byBob.tags.update(tag.id, TagPatch(slug: .set("red")))
        }
        for (name, data) in [("Ada", byAda), ("Bob", byBob)] {
            await step("the tag's todos, for \(name)") { () throws(RepositoryError) in
                try await data.tags.todos(of: tag.id)
            } _: {
                "\($0.count)"
            }
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
