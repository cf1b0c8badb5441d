import DatabaseTesting
import DomainModel
import Foundation
import Specification

/// The specifications next to these tests.
enum Specifications {
    static func example(_ name: String, target: Target? = nil) throws -> Example {
        let url = folder.appending(path: "Models/\(name).json")
        return try Example(json: String(contentsOf: url, encoding: .utf8), path: "\(name).json", target: target)
    }

    static func model(_ name: String) throws -> DomainModel { try example(name).model }

    /// The folder of these tests.
    static var folder: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    }
}
