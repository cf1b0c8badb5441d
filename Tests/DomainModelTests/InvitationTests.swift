import DomainModel
import MarkedSources
import Specification
import Testing

/// The module `invitations`: what it brings, who may invite, and where nobody can.
struct InvitationTests {
    private static func teams(
        team: String = "", member: String = "", field: String = "", more: String = "",
        module: String = #""modules": [1️⃣"invitations"],"#
    ) -> String {
        application(
            #"""
            {"name": "Team"\#(team), "fields": [{"name": "name", "type": "text"}]},
            {"name": "Member"\#(member), "fields": [
               {"name": "role", "type": "enum", "values": ["owner", "admin", "member"], "required": true}\#(field)],
             "relations": [{"name": "team", "kind": "belongsTo", "entity": "Team", "required": true, "onDelete": "cascade"},
                           {"name": "user", "kind": "belongsTo", "entity": "User", "required": true, "onDelete": "cascade"}]}
            \#(more)
            """#, head: module + #""tenancy": {"entity": "Team", "membership": "Member"},"#)
    }

    private static func text(_ marked: String) -> String { MarkedSource(marked).text }

    @Test func bringsAnEntityThatManagersReadAndTakeBack() throws {
        let model = try model(Self.text(Self.teams()))
        let entity = try #require(model.entity(named: "Invitation"))
        #expect(entity.table == "invitations")
        #expect(entity.attribute(named: "tokenHash")?.isHidden == true)
        #expect(entity.rules.map(\.can) == [[.read, .delete]])
        #expect(
            model.invitations?.rights == [
                .init(inviters: ["owner"], invited: nil), .init(inviters: ["admin"], invited: ["admin", "member"]),
            ])
    }

    /// Whoever may add members may invite them, and nobody else.
    @Test func followsWhatTheMembersEntityGives() throws {
        let all = try model(
            Self.text(Self.teams(member: #", "access": [{"who": {"memberOf": "team"}, "can": ["read", "create"]}]"#)))
        #expect(
            all.invitations?.rights == [
                .init(inviters: ["owner"], invited: nil), .init(inviters: ["admin"], invited: ["admin", "member"]),
                .init(inviters: ["member"], invited: ["member"]),
            ])
        let bounded = try model(
            Self.text(
                Self.teams(
                    member: #"""
                        , "access": [{"who": {"memberOf": "team"}, "can": ["read"]}, {"who": {"memberOf": "team",
                          "role": ["owner"]}, "can": ["create"], "when": {"field": "role", "is": "member"}}]
                        """#)))
        #expect(bounded.invitations?.rights == [.init(inviters: ["owner"], invited: ["member"])])
    }

    @Test func needsMembers() {
        expect(
            application(entity("A"), head: #""modules": [1️⃣"invitations"],"#),
            .at(1, "module-needs-tenancy", "invites members"))
        expect(
            Self.teams(
                member: #", "access": [{"who": {"memberOf": "team"}, "can": ["read"]}]"#,
                module: #""modules": 1️⃣["invitations"],"#),
            .at(1, "nobody-invites", "nobody may invite"))
        expect(
            Self.teams(
                team: #", "access": [{"who": {"memberOf": "self"}, "can": ["read"]}]"#,
                field: #", {"name": "title", "type": "text", "required": true}"#,
                module: #""modules": 1️⃣["invitations"],"#),
            .at(1, "invitation-lacks-value", "title"))
    }

    @Test func hasAnEntityOfItsOwn() {
        expect(
            Self.teams(
                more: #", {"name": 1️⃣"Invitation", "access": []}"#, module: #""modules": ["invitations"],"#),
            .at(1, "module-entity", "brings an entity"))
    }
}
