import DomainModel
import MarkedSources
import Testing

/// What rows are searched by, and indexes that a policy keeps from being used.
struct SearchTests {
    @Test func wordsHaveAnIndex() throws {
        let post = try #require(
            model(
                application(
                    entity(
                        "Post",
                        #""search": ["title", "body"], "fields": [{"name": "title", "type": "text"}, {"name": "body", "type": "text"}]"#
                    ))
            ).entities.first)
        #expect(post.search == .init(columns: ["title", "body"], index: "posts_search_vector_idx"))
    }

    @Test func saysWhatHasNoWords() {
        expect(
            application(
                entity(
                    "Post",
                    #"""
                    "search": [1️⃣"size", 2️⃣"secret", 3️⃣"titel", 4️⃣"short", "title", 5️⃣"title"], "fields": [
                      {"name": "title", "type": "text"}, {"name": "size", "type": "integer"},
                      {"name": "secret", "type": "text", "hidden": true},
                      {"name": "short", "type": "text", "generated": "lower(title)"}]
                    """#)),
            .at(1, "search-type", "no text"), .at(2, "hidden-search", "'secret'"),
            .at(3, "unknown-field", "'titel'", fix: "title"), .at(4, "search-type", "computed"),
            .at(5, "duplicate-name", "twice"))
    }

    private static let fields =
        #""fields": [{"name": "title", "type": "text"}, {"name": "price", "type": "decimal", 2️⃣"indexed": true}, {"name": "state", "type": "enum", "values": ["a"], 3️⃣"indexed": true}, {"name": "number", "type": "integer", "indexed": true}]"#

    @Test(arguments: [
        #"{"who": "signedIn", "can": ["read"]}"#,
        #"{"who": "anyone", "can": ["read"], "when": {"field": "number", "is": 1}}"#,
        #"{"who": "owner", "can": ["read"]}, {"who": {"role": "admin"}, "can": ["read"]}"#,
    ])
    func warnsWhereAPolicyFiltersManyRows(access: String) {
        expect(
            application(
                #"{"name": "Post", \#(Self.owner), 1️⃣"search": ["title"], \#(Self.fields), "access": [\#(access)]}"#,
                head: #""roles": ["admin"], "defaults": {"enumStorage": "native"},"#),
            .at(1, "index-behind-policy", "full text search", fix: "anyone"),
            .at(2, "index-behind-policy", "numeric", fix: "bigint"),
            .at(3, "index-behind-policy", "native enums", fix: "check"))
    }

    @Test(arguments: [
        #"{"who": "anyone", "can": ["read"]}"#, #"{"who": "owner", "can": ["read"]}"#,
        #"{"who": "service", "can": ["read"]}"#,
    ])
    func isSilentWhereIndexesHelp(access: String) {
        let fields = Self.fields.replacing(/[2-3]\u{FE0F}\u{20E3}/, with: "")
        expect(
            application(
                #"{"name": "Post", \#(Self.owner), "search": ["title"], \#(fields), "access": [\#(access)]}"#,
                head: #""roles": ["admin"], "defaults": {"enumStorage": "native"},"#))
    }

    private static let owner =
        #""relations": [{"name": "owner", "kind": "belongsTo", "entity": "User", "required": true}]"#
}
