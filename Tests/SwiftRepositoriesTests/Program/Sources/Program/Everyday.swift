import Foundation
import TodoData

extension Program {
    /// What an application does all day; the same in memory and in a database without access rules.
    static func everyday(_ data: TodoDatabase) async {
        let owner = Account.ID(ada)
        let home = await step("create a category") { () throws(RepositoryError) in
            try await data.categories.create(CategoryDraft(name: "Home", color: "#00ff00", ownerId: owner))
        } _: {
            "\($0.name) \($0.color ?? "-") \($0.createdAt == $0.updatedAt)"
        }
        await step("create its double") { () throws(RepositoryError) in
            try await data.categories.create(CategoryDraft(name: "Home", ownerId: owner))
        }
        await step("create two that only look the same") { () throws(RepositoryError) in
            _ = try await data.categories.create(CategoryDraft(name: "\u{E9}", ownerId: owner))
            return try await data.categories.create(CategoryDraft(name: "e\u{301}", ownerId: owner))
        } _: {
            "\($0.name.unicodeScalars.count)"
        }
        await step("create one with a long name") { () throws(RepositoryError) in
            try await data.categories.create(
                CategoryDraft(name: String(repeating: "x", count: 51), ownerId: owner))
        }
        await step("find it by its names") { () throws(RepositoryError) in
            try await data.categories.find(owner: owner, name: "Home")
        } _: {
            "\($0 == home)"
        }
        await step("find one that isn't there") { () throws(RepositoryError) in
            try await data.categories.find(owner: owner, name: "Work")
        } _: {
            "\($0 == nil)"
        }
        guard let home else { return }
        await todos(data, in: home)
        await links(data)
        await places(data)
        await step("delete the category") { () throws(RepositoryError) in
            try await data.categories.delete(home.id)
        }
        await step("its todos stay") { () throws(RepositoryError) in
            try await data.todos.list(sortedBy: [.ascending(.title)])
        } _: {
            $0.map { "\($0.title) \($0.categoryId == nil)" }.joined(separator: ", ")
        }
        await step("delete it again") { () throws(RepositoryError) in
            try await data.categories.delete(home.id)
        }
    }

