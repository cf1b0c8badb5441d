internal import AccessControl
internal import Catalog
internal import Diagnostics
internal import DomainModel
internal import Foundation
internal import GeneratedFiles
internal import Migrations
internal import Reviewing
internal import SQL
internal import Schema
internal import Seeding
internal import Specification
internal import SwiftRepositories

/// What each stage does, in terms of the targets that do it.
enum Stages {
    static let specification = Stage<Document, Validated<Specification>>(
        .specification,
        run: { document in
            var diagnostics = Diagnostics()
            let specification = Specification.read(document, reporting: &diagnostics)
            for refusal in specification?.refusals() ?? [] { diagnostics.report(refusal) }
            guard let specification else { throw DiagnosticsError(diagnostics.sorted) }
            return Validated(specification, diagnostics.sorted)
        })

    static let model = Stage<Validated<Specification>, Validated<DomainModel>>(
        .model, after: [.specification], version: 2,
        run: { specification in
            var diagnostics = Diagnostics()
            for diagnostic in specification.diagnostics { diagnostics.report(diagnostic) }
            let model = DomainModel.normalize(specification.value, reporting: &diagnostics)
            guard let model, !diagnostics.hasErrors else { throw DiagnosticsError(diagnostics.sorted) }
            return Validated(model, diagnostics.sorted)
        },
        files: { model in
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return [GeneratedFile(".berry/model.json", contents: Array(try encoder.encode(model.value)))]
        })

    static let schema = Stage<DomainModel, DatabaseSchema>(
        .schema, after: [.model], version: 2, run: { DatabaseSchema($0) },
        files: { SchemaFiles.files(of: $0).map(\.generated) })

    static let access = Stage<(DomainModel, DatabaseSchema), AccessSchema>(
        .access, after: [.model, .schema], version: 3, run: { AccessSchema($0.0, $0.1) },
        files: { SchemaFiles.files(of: $0).map(\.generated) })

    static let seeds = Stage<(DomainModel, DatabaseSchema), SeedData>(
        .seeds, after: [.model, .schema], run: { SeedData(schema: $0.1, model: $0.0) }, files: { $0.files })

    static let swift = Stage<DomainModel, [GeneratedFile]>(
        .swift, after: [.model], version: 2, run: { $0.swiftPackage() }, files: { $0 })

    static let documents = Stage<DomainModel, ModelDocument>(
        .documents, after: [.model], version: 2, run: { ModelDocument($0, AccessSummary($0)) },
        files: { [GeneratedFile("docs/model.md", text: $0.text)] })

    static let catalogPath = ".berry/catalog.json"

    /// What PostgreSQL makes of the schema.
    static let describe = Stage<(DomainModel, DatabaseSchema, AccessSchema, HandWrittenSQL), DescribedSchema>(
        .describe, after: [.schema, .access], version: 4,
        run: { model, schema, access, handWritten in
            try await Rehearsal.describe(schema, access, handWritten, on: model.target, isSurveyed: true)
        },
        files: { described in
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return [GeneratedFile(catalogPath, contents: Array(try encoder.encode(described.catalog)))]
        })

    /// The catalog holds all that the answers depend on.
    static let matrix = Stage<(DomainModel, DescribedSchema), AccessDocument?>(
        .matrix, after: [.model, .describe],
        run: { model, described in described.access.map { AccessDocument(model.name, $0) } },
        files: { document in
            guard let document else { return [] }
            return [
                GeneratedFile(AccessDocument.path, text: document.text),
                GeneratedFile(AccessDocument.dataPath, text: try document.data),
            ]
        })

    /// The order of the tables is the model's, and no file of the schema shows it.
    static let migration = Stage<
        (MigrationFolder, DomainModel, DatabaseSchema, AccessSchema, DescribedSchema?), MigrationFiles
    >(
        .migration, after: [.model, .schema, .access, .describe], version: 6,
        run: { folder, model, schema, access, described in
            var open: [Migration] = []
            var warnings: [Diagnostic] = []
            if folder.history.isEmpty {
                open = [.initial(version: folder.version, schema, access, described)]
            } else if let described {
                let next = NextMigration(
                    after: folder.history, target: model.target, version: folder.version,
                    name: folder.name, evolution: schema.evolution, platform: schema.platform,
                    largeTables: folder.largeTables)
                open = try await next.migrations(to: described.catalog) { warnings.append($0) }
            }
            return MigrationFiles(
                after: folder.history, written: folder.written,
                open: open.map { $0.keepingApprovals(of: folder.open) }, folder.sum, warnings: warnings)
        },
        files: { $0.files })
}
