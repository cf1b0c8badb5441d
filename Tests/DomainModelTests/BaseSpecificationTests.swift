import Diagnostics
import Foundation
import Specification
import Testing

/// Specifications of whole applications, written without an eye on what this version generates.
struct BaseSpecificationTests {
    static let names = ["blog", "clinic", "restaurant", "school", "shop", "team-tasks", "todo"]
    static let folder = Repository.root.appending(path: "Tests/Specifications/bases")

    @Test func allAreRead() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(files.sorted() == Self.names.map { "\($0).json" })
    }

    @Test(arguments: names) func isGeneratedOrNamesTheMissingFeature(_ name: String) throws {
        let text = try String(contentsOf: Self.folder.appending(path: "\(name).json"), encoding: .utf8)
        let (model, diagnostics) = normalized(text)
        let refusals = Feature.allCases.compactMap { feature -> String? in
            if case .refused(let code) = feature.generation { code } else { nil }
        }
        let errors = diagnostics.filter { $0.severity == .error }
        #expect(errors.filter { !refusals.contains($0.code) }.map(\.message) == [])
        #expect((model != nil) == errors.isEmpty)
        // What a refused part would have said can't be missed.
        let warnings = diagnostics.filter { $0.severity == .warning }.map(\.code)
        #expect(Set(warnings).isSubset(of: ["sign-up-without-value", "optional-owner"]))
    }
}