    private static func todos(_ data: TodoDatabase, in home: TodoData.Category) async {
        let due = Date(timeIntervalSinceReferenceDate: 800_000_000.123_456)
        let first = await step("create a todo with defaults") { () throws(RepositoryError) in
            try await data.todos.create(TodoDraft(title: "Water the plants", dueAt: due, categoryId: home.id))
        } _: { todo in
            let hasDue = todo.dueAt.map { abs($0.timeIntervalSince(due)) < 0.000_000_5 } ?? false
            return "\(todo.completed) \(todo.priority) \(todo.ownerId == Account.ID(ada)) \(hasDue)"
        }
        guard let first else { return }
        for (name, draft) in [
            ("a todo without a title", TodoDraft(title: "")),
            ("one that takes too long", TodoDraft(title: "x", estimate: 101)),
            ("one in a category that isn't there", TodoDraft(title: "x", categoryId: Category.ID(UUID()))),
            ("one with a character that no database keeps", TodoDraft(title: "a\u{0}b")),
        ] {
            await step("create \(name)") { () throws(RepositoryError) in try await data.todos.create(draft) }
        }
        await step("create three, one of them wrong") { () throws(RepositoryError) in
            try await data.todos.createAll([
                TodoDraft(title: "a"), TodoDraft(title: "b"), TodoDraft(title: ""),
            ])
        }
        await step("how many there are") { () throws(RepositoryError) in
            try await data.todos.count()
        } _: {
            "\($0)"
        }
        await step("create three") { () throws(RepositoryError) in
            try await data.todos.createAll([
                TodoDraft(title: "Cook", priority: .high, estimate: 30),
                TodoDraft(title: "Rest", estimate: 10),
                TodoDraft(title: "'; drop table todos; --", description: "$1 \\ \" 🍒", completed: true),
            ])
        } _: {
            $0.map { "\($0.title) \($0.priority) \($0.description ?? "-")" }.joined(separator: ", ")
        }
        await step("order them") { () throws(RepositoryError) in
            try await data.todos.list(sortedBy: [.descending(.estimate), .ascending(.title)])
        } _: {
            $0.map(\.title).joined(separator: ", ")
        }
        await step("a page of them") { () throws(RepositoryError) in
            try await data.todos.list(
                owner: Account.ID(ada), sortedBy: [.ascending(.title)], limit: 2, offset: 1)
        } _: {
            $0.map(\.title).joined(separator: ", ")
        }
        await step("those of the category") { () throws(RepositoryError) in
            try await data.todos.list(category: home.id)
        } _: {
            $0.map(\.title).joined(separator: ", ")
        }
        await step("change one") { () throws(RepositoryError) in
            try await data.todos.update(
                first.id, TodoPatch(description: .set("Twice"), priority: .set(.low), dueAt: .set(nil)))
        } _: { todo in
            "\(todo.title) \(todo.description ?? "-") \(todo.priority) \(todo.dueAt == nil) "
                + "\(todo.categoryId == home.id) \(todo.updatedAt > first.updatedAt)"
        }
        await step("change nothing") { () throws(RepositoryError) in
            try await data.todos.update(first.id, TodoPatch())
        } _: {
            $0.description ?? "-"
        }
        await step("change it wrongly") { () throws(RepositoryError) in
            try await data.todos.update(first.id, TodoPatch(estimate: .set(-1)))
        }
        await step("change one that isn't there") { () throws(RepositoryError) in
            try await data.todos.update(Todo.ID(UUID()), TodoPatch(title: .set("x")))
        }
        await step("get one that isn't there") { () throws(RepositoryError) in
            try await data.todos.get(Todo.ID(UUID()))
        }
    }

    private static func links(_ data: TodoDatabase) async {
        guard let todo = try? await data.todos.list(sortedBy: [.ascending(.title)], limit: 1).first else {
            return
        }
        let tags = await step("create tags") { () throws(RepositoryError) in
            try await data.tags.createAll([TagDraft(slug: "green"), TagDraft(slug: "urgent")])
        } _: {
            $0.map(\.slug).joined(separator: ", ")
        }
        guard let tags else { return }
        await step("create a tag twice") { () throws(RepositoryError) in
            try await data.tags.create(TagDraft(slug: "green"))
        }
        await step("call one as another") { () throws(RepositoryError) in
            try await data.tags.update(tags[0].id, TagPatch(slug: .set("urgent")))
        }
        for tag in tags + [tags[0]] {
            await step("add \(tag.slug)") { () throws(RepositoryError) in
                try await data.todos.add(tag: tag.id, to: todo.id)
            }
        }
        await step("add one that isn't there") { () throws(RepositoryError) in
            try await data.todos.add(tag: Tag.ID(Int64.max), to: todo.id)
        }
        await step("its tags") { () throws(RepositoryError) in
            try await data.todos.tags(of: todo.id)
        } _: {
            $0.map(\.slug).joined(separator: ", ")
        }
        await step("the tag's todos") { () throws(RepositoryError) in
            try await data.tags.todos(of: tags[0].id)
        } _: {
            "\($0.map(\.id) == [todo.id])"
        }
        for name in ["take green away", "take it away again"] {
            await step(name) { () throws(RepositoryError) in
                try await data.todos.remove(tag: tags[0].id, from: todo.id)
            }
        }
        await step("delete the todo") { () throws(RepositoryError) in try await data.todos.delete(todo.id) }
        await step("the other tag's todos") { () throws(RepositoryError) in
            try await data.tags.todos(of: tags[1].id)
        } _: {
            "\($0.count)"
        }
    }
}
