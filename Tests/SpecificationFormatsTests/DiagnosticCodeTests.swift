import Foundation
import MarkedSources
import Testing

/// Every diagnostic of the target has an example among these tests.
@Test func everyCodeHasAnExample() throws {
    let tests = filesFolder.deletingLastPathComponent()
    let sources = repository.appending(path: "Sources/SpecificationFormats")
    let reported = try DiagnosticCodes.reported(below: sources)
    let mentioned = try DiagnosticCodes.mentioned(below: tests)
    #expect(reported.count >= 30)
    #expect(reported.subtracting(mentioned) == [])
}
