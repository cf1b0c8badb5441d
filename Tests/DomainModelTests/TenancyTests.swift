import DomainModel
import MarkedSources
import Specification
import Testing

/// Tenants, members and shares.
struct TenancyTests {
    private static let tenancy =
        #""tenancy": {"entity": "Team", "membership": "Member", "roles": ["owner", "member"]},"#

    private static func team(
        _ more: String = "", member: String = "", field: String = "", head: String = tenancy
    ) -> String {
        application(
            #"""
            {"name": "Team", "fields": [{"name": "name", "type": "text"}]},
            {"name": "Member"\#(member), "fields": [
               {"name": "role", "type": "enum", "values": ["member", "owner"], "required": true}\#(field)],
             "relations": [{"name": "team", "kind": "belongsTo", "entity": "Team", "required": true, "onDelete": "cascade"},
                           {"name": "user", "kind": "belongsTo", "entity": "User", "required": true, "onDelete": "cascade"}]}
            \#(more)
            """#, head: head)
    }

    private static let listing = DomainModel.Listing(
        "Member", of: "Team", columns: ["team_id"], account: "user_id", quality: "role")
    private static let step = DomainModel.PathStep("team", columns: ["team_id"], entity: "Team")

    private static func members(_ roles: String...) -> DomainModel.Listing {
        var listing = listing
        listing.values = roles
        return listing
    }

    @Test func membersReadAndOwnersManage() throws {
        let model = try model(Self.team())
        #expect(model.tenancy == .init(Self.listing, roles: ["owner", "member"]))
        #expect(
            model.entities[0].rules == [
                .init(.signedIn, can: [.create]), .init(.member([], Self.listing), can: [.read]),
                .init(.member([], Self.members("owner")), can: [.update]),
                .init(.member([], Self.members("owner")), can: [.delete]),
            ])
        let leaving = DomainModel.Grantee.account(.init(name: "user", column: "user_id", isOwner: true))
        #expect(
            model.entities[1].rules == [
                .init(.member([Self.step], Self.listing), can: [.read]),
                .init(.member([Self.step], Self.members("owner")), can: [.create, .update, .delete]),
                .init(.all([leaving, .member([Self.step], Self.listing)]), can: [.delete]),
            ])
        #expect(model.entities[1].uniques.map(\.columns) == [["team_id", "user_id"]])
    }

    /// Whatever is stated, nobody gives or touches a role above their own.
    @Test func nobodyPromotesThemselves() throws {
        let model = try model(
            Self.team(member: #", "access": [{"who": {"memberOf": "team"}, "can": ["read", "update"]}]"#))
        let below = [
            DomainModel.RowCondition.field(.init(name: "role", column: "role", .isEqual(.string("member"))))
        ]
        #expect(
            model.entities[1].rules == [
                .init(.member([Self.step], Self.listing), can: [.read]),
                .init(.member([Self.step], Self.members("owner")), can: [.update]),
                .init(.member([Self.step], Self.members("member")), can: [.update], when: below),
            ])
    }

    @Test func whatBelongsToATeamIsForItsMembers() throws {
        let model = try model(
            Self.team(
                #"""
                , {"name": "Board", "access": [{"who": "anyone", "can": ["read"]}, {"who": "signedIn", "can": ["create"]}],
                   "relations": [{"name": "team", "kind": "belongsTo", "entity": "Team", "required": true}]},
                {"name": "Card", "access": [{"who": "owner", "can": ["read"]}, {"who": {"through": "board"}, "can": ["read"]}],
                 "relations": [{"name": "board", "kind": "belongsTo", "entity": "Board", "required": true},
                               {"name": "owner", "kind": "belongsTo", "entity": "User", "required": true}]},
                {"name": "Mark", "access": [{"who": {"through": "team", "right": "read"}, "can": ["read"]}],
                 "relations": [{"name": "board", "kind": "belongsTo", "entity": "Board"},
                               {"name": "team", "kind": "belongsTo", "entity": "Team", "required": true}]}
                """#))
        let (board, card, mark) = (model.entities[2], model.entities[3], model.entities[4])
        #expect(board.rules.map(\.who) == [.anyone, .all([.signedIn, .member([Self.step], Self.listing)])])
        let way = DomainModel.PathStep("board", columns: ["board_id"], entity: "Board")
        let member = DomainModel.Grantee.member([way, Self.step], Self.listing)
        let owner = DomainModel.Grantee.account(.init(name: "owner", column: "owner_id", isOwner: true))
        #expect(card.rules.map(\.who) == [.all([owner, member]), .all([.through(way, .read), member])])
        // The parent is for members only, so that needn't be said again.
        #expect(mark.rules.map(\.who) == [.through(Self.step, .read)])
        // Both name their team, so it is the same.
        #expect(mark.references[0].tenant == .init(column: "team_id", target: "team_id"))
        #expect(board.uniques.map(\.columns) == [["id", "team_id"]])
        #expect(card.references[0].tenant == nil)
    }

    @Test func refusesTenanciesThatAreNone() {
        expect(
            Self.team(head: #""tenancy": {"entity": 1️⃣"Tem", "membership": "Member"},"#)
                .split(separator: "{\"name\": \"Team\"").joined(separator: "{\"access\": [], \"name\": \"Team\"")
                .split(separator: "{\"name\": \"Member\"").joined(separator: "{\"access\": [], \"name\": \"Member\""),
            .at(1, "unknown-entity", fix: "'Team'"))
        expect(
            Self.team(head: #""tenancy": {"entity": "Team", "membership": "Member", "roles": [1️⃣"admin"]},"#),
            .at(1, "unknown-role"))
        expect(
            application(
                #"{"name": "Team", "access": []}, {"name": "Member", "access": []}"#,
                head: #""tenancy": {"entity": "Team", "membership": 1️⃣"Member"},"#), .at(1, "listing-without-ends"))
        let pair = #"""
            {"name": "Team", "key": ["a"], "fields": [{"name": "a", "type": "text"}], "access": []},
            {"name": "Member", "access": [],
             "relations": [{"name": "team", "kind": "belongsTo", "entity": "Team", "required": true},
                           {"name": "user", "kind": "belongsTo", "entity": "User", "required": true}]}
            """#
        expect(
            application(pair, head: #""tenancy": {"entity": 1️⃣"Team", "membership": "Member"},"#), .at(1, "tenant-key"))
        expect(
            application(
                pair.split(separator: #""key": ["a"], "#).joined(),
                head: #""tenancy": {"entity": "Team", "membership": "Member", "roles": 1️⃣["owner"]},"#),
            .at(1, "no-role-field"))
        expect(
            Self.team(member: #""#, field: #", {"name": "since", "type": "date", "required": true}"#)
                .split(separator: #"{"name": "Member""#).joined(separator: #"{"name": 1️⃣"Member""#),
            .at(1, "membership-incomplete", "'since'"))
    }

    @Test(arguments: [
        (#"{"memberOf": 1️⃣"board"}"#, "no-members"), (#"{"memberOf": 1️⃣"self"}"#, "no-members"),
        (#"{"memberOf": "board.team", "role": 1️⃣"onwer"}"#, "unknown-role"),
        (#"{"memberOf": 1️⃣"bord.team"}"#, "unknown-field"), (#"{"listedIn": 1️⃣"Shar"}"#, "unknown-entity"),
        (#"{"listedIn": "Share", "permission": 1️⃣"edt"}"#, "unknown-role"),
        (#"{"listedIn": "Share", "permission": 1️⃣"edit", "permissionField": "x"}"#, "no-permission-field"),
        (#"{"listedIn": 1️⃣"Share", "account": "usr"}"#, "no-account"),
        (#"{"listedIn": 1️⃣"Board"}"#, "listing-without-ends"), (#"{"listedIn": 1️⃣"Twice"}"#, "ambiguous-listing"),
        (#"{"listedIn": "Visit", "permission": 1️⃣"x"}"#, "no-permission-field"),
    ])
    func refusesMembersWhoAreNone(who: String, code: String) {
        let marked = code == "no-permission-field" && who.contains("permissionField") ? 2 : 1
        let text = Self.team(
            #"""
            , {"name": "Board", "access": [{"who": "signedIn", "can": ["read"]}],
               "relations": [{"name": "team", "kind": "belongsTo", "entity": "Team", "required": true}]},
            {"name": "Card", "access": [{"who": \#(who), "can": ["read"]}],
             "relations": [{"name": "board", "kind": "belongsTo", "entity": "Board", "required": true}]},
            {"name": "Share", "access": [], "fields": [{"name": "permission", "type": "enum", "values": ["view", "edit"]}],
             "relations": [{"name": "card", "kind": "belongsTo", "entity": "Card"}, {"name": "user", "kind": "belongsTo", "entity": "User", "required": true}]},
            {"name": "Visit", "access": [],
             "relations": [{"name": "card", "kind": "belongsTo", "entity": "Card"}, {"name": "visitor", "kind": "belongsTo", "entity": "User", "required": true}]},
            {"name": "Twice", "access": [],
             "relations": [{"name": "one", "kind": "belongsTo", "entity": "Card"}, {"name": "two", "kind": "belongsTo", "entity": "Card"},
                           {"name": "visitor", "kind": "belongsTo", "entity": "User", "required": true}]}
            """#)
        if marked == 2 {
            expect(
                text.split(separator: "1️⃣").joined().split(separator: #""permissionField": "x""#)
                    .joined(separator: #""permissionField": 1️⃣"x""#), .at(1, code))
        } else {
            expect(text, .at(1, code))
        }
    }

    @Test func warnsOfListingOneself() {
        expect(
            application(
                #"""
                {"name": "Card", "access": [{"who": {"listedIn": "Share"}, "can": ["read"]}]},
                {"name": "Share", "access": 1️⃣[{"who": "owner", "can": ["read", "create"]}],
                 "relations": [{"name": "card", "kind": "belongsTo", "entity": "Card"},
                               {"name": "user", "kind": "belongsTo", "entity": "User", "required": true}]}
                """#), .at(1, "lists-itself"))
        expect(
            application(
                #"""
                {"name": "Card", "access": [{"who": {"listedIn": "Share"}, "can": ["read"]}]},
                {"name": 1️⃣"Share",
                 "relations": [{"name": "card", "kind": "belongsTo", "entity": "Card"},
                               {"name": "user", "kind": "belongsTo", "entity": "User", "required": true}]}
                """#), .at(1, "nobody-has-access", "let accounts in"))
    }
}
