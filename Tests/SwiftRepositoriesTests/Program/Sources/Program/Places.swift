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
        await searches(data)
        await spots(data, of: first.id)
        await bookings(data, of: first.id)
        await prices(data, of: first.id)
    }

    private static func searches(_ data: TodoDatabase) async {
        for name in ["The Old Mill", "Mill No. 7", "Watermill"] {
            await step("create \(name)") { () throws(RepositoryError) in
                try await data.places.create(PlaceDraft(name: name, ownerId: Account.ID(ada)))
            }
        }
        for words in ["mill", "MILL old", "7", "mills", "", "the inn"] {
            await step("search for '\(words)'") { () throws(RepositoryError) in
                try await data.places.search(for: words, ListOptions(order: [.ascending(.name)], limit: 5))
            } _: {
                $0.map(\.name).joined(separator: ", ")
            }
        }
    }

    /// Values of two columns.
    private static func spots(_ data: TodoDatabase, of place: Place.ID) async {
        for (name, spot) in [
            ("say where it is", Location(latitude: 48.2082, longitude: 16.3738)),
            ("say where nothing is", Location(latitude: 91, longitude: 0)), ("take it back", nil),
        ] {
            await step(name) { () throws(RepositoryError) in
                try await data.places.update(place, PlacePatch(spot: .set(spot)))
            } _: {
                "\($0.spot.map { "\($0.latitude) \($0.longitude)" } ?? "nowhere")"
            }
        }
    }

    private static func prices(_ data: TodoDatabase, of place: Place.ID) async {
        guard let day = CalendarDate("2020-01-01"), let next = CalendarDate("2020-01-02") else { return }
        let booking = await step("book it for money") { () throws(RepositoryError) in
            try await data.bookings.create(
                BookingDraft(
                    startsOn: day, endsOn: next, price: Money(12.50, "USD"), tip: 1, fee: 0.5, placeId: place))
        } _: {
            "\($0.price.map { "\($0.amount) \($0.currency.rawValue)" } ?? "-") \($0.tip ?? 0) \($0.fee ?? 0)"
        }
        guard let booking else { return }
        for (name, price) in [
            ("ask less than nothing", Money(-1, "USD")), ("ask for another currency", Money(10, "CHF")),
            ("ask for nothing", nil),
        ] {
            await step(name) { () throws(RepositoryError) in
                try await data.bookings.update(booking.id, BookingPatch(price: .set(price)))
            } _: {
                "\($0.price.map { "\($0.amount) \($0.currency.rawValue)" } ?? "-")"
            }
        }
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
