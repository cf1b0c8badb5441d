import Catalog
import Testing

@Suite struct CatalogDifferenceTests {
    @Test func namesWhatIsMissingUnexpectedAndChanged() {
        let expected = Catalog([
            Fact(.table, "public.b"), Fact(.table, "public.a"), Fact(.column, "public.a.id", [.type: "uuid"]),
        ])
        let found = Catalog([
            Fact(.column, "public.a.id", [.type: "bigint", .notNull: "true"]), Fact(.table, "public.b"),
            Fact(.index, "public.i", [.definition: "btree"]),
        ])
        let difference = CatalogDifference(expected: expected, found: found)
        #expect(difference.missing.map(\.name) == ["public.a"])
        #expect(difference.unexpected.map(\.name) == ["public.i"])
        let properties = difference.changed.flatMap(\.properties)
        #expect(properties.map(\.property) == ["notNull", "type"])
        #expect(properties.map(\.expected) == [nil, "uuid"])
        #expect(properties.map(\.found) == ["true", "bigint"])
        #expect(!difference.isEmpty)
        #expect(CatalogDifference(expected: found, found: found).isEmpty)
    }

    /// What Swift takes for the same text, PostgreSQL doesn't.
    @Test func textsDifferByTheirBytes() {
        let one = Catalog([Fact(.column, "public.a.name", [.type: "\u{E9}"])])
        let two = Catalog([Fact(.column, "public.a.name", [.type: "e\u{301}"])])
        #expect(CatalogDifference(expected: one, found: two).changed.count == 1)
    }
}
