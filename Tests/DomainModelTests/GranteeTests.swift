import DomainModel
import MarkedSources
import Specification
import Testing

/// Grants and conditions that look at other rows.
struct GranteeTests {
    private static let entities = #"""
        {"name": "Shop", "access": [{"who": "owner", "can": ["read", "update"]}],
         "fields": [{"name": "open", "type": "boolean"}],
         "relations": [{"name": "owner", "kind": "belongsTo", "entity": "User", "required": true},
                       {"name": "orders", "kind": "hasMany", "entity": "Order", "inverse": "shop"}]}
        """#

    private static func order(_ grant: String) -> String {
        application(
            entities
                + #"""
                , {"name": "Order", "fields": [{"name": "note", "type": "text"}],
                 "relations": [{"name": "shop", "kind": "belongsTo", "entity": "Shop", "required": true},
                               {"name": "buyer", "kind": "belongsTo", "entity": "User", "required": true}],
                 "access": [\#(grant)]}
                """#, head: #""roles": ["admin"],"#)
    }

    @Test func followsPaths() throws {
        let model = try model(
            Self.order(
                #"{"who": {"account": "shop.owner"}, "can": ["read"], "when": {"field": "shop.open", "is": true}}"#))
        let step = DomainModel.PathStep("shop", columns: ["shop_id"], entity: "Shop")
        #expect(
            model.entities[1].rules == [
                .init(
                    .account(.init([step], name: "owner", column: "owner_id", isOwner: false)), can: [.read],
                    when: [.field(.init([step], name: "open", column: "open", .isEqual(.boolean(true))))])
            ])
        // What rules read keeps its value, and has an index.
        #expect(model.entities[0].keysOfRules == ["owner_id"] && model.entities[0].testedColumns == ["open"])
        #expect(model.entities[1].keysOfRules == ["shop_id"] && model.entities[1].testedColumns == [])
    }

    /// A text that an outside login knows somebody by is no account, wherever it stands in the place of one.
    @Test func identitiesAreAccounts() {
        let head = #"{"name": "Note", "fields": [{"name": "subject", "type": "text"}]"#
        expect(
            application(head + #", "access": [{"who": {"account": 1️⃣"subject"}, "can": ["read"]}]}"#),
            .at(1, "account-field", "known by its UUID", fix: "belongsTo relation to User"))
        expect(
            application(head + #", "owner": 1️⃣"subject", "access": []}"#),
            .at(1, "account-field", fix: "belongsTo relation to User"))
        // Nor is its text a key of the profile.
        expect(
            application(#"{"name": "User", 1️⃣"key": ["subject"], "fields": [{"name": "subject", "type": "text"}]}"#),
            .at(1, "account-key"))
    }

    @Test func puttingTogetherIsFlat() throws {
        func who(_ text: String) throws -> DomainModel.Grantee {
            try model(Self.order(#"{"who": \#(text), "can": ["read"]}"#)).entities[1].rules[0].who
        }
        #expect(try who(#"{"all": ["anyone", "signedIn"]}"#) == .signedIn)
        #expect(try who(#"{"all": ["anyone"]}"#) == .anyone)
        #expect(
            try who(#"{"all": ["signedIn", {"all": [{"role": "admin"}, "signedIn"]}]}"#)
                == .all([.signedIn, .role(["admin"])]))
    }

    @Test(arguments: [
        (#"{"account": 1️⃣"note.owner"}"#, "path-through-field"),
        (#"{"account": 1️⃣"buyer.name"}"#, "path-through-account"),
        (#"{"account": 1️⃣"shop.orders.buyer"}"#, "path-through-many"),
        (#"{"account": 1️⃣"shp.owner"}"#, "unknown-field"), (#"{"account": 1️⃣"shop.ownr"}"#, "unknown-field"),
        (#"{"account": 1️⃣"shop"}"#, "no-account"), (#"{"all": 1️⃣[]}"#, "empty-grant"),
        (#"{"all": ["signedIn", 1️⃣"service"]}"#, "contradicting-grant"),
        (#"{"all": ["signedIn", {"role": 1️⃣"admn"}]}"#, "unknown-role"),
    ])
    func refusesGranteesWithoutSense(who: String, code: String) {
        expect(Self.order(#"{"who": \#(who), "can": ["read"]}"#), .at(1, code))
    }

    @Test(arguments: [
        (#"{"field": 1️⃣"shop.opn", "is": true}"#, "unknown-field"),
        (#"{"field": 1️⃣"note.x", "is": true}"#, "path-through-field"),
        (#"{"field": "shop.open", "is": 1️⃣"yes"}"#, "condition-type"),
    ])
    func refusesConditionsWithoutSense(condition: String, code: String) {
        expect(Self.order(#"{"who": "anyone", "can": ["read"], "when": \#(condition)}"#), .at(1, code))
        expect(
            Self.order(#"{"who": "anyone", "can": ["read"], "when": {"any": [\#(condition)]}}"#), .at(1, code))
    }

    @Test func oneOfNoConditionsIsNone() {
        expect(
            Self.order(#"{"who": "anyone", "can": ["read"], "when": 1️⃣{"any": []}}"#), .at(1, "empty-condition"))
    }

    // MARK: Through a parent

    private static func comment(_ who: String, can: String = #"["read", "update"]"#) -> String {
        application(
            #"""
            {"name": "Post", "access": [{"who": "owner", "can": ["read", "update"]}],
             "relations": [{"name": "author", "kind": "belongsTo", "entity": "User", "required": true}]},
            {"name": "Comment", "access": [{"who": \#(who), "can": \#(can)}],
             "relations": [{"name": "post", "kind": "belongsTo", "entity": "Post", "required": true},
                           {"name": "answers", "kind": "belongsTo", "entity": "Comment"}]}
            """#)
    }

    @Test func throughAParentMeansItsReadersAndUpdaters() throws {
        let step = DomainModel.PathStep("post", columns: ["post_id"], entity: "Post")
        #expect(
            try model(Self.comment(#"{"through": "post"}"#)).entities[1].rules == [
                .init(.through(step, .read), can: [.read]), .init(.through(step, .update), can: [.update]),
            ])
        #expect(
            try model(Self.comment(#"{"through": "post", "right": "read"}"#)).entities[1].rules == [
                .init(.through(step, .read), can: [.read, .update])
            ])
    }

    @Test func refusesWaysThroughNowhere() {
        expect(Self.comment(#"{"through": 1️⃣"pst"}"#), .at(1, "unknown-field", fix: "'post'"))
        expect(
            Self.comment(#"{"through": 1️⃣"post", "right": "delete"}"#), .at(1, "through-nobody", "may delete 'Post'"))
        expect(Self.comment(#"{"through": 1️⃣"answers"}"#, can: #"["read"]"#), .at(1, "through-cycle", "read Comment"))
        expect(
            application(
                #"""
                {"name": "A", "access": [{"who": {"through": 1️⃣"b"}, "can": ["read"]}],
                 "relations": [{"name": "b", "kind": "belongsTo", "entity": "B"}]},
                {"name": "B", "access": [{"who": {"through": "c"}, "can": ["read"]}],
                 "relations": [{"name": "c", "kind": "belongsTo", "entity": "C"}]},
                {"name": "C", "access": [{"who": {"through": "a"}, "can": ["read"]}],
                 "relations": [{"name": "a", "kind": "belongsTo", "entity": "A"}]}
                """#), .at(1, "through-cycle", "read B → read C → read A → read B"))
    }
}
