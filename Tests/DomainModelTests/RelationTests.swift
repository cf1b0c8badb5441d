import DomainModel
import MarkedSources
import Specification
import Testing

struct RelationTests {
    @Test func keepsAKeyForBelongsTo() throws {
        let model = try model(
            application(
                entity("List") + ","
                    + entity(
                        "Todo",
                        #""relations": [{"name": "list", "kind": "belongsTo", "entity": "list", "required": true, "unique": true, "onDelete": "cascade", "inverse": "todo"}]"#
                    )))
        let reference = try #require(model.entities[1].references.first)
        #expect(reference.columns == ["list_id"])
        #expect(reference.target == .entity("List"))
        #expect(reference.isRequired && reference.isUnique)
        #expect(reference.onDelete == .cascade)
        #expect(model.entities[1].uniques.map(\.name) == ["todos_list_id_key"])
        #expect(
            model.entities[0].collections == [.init(name: "todo", entity: "Todo", reference: "list", isSingle: true)])
    }

    @Test func makesTheKeyOfHasManyOnTheOtherSide() throws {
        let model = try model(
            application(
                entity(
                    "List",
                    #""relations": [{"name": "todos", "kind": "hasMany", "entity": "Todo", "required": true, "onDelete": "cascade"}, {"name": "cover", "kind": "hasOne", "entity": "Image", "inverse": "covered"}]"#
                )
                    + "," + entity("Todo") + "," + entity("Image")))
        #expect(model.entities[1].references.map(\.name) == ["list"])
        #expect(model.entities[1].references[0].isRequired)
        #expect(model.entities[2].references.map(\.columns) == [["covered_id"]])
        #expect(model.entities[2].references[0].isUnique)
        #expect(model.entities[0].collections.map(\.name) == ["todos", "cover"])
        #expect(model.decisions.contains { $0.subject == "Todo.list" && $0.reason.contains("hasMany") })
    }

    @Test func takesWhatEitherSideSays() throws {
        let model = try model(
            application(
                entity(
                    "List",
                    #""relations": [{"name": "todos", "kind": "hasMany", "entity": "Todo", "required": true, "onDelete": "cascade"}]"#
                )
                    + "," + entity("Todo", #""relations": [{"name": "list", "kind": "belongsTo", "entity": "List"}]"#)))
        #expect(model.entities[1].references.map(\.onDelete) == [.cascade])
        #expect(model.entities[1].references.map(\.isRequired) == [true])
    }

    @Test func refusesSidesThatDisagree() {
        expect(
            application(
                entity(
                    "List",
                    #""relations": [{"name": 4️⃣"todos", "kind": 5️⃣"hasMany", "entity": "Todo", "required": 1️⃣true, "onDelete": 2️⃣"cascade"}, {"name": "tags", "kind": "manyToMany", "entity": "Tag", "inverse": 3️⃣"lists"}]"#
                )
                    + ","
                    + entity(
                        "Todo",
                        #""relations": [{"name": "list", "kind": "belongsTo", "entity": "List", "required": false, "unique": true, "onDelete": "setNull", "inverse": "items"}]"#
                    )
                    + ","
                    + entity(
                        "Tag",
                        #""relations": [{"name": "lists", "kind": "manyToMany", "entity": "List", "inverse": "labels"}]"#
                    )),
            .at(1, "sides-disagree"), .at(2, "sides-disagree"), .at(3, "sides-disagree"), .at(4, "sides-disagree"),
            .at(5, "sides-disagree"))
    }

    @Test func refusesWhatCouldMeanSeveral() {
        expect(
            application(
                entity(
                    "User",
                    #""account": false, "relations": [{"name": 1️⃣"posts", "kind": "hasMany", "entity": "Post"}, {"name": "likes", "kind": "hasMany", "entity": "Like"}, {"name": 2️⃣"hearts", "kind": "hasMany", "entity": "Like"}]"#
                )
                    + ","
                    + entity(
                        "Post",
                        #""relations": [{"name": "author", "kind": "belongsTo", "entity": "User"}, {"name": "editor", "kind": "belongsTo", "entity": "User"}]"#
                    )
                    + "," + entity("Like")
                    + ","
                    + entity(
                        "A",
                        #""relations": [{"name": 3️⃣"bs", "kind": "manyToMany", "entity": "B"}, {"name": "cs", "kind": "manyToMany", "entity": "B"}]"#
                    )
                    + "," + entity("B", #""relations": [{"name": "as", "kind": "manyToMany", "entity": "A"}]"#)),
            .at(1, "ambiguous-inverse", "author and editor"), .at(2, "ambiguous-inverse", "likes"),
            .at(3, "ambiguous-inverse", "A.bs, A.cs, B.as"))
    }

    @Test func refusesTwoHasOneOnce() {
        expect(
            application(
                entity("A", #""relations": [{"name": "b", "kind": 1️⃣"hasOne", "entity": "B"}]"#) + ","
                    + entity("B", #""relations": [{"name": "a", "kind": "hasOne", "entity": "A"}]"#)),
            .at(1, "two-has-one", fix: "belongsTo"))
    }

    @Test func refusesRelationsThatLeadNowhere() {
        expect(
            application(
                entity(
                    "Todo",
                    #"""
                    "relations": [
                      {"name": "list", "kind": "belongsTo", "entity": 1️⃣"Lst"}, {"name": 2️⃣"x", "kind": "belongsTo"},
                      {"name": "y", "kind": "manyToMany", "entity": "List", "via": 3️⃣"Nothing"},
                      {"name": "z", "kind": "manyToMany", "entity": "List", "via": 4️⃣"List"},
                      {"name": "people", "kind": "hasMany", "entity": 5️⃣"User"},
                      {"name": "lists", "kind": "manyToMany", "entity": 6️⃣"Lists"}]
                    """#) + "," + entity("List")),
            .at(1, "unknown-entity", fix: "'List'"), .at(2, "missing-key"), .at(3, "unknown-entity"),
            .at(4, "via-without-ends"), .at(5, "key-on-account"), .at(6, "unknown-entity", fix: "'List'"))
    }

    @Test func refusesKeysThatSayNothing() {
        expect(
            application(
                entity(
                    "Todo",
                    #"""
                    "relations": [
                      {"name": "a", "kind": "belongsTo", "entity": "Todo", 1️⃣"via": "Todo", "required": 2️⃣true},
                      {"name": "b", "kind": "manyToMany", "entity": "Tag", 3️⃣"required": true},
                      {"name": "c", "kind": "belongsTo", "entity": "Tag", "required": true, "onDelete": 4️⃣"setNull", "default": 5️⃣"me"},
                      {"name": "d", "kind": "belongsTo", "entity": "User", "default": 6️⃣"you", "inverse": 7️⃣"todos"}]
                    """#) + "," + entity("Tag")),
            .at(1, "key-does-not-apply"), .at(2, "required-self-relation"), .at(3, "key-does-not-apply"),
            .at(4, "set-null-required"), .at(5, "default-type"), .at(6, "default-type", fix: "\"me\""),
            .at(7, "key-does-not-apply"))
    }

    @Test func refusesCirclesOfRequiredRelations() {
        expect(
            application(
                entity("A", #""relations": [{"name": "b", "kind": "belongsTo", "entity": "B", "required": true}]"#)
                    + ","
                    + entity(
                        "B", #""relations": [{"name": "c", "kind": "belongsTo", "entity": "C", "required": true}]"#)
                    + ","
                    + entity(
                        "C", #""relations": [{"name": 1️⃣"a", "kind": "belongsTo", "entity": "A", "required": true}]"#)),
            .at(1, "required-cycle", "A.b → B.c → C.a", fix: "optional"))
    }

    @Test func makesOneJunctionOfBothSides() throws {
        let model = try model(
            application(
                entity("Post", #""relations": [{"name": "tags", "kind": "manyToMany", "entity": "Tag"}]"#) + ","
                    + entity("Tag", #""relations": [{"name": "posts", "kind": "manyToMany", "entity": "Post"}]"#)))
        #expect(model.junctions.map(\.table) == ["post_tags"])
        #expect(model.junctions.map(\.inverse) == ["posts"])
        #expect(model.junctions[0].declaring.columns == ["post_id"])
        #expect(model.junctions[0].other.columns == ["tag_id"])
    }

    @Test func linksAnEntityWithItself() throws {
        let model = try model(
            application(
                entity("Person", #""relations": [{"name": "friends", "kind": "manyToMany", "entity": "Person"}]"#)))
        #expect(model.junctions.map(\.isReflexive) == [true])
        #expect(model.junctions[0].declaring.columns + model.junctions[0].other.columns == ["person_id", "friend_id"])
    }

    @Test func refusesLinksWhoseNamesMeet() {
        expect(
            application(
                entity(
                    "Person",
                    #""relations": [{"name": 1️⃣"people", "kind": "manyToMany", "entity": "Person"}, {"name": 2️⃣"tags", "kind": "manyToMany", "entity": "Tag"}, {"name": "labels", "kind": "manyToMany", "entity": "Tag", "inverse": 3️⃣"name"}]"#
                )
                    + "," + entity("Tag", #""table": "person_tags", "fields": [{"name": "name", "type": "text"}]"#)
                    + ","
                    + entity(
                        "Note",
                        #""relations": [{"name": "person", "kind": "belongsTo", "entity": "Tag", "inverse": 4️⃣"name"}]"#)
            ),
            .at(1, "name-collision", "'person'"), .at(2, "duplicate-name", "'person_tags'"),
            .at(3, "duplicate-name", "'name'"), .at(4, "duplicate-name", "'name'"))
    }

    @Test func readsLinksThatAreEntities() throws {
        let model = try model(
            application(
                entity(
                    "User",
                    #""relations": [{"name": "followed", "kind": "manyToMany", "entity": "User", "via": "Follow"}]"#)
                    + ","
                    + entity(
                        "Follow",
                        #""key": ["follower", "followee"], "relations": [{"name": "follower", "kind": "belongsTo", "entity": "User"}, {"name": "followee", "kind": "belongsTo", "entity": "User"}]"#
                    )))
        #expect(model.junctions == [])
        #expect(model.entities[1].keyColumns == ["follower_id", "followee_id"])
        #expect(model.entities[1].references.map(\.isRequired) == [true, true])
        #expect(model.entities[0].collections.map(\.name) == ["follows"])
    }

    @Test func chainsCompositeKeys() throws {
        let model = try model(
            application(
                entity("Order", #""id": "bigint""#) + ","
                    + entity(
                        "Line",
                        #""key": ["order", "position"], "fields": [{"name": "position", "type": "integer"}], "relations": [{"name": "order", "kind": "belongsTo", "entity": "Order"}]"#
                    ) + ","
                    + entity(
                        "Shipment",
                        #""key": ["line"], "relations": [{"name": "line", "kind": "belongsTo", "entity": "Line"}]"#)))
        #expect(model.entities[2].keyColumns == ["line_order_id", "line_position"])
        #expect(model.entities[2].references[0].columns == ["line_order_id", "line_position"])
        #expect(model.entities[1].attributes[0].isRequired)
    }

    @Test func refusesKeysThatAreNone() {
        expect(
            application(
                #"""
                {"name": "A", "access": [], "id": "uuid", 1️⃣"key": ["n"], "fields": [{"name": "n", "type": "text"}]},
                {"name": "B", "access": [], "key": ["n", 2️⃣"n", 3️⃣"m", 4️⃣"j", "r"],
                 "fields": [{"name": "n", "type": "text"}, {"name": "j", "type": "json"}],
                 "relations": [{"name": "r", "kind": "belongsTo", "entity": "A", "onDelete": 5️⃣"setNull"}]},
                {"name": "C", "access": [], "key": 6️⃣["d"], "relations": [{"name": "d", "kind": "belongsTo", "entity": "D"}]},
                {"name": "D", "access": [], "key": ["c"], "relations": [{"name": 7️⃣"c", "kind": "belongsTo", "entity": "C"}]},
                {"name": "E", "access": [], "relations": [{"name": "d", "kind": "belongsTo", "entity": "B", 8️⃣"column": "x"}]}
                """#), .at(1, "two-keys"), .at(2, "duplicate-name"), .at(3, "unknown-field"), .at(4, "key-type"),
            .at(5, "set-null-required"), .at(6, "key-cycle"), .at(7, "required-cycle"), .at(8, "key-does-not-apply"))
    }
}
