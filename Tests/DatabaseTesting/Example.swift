public import AccessControl
import Diagnostics
public import DomainModel
import Foundation
public import Migrations
import Postgres
public import Schema
public import Specification
import TypedSQL

/// A specification with everything that is derived from it.
public struct Example: Sendable {
    public let model: DomainModel
    public let schema: DatabaseSchema
    public let access: AccessSchema

    /// The specification `Tests/Specifications/NAME.json`, for its own target or another.
    public init(_ name: String, target: Target? = nil) throws {
        let file = testFolder.appending(path: "Specifications/\(name).json")
        try self.init(json: String(contentsOf: file, encoding: .utf8), path: "\(name).json", target: target)
    }

    public init(json: String, path: String = "specification.json", target: Target? = nil) throws {
        let file = SourceFile(path: path, text: json)
        let document = try Document(file)
        var reading = Reading(file: file)
        let specification = Specification.read(document.root, &reading)
        var diagnostics = reading.diagnostics
        guard let specification, !diagnostics.hasErrors,
            var model = DomainModel.normalize(specification, reporting: &diagnostics)
        else { throw InvalidExample(diagnostics: diagnostics.sorted) }
        if let target { model.target = target }
        self.init(model)
    }

    private init(_ model: DomainModel) {
        self.model = model
        schema = DatabaseSchema(model)
        access = AccessSchema(model, schema)
    }

    /// The same with what a server says of its queries, which have no functions without.
    public func askingTypes() async throws -> Example {
        try await withDatabase(model.target == .postgres ? .plain : .supabaseExplicit) { connection in
            try await connection.execute(migration.up)
            var model = model
            try await QueryTypes.ask(connection, about: &model)
            return Example(model)
        }
    }

    public var migration: Migration {
        .initial(version: "20260102030405", schema, access)
    }
}

public struct InvalidExample: Error, CustomStringConvertible {
    let diagnostics: [Diagnostic]
    public var description: String { diagnostics.map { "\($0)" }.joined(separator: "\n") }
}
