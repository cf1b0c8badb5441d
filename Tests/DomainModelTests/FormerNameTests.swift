import DomainModel
import MarkedSources
import Testing

/// What `renamedFrom`, `removed` and `backfill` say.
struct FormerNameTests {
    @Test func everyDerivedNameHasItsFormerOne() throws {
        let model = try model(
            application(
                #"""
                {"name": "Purchase", "renamedFrom": "Order", "access": [],
                 "fields": [{"name": "subject", "renamedFrom": "title", "type": "text"},
                            {"name": "state", "renamedFrom": "status", "type": "enum", "values": ["a"]}],
                 "relations": [{"name": "labels", "renamedFrom": "tags", "kind": "manyToMany", "entity": "Tag"},
                               {"name": "lines", "kind": "hasMany", "entity": "Line"}]},
                {"name": "Tag", "table": "labels", "access": []},
                {"name": "Line", "access": [], "relations": [
                  {"name": "item", "renamedFrom": "product", "kind": "belongsTo", "entity": "Tag"}]}
                """#, head: #""defaults": {"enumStorage": "native"},"#))
        let names = try #require(model.formerNames)
        #expect(
            names.tables.map { "\($0.current): \($0.former.joined(separator: ", "))" } == [
                "purchases: orders, Order", "labels: tags",
                "purchase_labels: order_tags, order_labels, purchase_tags",
            ])
        #expect(
            names.columns["purchases"]?.map { "\($0.current): \($0.former.joined(separator: ", "))" } == [
                "subject: title", "state: status",
            ])
        #expect(
            names.columns["lines"]?.map { "\($0.current): \($0.former.joined(separator: ", "))" } == [
                "item_id: product_id, product", "purchase_id: order_id",
            ])
        #expect(names.columns["purchase_labels"]?.map(\.current) == ["purchase_id"])
        #expect(names.types.map(\.former) == [["order_status", "order_state", "purchase_status"]])
        #expect(names.tables[0].declaration == "Purchase")
    }

    @Test func nothingWasCalledOtherwise() throws {
        #expect(try model(application(entity("A"))).formerNames == nil)
    }

    @Test func anOldNameThatIsInUseSaysTwoThings() {
        expect(
            application(
                #"""
                {"name": "A", "renamedFrom": 1️⃣"b", "access": [], "fields": [
                  {"name": "x", "renamedFrom": 2️⃣"y", "type": "text"}, {"name": "y", "type": "text"},
                  {"name": "z", "renamedFrom": "old", "type": "text"},
                  {"name": "w", "renamedFrom": 3️⃣"old", "type": "text"},
                  {"name": "v", "renamedFrom": 4️⃣"", "type": "text"}]},
                {"name": "B", "access": []}
                """#,
                head:
                    #""enums": [{"name": "E", "renamedFrom": 5️⃣"F", "values": ["a"]}, {"name": "F", "values": ["a"]}],"#),
            .at(1, "former-name-in-use", "an entity has that name"),
            .at(2, "former-name-in-use", "a field or relation of A"), .at(3, "former-name-in-use", "'old'"),
            .at(4, "invalid-name", "empty"), .at(5, "former-name-in-use", "an enum"))
    }

    @Test func whatBecomesOfAValueIsAValue() {
        expect(
            application(
                entity(
                    "A",
                    #"""
                    "fields": [{"name": "x", "type": "enum", "values": ["a", {"name": "b", "renamedFrom": 1️⃣"a"},
                                 {"name": "c", "renamedFrom": "d"}],
                                "removed": [{"value": "e", "becomes": 2️⃣"f"}, {"value": 3️⃣"d", "becomes": "a"}]}]
                    """#)), .at(1, "former-name-in-use", "still one of the values"),
            .at(2, "unknown-value", "'f' is not one of the values"), .at(3, "duplicate-value", "said twice"))
    }

    @Test func aFormerFieldIsGoneAndKeptInStep() {
        expect(
            application(
                entity(
                    "A",
                    #"""
                    "fields": [{"name": "title", "type": "text"}, {"name": "first", "column": "given", "type": "text"}],
                    "formerFields": [{"name": 1️⃣"title", "sql": "given"}, {"name": 2️⃣"given", "sql": "title"},
                                     {"name": "name", "sql": 3️⃣"'nobody'"}, {"name": "label", "sql": "upper(title)"}]
                    """#)), .at(1, "former-field-in-use", "a column 'title'", fix: "another name"),
            .at(2, "former-field-in-use", "a column 'given'"), .at(3, "former-field-of-nothing", "reads none"))
    }

    @Test func aFormerFieldWaitsForTheNewNameOfItsEntity() {
        expect(
            application(
                entity(
                    "A",
                    #"""
                    "renamedFrom": "B", "fields": [{"name": "title", "type": "text"}],
                    "formerFields": [{"name": 1️⃣"label", "sql": "upper(title)"}]
                    """#)), .at(1, "former-field-while-renamed", "gets another name", fix: "push"))
    }

    @Test func aBackfillFitsItsField() {
        expect(
            application(
                #"""
                {"name": "A", "access": [], "fields": [
                  {"name": "x", "type": "integer", "required": true, "backfill": 1️⃣"many"},
                  {"name": "y", "type": "text", "list": true, "backfill": 2️⃣"one"},
                  {"name": "z", "type": "integer", "backfill": {"sql": "length(gone)"}},
                  {"name": "w", "type": "integer", "backfill": {"sql": "3️⃣lower(gone)"}}]},
                {"name": "B", "key": ["k", "l"], "access": [], "fields": [
                  {"name": "k", "type": "text"}, {"name": "l", "type": "text"}]},
                {"name": "C", "access": [], "relations": [
                  {"name": "b", "kind": "belongsTo", "entity": "B", "required": true, "backfill": 4️⃣"k"},
                  {"name": "a", "kind": "belongsTo", "entity": "A", "required": true, "backfill": 5️⃣"no uuid"}]}
                """#), .at(1, "backfill-type", "a whole number"), .at(2, "backfill-type", "a list"),
            .at(3, "expression-type", "a number"), .at(4, "backfill-type", "several columns"),
            .at(5, "backfill-type", "UUID"))
    }
}
