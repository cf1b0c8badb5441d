import DomainModel
import Expressions
import MarkedSources
import Testing

/// Periods that may not overlap.
struct ExclusionTests {
    private static func visit(_ rest: String) -> String {
        application(
            entity("Doctor") + ","
                + entity(
                    "Visit",
                    #"""
                    "fields": [{"name": "startsAt", "type": "timestamp"}, {"name": "endsAt", "type": "timestamp"},
                      {"name": "day", "type": "date"}, {"name": "note", "type": "json"}],
                    "relations": [{"name": "doctor", "kind": "belongsTo", "entity": "Doctor", "required": true}],
                    "noOverlap": [\#(rest)]
                    """#))
    }

    @Test func keepsPeriodsApart() throws {
        let model = try model(
            Self.visit(#"{"within": ["doctor"], "from": "startsAt", "to": "endsAt", "where": "day is null"}"#))
        let visit = model.entities[1]
        #expect(visit.exclusions.map(\.within) == [["doctor_id"]])
        #expect(visit.exclusions.first?.name == "visits_doctor_id_starts_at_ends_at_excl")
        #expect(visit.checks.map(\.condition.sql) == ["ends_at > starts_at"])
        #expect(model.extensions == ["btree_gist"])
    }

    @Test func refusesWhatIsNoPeriod() {
        expect(
            Self.visit(
                #"""
                {"from": "startsAt", "to": 1️⃣"day"}, {"from": 2️⃣"note", "to": "day"}, {"from": 3️⃣"startAt", "to": "endsAt"},
                {"within": [4️⃣"note"], "from": "startsAt", "to": "endsAt"},
                {"from": "startsAt", "to": "endsAt", "where": 5️⃣"ends_at > now()"}
                """#), .at(1, "overlap-type", "one type"), .at(2, "overlap-type", "'note'"),
            .at(3, "unknown-field", "'startAt'", fix: "startsAt"), .at(4, "overlap-type", "can't compare"),
            .at(5, "index-condition", "time"))
    }
}
