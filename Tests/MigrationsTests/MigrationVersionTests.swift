import Diagnostics
import Migrations
import Testing

@Suite struct MigrationVersionTests {
    @Test(arguments: [
        ("20261231235959", "20261231235960"), ("00000000000009", "00000000000010"),
        ("99999999999998", "99999999999999"),
    ])
    func growsByOne(version: String, next: String) throws {
        #expect(try Migration.version(after: version) == next)
    }

    @Test func endsWithTheLastOfFourteenDigits() {
        let error = #expect(throws: DiagnosticsError.self) { try Migration.version(after: "99999999999999") }
        #expect(error?.diagnostics.first?.code == "last-version")
    }
}
