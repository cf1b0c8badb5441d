import SchemaDiff
import Testing

@Suite struct QuestionTests {
    @Test(arguments: [
        (0, "0 rows"), (1, "1 row"), (2, "2 rows"), (999, "999 rows"), (1000, "1,000 rows"),
        (1_234_567, "1,234,567 rows"), (-1000, "-1,000 rows"),
    ])
    func countsForPeople(number: Int, text: String) {
        #expect(Question("", .count(one: "row", many: "rows")).answer(number) == text)
    }

    @Test(arguments: [
        (0, "0 bytes"), (8192, "8.0 kB"), (1536, "1.5 kB"), (10_485_760, "10 MB"), (1_300_000_000, "1.2 GB"),
    ])
    func saysSizes(number: Int, text: String) {
        #expect(Question("", .bytes).answer(number) == text)
    }

    @Test func saysWhereASequenceIs() {
        #expect(Question("", .position).answer(4200) == "the last number was 4,200")
    }
}
