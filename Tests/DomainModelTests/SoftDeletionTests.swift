import DomainModel
import MarkedSources
import Testing

/// Rows that deleting only hides.
struct SoftDeletionTests {
    @Test func refusesWhatCannotBeHidden() {
        expect(
            application(
                entity("Event", #"1️⃣"softDelete": true, "appendOnly": true"#) + ","
                    + entity("User", #"2️⃣"softDelete": true"#)),
            .at(1, "append-only-soft-delete", "'Event'", fix: "leave it out"),
            .at(2, "account-soft-delete", "profile", fix: "delete the account"))
    }

    @Test func keepsTheColumnForItself() {
        expect(
            application(
                entity("Place", #""softDelete": true, "fields": [{"name": 1️⃣"deletedAt", "type": "timestamp"}]"#)),
            .at(1, "name-collision", "the time of deletion"))
    }

    @Test func countsOnlyRowsThatAreThere() throws {
        let place = try #require(
            model(
                application(
                    entity(
                        "Place",
                        #""softDelete": true, "unique": [["id", "name"]], "fields": [{"name": "name", "type": "text", "unique": true}]"#
                    ))
            ).entities.first)
        #expect(place.isSoftDeleted)
        #expect(place.uniques.map(place.countsDeletedRows) == [true, false])
    }
}
