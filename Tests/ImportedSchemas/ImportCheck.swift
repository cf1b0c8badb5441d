import Catalog
import DatabaseTesting
import Diagnostics
import DomainModel
import Foundation
import LocalPostgres
import Migrations
import Pipeline
import SQL
import Schema
public import Specification
import SystemPackage

/// Imports a schema, generates from the specification, and compares what both make.
public struct ImportCheck: Sendable {
    public struct Result: Sendable {
        public var tables = 0
        /// How many of them are entities, or the links of some.
        public var entities = 0
        /// What both don't have alike. Row level security, policies, rights and triggers that berry brings along aren't
        /// among it.
        public var differences: [String] = []
        public var text = ""
    }

    public init() {}

    /// - Parameter sql: makes the schema in an empty database.
    public func result(of sql: String, on target: Target?) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "berry-import-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = SourceFile(path: "schema.sql", text: sql)
        try sql.write(to: folder.appending(path: "schema.sql"), atomically: true, encoding: .utf8)
        let imported = try await SpecificationImport(
            "schema.sql", in: ProjectFolder(FilePath(folder.path)), on: target)
        var result = Result(text: imported.text)
        let platform: Target = try Self.target(of: imported.text)
        let source = try await Self.catalog(of: file, on: platform)
        let example = try Example(json: imported.text)
        let handWritten = HandWrittenSQL(
            imported.handWritten.map { [SourceFile(path: "imported.sql", text: $0)] } ?? [])
        let made = try await Rehearsal.describe(example.migration, handWritten, on: platform).catalog
        let own = Set(example.schema.tables.map { $0.definition.name.sql })
        let tables = source.facts.filter { $0.kind == .table }
        result.tables = tables.count
        result.entities = tables.count { own.contains($0.name) }
        result.differences = Self.differences(source, made)
        return result
    }

    /// A specification that becomes a database, and that one a specification again.
    public func roundTrip(of specification: String) async throws -> Result {
        let example = try Example(json: specification)
        let first = try await result(of: example.migration.up, on: example.model.target)
        var result = first
        // What SQL carries comes back: what is imported again is the same text.
        let again = try Example(json: first.text)
        if first.text.contains(SpecificationImport.handWrittenPath) { return result }
        let second = try await self.result(of: again.migration.up, on: example.model.target)
        if second.text != first.text { result.differences.append("the text isn't the same when it is imported again") }
        return result
    }

    private static func target(of text: String) throws -> Target { try Example(json: text).model.target }

    private static func catalog(of file: SourceFile, on target: Target) async throws -> Catalog {
        let server = try await LocalServer.scratch()
        do {
            let catalog = try await SchemaSource.scripts([file]).catalog(on: .platform(of: target)) { server }
            try await server.stop()
            return catalog
        } catch {
            try? await server.stop()
            throw error
        }
    }

    private static let compared: Set<Fact.Kind> = [
        .table, .column, .defaultValue, .constraint, .index, .policy, .enumeration, .domain, .sequence, .view,
        .function, .trigger,
    ]

    private static func differences(_ source: Catalog, _ made: Catalog) -> [String] {
        let difference = CatalogDifference(expected: source, found: made)
        let parts: Set<Fact.Kind> = [.table, .column, .defaultValue, .constraint, .index]
        var lines = difference.missing.filter { compared.contains($0.kind) }.map { "missing: \($0.id)" }
        lines += difference.unexpected.filter { parts.contains($0.kind) }.map { "added: \($0.id)" }
        for change in difference.changed
        where compared.contains(change.expected.kind) && !change.expected.isSame(as: change.found) {
            let properties = change.properties.filter {
                !["rowSecurity", "forcedRowSecurity", "owner"].contains($0.property)
            }
            for property in properties {
                lines.append(
                    "changed: \(change.expected.id) \(property.property): \(property.expected ?? "-") is "
                        + "\(property.found ?? "-")")
            }
        }
        return lines
    }
}
