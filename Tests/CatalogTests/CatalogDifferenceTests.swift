import Catalog
import Testing

@Suite struct CatalogDifferenceTests {
    @Test func namesWhatIsMissingUnexpectedAndChanged() {
        let expected = Catalog([
            Fact(.table, "public.b", "r"), Fact(.table, "public.a", "r"), Fact(.column, "public.a.id", "uuid"),
        ])
        let found = Catalog([
            Fact(.column, "public.a.id", "bigint"), Fact(.table, "public.b", "r"), Fact(.index, "public.i", "btree"),
        ])
        let difference = CatalogDifference(expected: expected, found: found)
        #expect(difference.missing.map(\.identity) == ["public.a"])
        #expect(difference.unexpected.map(\.identity) == ["public.i"])
        #expect(difference.changed.map(\.found.content) == ["bigint"])
        #expect(!difference.isEmpty)
        #expect(CatalogDifference(expected: found, found: found).isEmpty)
    }

    /// What Swift takes for the same text, PostgreSQL doesn't.
    @Test func textsDifferByTheirBytes() {
        let one = Catalog([Fact(.column, "public.a.name", "default='\u{E9}'")])
        let two = Catalog([Fact(.column, "public.a.name", "default='e\u{301}'")])
        #expect(CatalogDifference(expected: one, found: two).changed.count == 1)
        #expect(one != two)
    }
}
