import DomainModel
import Expressions
import MarkedSources
import Specification
import Testing

/// The module `shareLinks`: what can be shared, by whom, and what is shown with it.
struct ShareLinkTests {
    private static let owner = #"{"name": "owner", "kind": "belongsTo", "entity": "User", "required": true}"#

    private static func documents(
        _ rest: String = "", more: String = "", module: String = #""modules": ["shareLinks"],"#
    ) -> String {
        application(
            #"{"name": "Document"\#(rest), "relations": [\#(owner)]}\#(more)"#, head: module)
    }

    @Test func whatOthersMayNotReadIsShared() throws {
        let model = try model(
            Self.documents(
                more: #"""
                    , {"name": "Comment", "access": [{"who": {"through": "document"}, "can": ["read", "update"]}],
                       "relations": [{"name": "document", "kind": "belongsTo", "entity": "Document", "required": true}]},
                    {"name": "Post", "relations": [\#(Self.owner)],
                     "access": [{"who": "anyone", "can": ["read"]}, {"who": "owner", "can": ["update"]}]},
                    {"name": "Vault", "relations": [\#(Self.owner)],
                     "access": [{"require": {"mfa": true}}, {"who": "owner", "can": ["read", "update"]}]},
                    {"name": "Entry", "appendOnly": true, "relations": [\#(Self.owner)]},
                    {"name": "Fact", "relations": [\#(Self.owner)], "access": [{"who": "owner", "can": ["read"]}]}
                    """#))
        #expect(model.shareLinks?.targets == [.init("Document", columns: ["document_id"])])
        let links = try #require(model.entity(named: "ShareLink"))
        #expect(links.attribute(named: "tokenHash")?.isHidden == true)
        #expect(links.rules.map(\.can) == [[.read, .delete]])
        guard case .through(let step, .update) = links.rules[0].who else {
            Issue.record("not through what it shows: \(links.rules)")
            return
        }
        #expect(step.entity == "Document")
        // What is read through it is shown with it.
        #expect(Set(model.linkRoutes.keys) == ["Document", "Comment"])
        #expect(model.linkRoutes["Comment"]?.columns == nil)
        #expect(links.checks.map(\.condition.sql) == ["num_nonnulls(document_id) = 1"])
    }

    /// Rows that let somebody in tell who that is; a link shows none of them.
    @Test func whoIsLetInIsNotShown() throws {
        let model = try model(
            Self.documents(
                #", "members": "Reader""#,
                more: #"""
                    , {"name": "Reader", "access": [{"who": {"through": "document"}, "can": ["read"]}],
                       "relations": [{"name": "document", "kind": "belongsTo", "entity": "Document", "required": true},
                                     {"name": "user", "kind": "belongsTo", "entity": "User", "required": true}]}
                    """#))
        #expect(Set(model.linkRoutes.keys) == ["Document"])
    }

    @Test func followsARename() throws {
        let model = try model(
            application(
                #"{"name": "Paper", "renamedFrom": "Document", "relations": [\#(Self.owner)]}"#,
                head: #""modules": ["shareLinks"],"#))
        #expect(model.shareLinks?.targets == [.init("Paper", columns: ["paper_id"])])
        let names = try #require(model.formerNames)
        #expect("\(names)".contains("document_id"), "\(names)")
    }

    @Test func needsSomethingToShare() {
        expect(
            Self.documents(
                #", "access": [{"who": "anyone", "can": ["read"]}, {"who": "owner", "can": ["update"]}]"#,
                module: #""modules": [1️⃣"shareLinks"],"#),
            .at(1, "nothing-to-share", "somebody may change and not everybody may read"))
        expect(
            Self.documents(more: #", {"name": 1️⃣"ShareLink", "access": []}"#),
            .at(1, "module-entity", "brings an entity 'ShareLink'"))
    }
}
