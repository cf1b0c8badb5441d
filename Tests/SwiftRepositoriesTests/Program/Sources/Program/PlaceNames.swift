import Foundation
import TodoData

extension Program {
    /// What others see of a place through a view, and who may delete it.
    static func placeNames(
        _ byAda: TodoDatabase, _ byBob: TodoDatabase, _ stranger: TodoDatabase, _ application: TodoDatabase
    ) async {
        let hers = await step("Ada creates a place") { () throws(RepositoryError) in
            try await byAda.places.create(PlaceDraft(name: "Hers", ownerId: Account.ID(ada)))
        } _: {
            $0.name
        }
        guard let hers else { return }
        await step("Bob looks for it") { () throws(RepositoryError) in
            try await byBob.places.find(hers.id)
        } _: {
            $0 == nil ? "nothing" : "found"
        }
        await step("Bob reads its name") { () throws(RepositoryError) in
            try await byBob.placeNames.list(owner: Account.ID(ada))
        } _: {
            $0.map { "\($0.name) \($0.id == hers.id) \($0.total)" }.joined(separator: ", ")
        }
        await step("Ada and Bob ask for hers") { () throws(RepositoryError) in
            (
                try await byAda.queries.placesOf(owner: Account.ID(ada), name: nil),
                try await byBob.queries.placesOf(owner: Account.ID(ada), name: "Hers"),
                try await byAda.queries.placesOf(owner: Account.ID(ada), name: "His")
            )
        } _: {
            "\($0.0.map { "\($0.name) \($0.size ?? 0) \($0.id == hers.id)" }) \($0.1.count) \($0.2.count)"
        }
        await step("a stranger asks for one") { () throws(RepositoryError) in
            try await stranger.queries.firstPlace()
        }
        await step("the service asks for one") { () throws(RepositoryError) in
            try await application.queries.firstPlace()
        } _: {
            "\($0?.id == hers.id)"
        }
        await step("a stranger reads it") { () throws(RepositoryError) in
            try await stranger.placeNames.find(id: hers.id)
        }
        await step("Bob deletes it") { () throws(RepositoryError) in try await byBob.places.delete(hers.id) }
        await step("Ada deletes it") { () throws(RepositoryError) in try await byAda.places.delete(hers.id) }
        // No policy hides it from the application itself, which takes it for gone all the same.
        await step("Bob reads no name") { () throws(RepositoryError) in
            (
                try await byBob.placeNames.count(), try await application.places.count(),
                try await application.places.find(hers.id), try await byAda.places.find(hers.id)
            )
        } _: {
            $0.2 == nil && $0.3 == nil ? "\($0.0 + $0.1)" : "it is still found"
        }
        await step("Bob restores it") { () throws(RepositoryError) in try await byBob.places.restore(hers.id) }
        await step("Ada restores it") { () throws(RepositoryError) in
            try await byAda.places.restore(hers.id)
        } _: {
            $0.name
        }
    }
}
