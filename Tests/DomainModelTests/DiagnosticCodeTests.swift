import Foundation
import MarkedSources
import Testing

/// Every diagnostic of the target has an example among these tests.
@Test func everyCodeHasAnExample() throws {
    let reported = try DiagnosticCodes.reported(below: Repository.root.appending(path: "Sources/DomainModel"))
    let mentioned = try DiagnosticCodes.mentioned(below: Repository.tests)
    #expect(reported.count >= 40)
    #expect(reported.subtracting(mentioned) == [])
}
