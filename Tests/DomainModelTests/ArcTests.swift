import DomainModel
import Expressions
import MarkedSources
import Specification
import Testing

/// Relations to one of several entities.
struct ArcTests {
    private static func application(_ comment: String) -> String {
        DomainModelTests.application(
            #"""
            {"name": "Post", "access": [{"who": "anyone", "can": ["read"]}],
             "relations": [{"name": "comments", "kind": "hasMany", "entity": "Comment", "inverse": "subject"}]},
            {"name": "Photo", "key": ["number"], "access": [{"who": "signedIn", "can": ["read", "update"]}],
             "fields": [{"name": "number", "type": "integer"}]},
            {"name": "Comment", \#(comment)}
            """#)
    }

    @Test func aReferenceToEach() throws {
        let model = try model(
            Self.application(
                #"""
                "relations": [{"name": "subject", "kind": "belongsTo", "entities": ["Post", "Photo"], "required": true,
                  "onDelete": "cascade", "renamedFrom": "target"}],
                "unique": [["subject"]], "access": [{"who": {"through": "subject"}, "can": ["read"]}]
                """#))
        let comment = try #require(model.entity(named: "Comment"))
        #expect(comment.references.map(\.name) == ["subjectPost", "subjectPhoto"])
        #expect(comment.references.flatMap(\.columns) == ["subject_post_id", "subject_photo_number"])
        #expect(comment.references.allSatisfy { !$0.isRequired && $0.arc == "subject" && $0.onDelete == .cascade })
        #expect(comment.checks.map(\.condition.sql) == ["num_nonnulls(subject_post_id, subject_photo_number) = 1"])
        #expect(comment.checks.map(\.name) == ["comments_subject_check"])
        #expect(comment.uniques.map(\.columns) == [["subject_post_id", "subject_photo_number"]])
        #expect(comment.rules.count == 2)
        #expect(model.entity(named: "Post")?.collections.map(\.reference) == ["subjectPost"])
        let former = model.formerNames?.columns["comments"] ?? []
        #expect(former.map { $0.former.first } == ["target_post_id", "target_photo_number"])
    }

    /// The relation and its target may both have been called otherwise.
    @Test func namesFollowTheirTargets() throws {
        let former = try model(
            DomainModelTests.application(
                entity("Post") + "," + entity("Picture", #""renamedFrom": "Photo""#) + ","
                    + entity(
                        "Comment",
                        #""relations": [{"name": "subject", "kind": "belongsTo", "entities": ["Post", "Picture"], "renamedFrom": "target"}]"#
                    ))
        ).formerNames?.columns["comments"]
        #expect(
            former?.map(\.former) == [
                ["target_post_id"],
                ["target_photo_id", "target_picture_id", "subject_photo_id"],
            ])
    }

    @Test func anOptionalOneMayBeMissing() throws {
        let comment = try model(
            Self.application(
                #""relations": [{"name": "subject", "kind": "belongsTo", "entities": ["Post", "Photo"]}], "access": []"#
            )
        ).entity(named: "Comment")
        #expect(comment?.checks.map(\.condition.sql) == ["num_nonnulls(subject_post_id, subject_photo_number) <= 1"])
    }

    @Test func saysWhatIsWrong() {
        expect(
            Self.application(
                #"""
                "relations": [{"name": "subject", "kind": "belongsTo", "entities": ["Post", 1️⃣"Photos"], 2️⃣"column": "x"},
                  {"name": "a", "kind": "belongsTo", "entities": 3️⃣["Post"]},
                  {"name": "b", "kind": "belongsTo", "entities": ["Post", 4️⃣"post"], 5️⃣"entity": "Post"},
                  {"name": "c", "kind": "hasMany", 6️⃣"entities": ["Post", "Photo"]},
                  {"name": "d", "kind": "belongsTo", "entities": ["Post", "Photo"], "required": true, "onDelete": 7️⃣"setNull"}],
                "access": [{"who": "anyone", "can": ["read"], "when": {"field": 8️⃣"d", "isNull": true}}]
                """#), .at(1, "unknown-entity", "Photos", fix: "Photo"), .at(2, "key-does-not-apply", "column"),
            .at(3, "too-few-entities", "two"), .at(4, "duplicate-name", "twice"), .at(5, "two-targets", "not both"),
            .at(6, "key-does-not-apply", "hasMany"), .at(7, "set-null-required", "null"),
            .at(8, "unknown-field", "2 entities", fix: "dPost"))
    }
}
