import DatabaseTesting
import Foundation
import Migrations
import Testing

@Suite struct MigrationSumTests {
    @Test func readsWhatItWrites() throws {
        var sum = MigrationSum()
        #expect(MigrationSum(text: sum.text) == sum)
        let migration = try Example("todo").migration
        sum.seal(migration)
        sum.seal(Migration(version: "20250101000000", name: "earlier", up: "select 1;\n", down: ""))
        #expect(
            sum.entries.map(\.file) == [
                "20250101000000_earlier.down.sql", "20250101000000_earlier.up.sql",
                "20260102030405_initial_schema.down.sql", "20260102030405_initial_schema.up.sql",
            ])
        #expect(MigrationSum(text: sum.text) == sum)
        #expect(sum.isSealed(file: "20260102030405_initial_schema.up.sql"))
        #expect(!sum.isSealed(file: "20260102030405_other.up.sql"))
        let text = sum.text
        sum.seal(migration)
        #expect(sum.text == text)
    }

    @Test(arguments: [
        ("", ""), ("sha256:", "sha256:0"), ("earlier", "later"), ("berry.sum 1", "berry.sum 2"), ("\n2025", "\n\n2025"),
    ])
    func refusesWhatWasEdited(part: String, replacement: String) throws {
        var sum = MigrationSum()
        sum.seal(Migration(version: "20250101000000", name: "earlier", up: "select 1;\n", down: ""))
        let edited = part.isEmpty ? String(sum.text.dropLast(20)) : sum.text.replacing(part, with: replacement)
        #expect(MigrationSum(text: edited) == nil)
    }

    @Test func versionsAreTimes() {
        let now = Date(timeIntervalSince1970: 1_700_000_000)
        #expect(Migration.newVersion(environment: [:], now: now) == "20231114221320")
        #expect(Migration.newVersion(environment: ["SOURCE_DATE_EPOCH": "0"], now: now) == "19700101000000")
        #expect(Migration.isVersion("20231114221320"))
        #expect(!Migration.isVersion("2023111422132") && !Migration.isVersion("2023111422132x"))
    }
}
