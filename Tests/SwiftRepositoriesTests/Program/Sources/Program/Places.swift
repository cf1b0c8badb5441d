import Foundation
import TodoData

extension Program {
    /// Rows that deleting only hides. Who finds them still, policies say, which aren't part of this.
    static func places(_ data: TodoDatabase) async {
        let draft = PlaceDraft(name: "Inn", ownerId: Account.ID(ada))
        let first = await step("create a place") { () throws(RepositoryError) in
            try await data.places.create(draft)
        } _: {
            $0.name
        }
        guard let first else { return }
        await step("create its double") { () throws(RepositoryError) in try await data.places.create(draft) }
        await step("delete it") { () throws(RepositoryError) in try await data.places.delete(first.id) }
        await step("delete it again") { () throws(RepositoryError) in try await data.places.delete(first.id) }
        let second = await step("create another of its name") { () throws(RepositoryError) in
            try await data.places.create(draft)
        }
        await step("restore the first") { () throws(RepositoryError) in try await data.places.restore(first.id) }
        if let second {
            await step("delete the other") { () throws(RepositoryError) in try await data.places.delete(second.id) }
        }
        await step("restore it now") { () throws(RepositoryError) in
            try await data.places.restore(first.id)
        } _: {
            "\($0.id == first.id) \($0.name)"
        }
        await step("restore it again") { () throws(RepositoryError) in try await data.places.restore(first.id) }
        await step("rename it") { () throws(RepositoryError) in
            try await data.places.update(first.id, PlacePatch(name: .set("Tavern")))
        } _: {
            $0.name
        }
        await step("what it was") { () throws(RepositoryError) in
            try await data.places.versions(of: first.id)
        } _: { versions in
            versions.map { "\($0.name ?? "-") \($0.versionEndedWith) \($0.placeId == first.id)" }.joined(
                separator: ", ")
        }
        await bookings(data, of: first.id)
    }

    private static func bookings(_ data: TodoDatabase, of place: Place.ID) async {
        for (name, from, to) in [
            ("book it", "2026-01-01", "2026-01-05"), ("book it twice", "2026-01-04", "2026-01-06"),
            ("book it afterwards", "2026-01-05", nil), ("book it for later", "2027-01-01", "2027-02-01"),
        ] {
            guard let from = CalendarDate(from) else { continue }
            await step(name) { () throws(RepositoryError) in
                try await data.bookings.create(
                    BookingDraft(startsOn: from, endsOn: to.flatMap { CalendarDate($0) }, placeId: place))
            } _: {
                "\($0.startsOn)"
            }
        }
    }
}
