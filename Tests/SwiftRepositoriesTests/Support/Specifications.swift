import Diagnostics
import DomainModel
import Foundation
import Specification
import Testing

/// The specifications next to these tests, as models.
enum Specifications {
    static func model(_ name: String) throws -> DomainModel {
        let url = folder.appending(path: "Models/\(name).json")
        return try model(SourceFile(path: "\(name).json", bytes: Array(Data(contentsOf: url))))
    }

    static func model(_ file: SourceFile) throws -> DomainModel {
        var diagnostics = Diagnostics()
        var reading = Reading(file: file)
        let specification = try #require(Specification.read(try Document(file).root, &reading))
        try reading.diagnostics.throwIfErrors()
        let model = DomainModel.normalize(specification, reporting: &diagnostics)
        try diagnostics.throwIfErrors()
        return try #require(model)
    }

    /// The folder of these tests.
    static var folder: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    }
}
