import DomainModel
import Foundation
import SwiftRepositories

/// A generated package: made now of a model next to these tests, or committed with an example.
enum Package: Sendable {
    case model(String)
    case example(String)

    static let examples = ["todo", "blog", "restaurants", "shop", "team-tasks"]

    static var examplesFolder: URL { Specifications.folder.appending(path: "../../examples").standardizedFileURL }

    /// Calls `body` with the folder that holds `Packages`.
    func withFolder(_ body: (String) async throws -> Void) async throws {
        switch self {
        case .model(let name):
            try await SwiftRepositoriesTests.withFolder(of: Specifications.model(name).swiftPackage(), body)
        case .example(let name): try await body(Self.examplesFolder.appending(path: name).path)
        }
    }
}
