import DomainModel
import Expressions
import MarkedSources
import Testing

/// Values of two columns: an amount with its currency, a latitude with its longitude.
struct CompoundValueTests {
    @Test func anAmountHasItsCurrencyBesideIt() throws {
        let model = try model(
            application(
                entity(
                    "Order",
                    #"""
                    "fields": [{"name": "total", "type": "money", "required": true, "min": 0},
                               {"name": "tax", "type": "money", "sameCurrencyAs": "total"},
                               {"name": "fee", "type": "money", "currency": "USD", "default": 2}]
                    """#)
                    + ","
                    + entity(
                        "Line",
                        #"""
                        "fields": [{"name": "price", "type": "money", "sameCurrencyAs": "order"}],
                        "relations": [{"name": "order", "kind": "belongsTo", "entity": "Order"}]
                        """#)))
        let order = try #require(model.entity(named: "Order"))
        #expect(order.attributes.map(\.column) == ["total", "total_currency", "tax", "fee", "fee_currency"])
        #expect(order.attributes.map(\.isRequired) == [true, true, false, false, true])
        #expect(order.attributes[0].type == .decimal(precision: 19, scale: 4))
        #expect(order.attributes[0].currency == .column("total_currency"))
        #expect(order.attributes[1].type == .currency(only: nil))
        #expect(order.attributes[2].currency == .shared(["total"]) && order.attributes[2].compound == nil)
        #expect(order.attributes[4].type == .currency(only: "USD"))
        #expect(model.entity(named: "Line")?.attributes.map(\.currency) == [.shared(["order", "total"])])
    }

    @Test func partsAreThereTogether() throws {
        let shop = try #require(
            model(
                application(
                    entity(
                        "Shop",
                        #"""
                        "unique": [["place"]], "fields": [{"name": "place", "type": "location", "indexed": true},
                          {"name": "rent", "type": "money", "column": "costs", "renamedFrom": "fee"}]
                        """#))
            ).entities.first)
        #expect(shop.attributes.map(\.column) == ["place_latitude", "place_longitude", "costs", "costs_currency"])
        #expect(
            shop.checks.map(\.condition.sql) == [
                "(place_latitude is null) = (place_longitude is null)", "(costs is null) = (costs_currency is null)",
            ])
        #expect(shop.uniques.map(\.columns) == [["place_latitude", "place_longitude"]])
        #expect(shop.indexes.map { $0.columns.map(\.column) } == [["place_latitude", "place_longitude"]])
    }

    @Test func aGrantNamesBothParts() throws {
        let rule = try #require(
            model(
                application(
                    #"""
                    {"name": "Shop", "fields": [{"name": "place", "type": "location"}],
                     "access": [{"who": "anyone", "can": ["read"], "when": {"field": "placeLatitude", "atLeast": 1}},
                                {"who": "signedIn", "can": ["create"], "fields": ["place"]}]}
                    """#)
            ).entities.first?.rules.last)
        #expect(rule.columns == ["place_latitude", "place_longitude"])
    }

    @Test func saysWhatIsWrong() {
        expect(
            application(
                #"""
                {"name": "Shop", "access": [{"who": "anyone", "can": ["read"], "when": {"field": 1️⃣"place", "isNull": true}}],
                 "fields": [{"name": "place", "type": "location", 2️⃣"default": 1, 3️⃣"list": true},
                   {"name": "rent", "type": "money", 4️⃣"default": 5}, {"name": "fee", "type": "money", "currency": 5️⃣"usd"},
                   {"name": "tip", "type": "money", "sameCurrencyAs": 6️⃣"name"}, {"name": "name", "type": "text"},
                   {"name": "cut", "type": "money", "currency": "USD", 7️⃣"sameCurrencyAs": "fee"},
                   {"name": "tax", "type": "money", "sameCurrencyAs": 8️⃣"feee"},
                   {"name": 9️⃣"rentCurrency", "type": "text"}]}
                """#),
            .at(1, "unknown-field", "2 parts", fix: "placeLatitude"), .at(2, "key-does-not-apply", "default"),
            .at(3, "key-does-not-apply", "list"), .at(4, "key-does-not-apply", "no currency", fix: "currency"),
            .at(5, "invalid-currency", "usd", fix: "USD"), .at(6, "no-currency", "'name'"),
            .at(7, "two-currencies", "not both"), .at(8, "unknown-field", "feee", fix: "fee"),
            .at(9, "name-collision", "rent_currency"))
        expect(
            application(
                entity("Order", #""fields": [{"name": "a", "type": "money"}, {"name": "b", "type": "money"}]"#) + ","
                    + entity(
                        "Line",
                        #""fields": [{"name": "price", "type": "money", "sameCurrencyAs": 1️⃣"order"}], "relations": [{"name": "order", "kind": "belongsTo", "entity": "Order"}]"#
                    )), .at(1, "no-currency", "more than one"))
    }
}
