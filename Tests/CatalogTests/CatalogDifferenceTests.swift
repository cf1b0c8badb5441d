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
        #expect(expected.fingerprint != found.fingerprint)
    }
}
