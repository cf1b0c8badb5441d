import Foundation
import MarkedSources
import Testing

/// Every diagnostic of the target has an example among these tests.
@Test func everyCodeHasAnExample() throws {
    let reported = try DiagnosticCodes.reported(below: Repository.root.appending(path: "Sources/Specification"))
    let mentioned = try DiagnosticCodes.mentioned(below: Repository.root.appending(path: "Tests/SpecificationTests"))
    #expect(reported.count >= 10)
    #expect(reported.subtracting(mentioned) == [])
}
