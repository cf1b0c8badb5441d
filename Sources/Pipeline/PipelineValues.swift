internal import AccessControl
internal import Catalog
internal import Diagnostics
internal import Digest
internal import DomainModel
internal import Foundation
internal import GeneratedFiles
internal import LocalPostgres
internal import Migrations
internal import Reviewing
internal import Schema
internal import Seeding
internal import Specification

/// The stages' values, wired to each other: this is the picture of the pipeline.
final class PipelineValues: Sendable {
    let specification: StageValue<Validated<Specification>>
    let model: StageValue<Validated<DomainModel>>
    let schema: StageValue<DatabaseSchema>
    let access: StageValue<AccessSchema>
    let seeds: StageValue<SeedData>
    let swift: StageValue<[GeneratedFile]>
    let documents: StageValue<ModelDocument>
    let described: StageValue<DescribedSchema>
    let matrix: StageValue<AccessDocument?>
    let migration: StageValue<MigrationFiles>

    /// SHA-256 of the specification's text, with what it includes.
    private let sourceDigest: String
    let folder: MigrationFolder
    let handWritten: StageValue<HandWrittenSQL>
    private let installation = StageValue { try? await PostgresInstallation.find() }

    init(_ run: PipelineRun) async throws {
        let files = try SpecificationFiles(run.project.specification(run.specification), called: run.specification)
        sourceDigest = files.digest
        let folder = try MigrationFolder(run)
        self.folder = folder

        let specification = StageValue(Stages.specification) {
            try files.document()
        }
        let model = StageValue {
            let specification = try await specification.value()
            return try await QueryTyping.typed(Stages.model.run(specification), specification.value)
        }
        let schema = StageValue(Stages.schema) { try await model.value().value }
        let access = StageValue(Stages.access) { (try await model.value().value, try await schema.value()) }
        let seeds = StageValue(Stages.seeds) { (try await model.value().value, try await schema.value()) }
        let swift = StageValue(Stages.swift) { try await model.value().value }
        let documents = StageValue(Stages.documents) { try await model.value().value }
        let handWritten = StageValue {
            try run.project.handWrittenSQL(of: try await specification.value().value)
        }
        let described = StageValue(Stages.describe) {
            (
                try await model.value().value, try await schema.value(), try await access.value(),
                try await handWritten.value()
            )
        }
        let matrix = StageValue(Stages.matrix) { (try await model.value().value, try await described.value()) }
        let migration = StageValue(Stages.migration) {
            // The initial migration alone needs no server.
            let isGenerated = try await handWritten.value().files.isEmpty
            return (
                folder, try await model.value().value, try await schema.value(), try await access.value(),
                folder.history.isEmpty && isGenerated ? nil : try await described.value()
            )
        }
        self.specification = specification
        self.model = model
        self.schema = schema
        self.access = access
        self.seeds = seeds
        self.swift = swift
        self.documents = documents
        self.described = described
        self.handWritten = handWritten
        self.matrix = matrix
        self.migration = migration
    }

    /// The stages in the order in which they run.
    var steps: [Step] {
        [
            Step(Stages.specification, specification) { [model] specification in
                // The model says the rest of what is wrong, and repeats the warnings.
                if specification.hasErrors { _ = try await model.value() }
                return []
            },
            Step(Stages.model, model, warnings: \.diagnostics),
            Step(Stages.schema, schema),
            Step(Stages.access, access),
            Step(Stages.seeds, seeds, warnings: \.diagnostics),
            Step(Stages.swift, swift),
            Step(Stages.documents, documents),
            Step(Stages.describe, described),
            Step(Stages.matrix, matrix),
            Step(Stages.migration, migration, warnings: \.warnings),
        ]
    }

    /// The version of the PostgreSQL that the private server runs; nil when there is none.
    func serverVersion() async -> String? {
        // Looking for it starts programs, so it is done when a stage needs the answer.
        (try? await installation.value())??.version
    }

    /// The types of queries are PostgreSQL's to say.
    private func hasQueries() async -> Bool {
        (try? await specification.value())?.value.queries.isEmpty == false
    }

    /// What can't be read is said by the stage.
    private func handWrittenDigests() async -> [String: String] {
        let files = (try? await handWritten.value())?.files ?? []
        return Dictionary(files.map { ($0.path, Digest(of: $0.bytes).hex) }, uniquingKeysWith: { first, _ in first })
    }

    /// What the schema looks like in PostgreSQL, when the stages have run: as it was written, where that is up to date.
    func catalog(after result: PipelineResult, in project: ProjectFolder) async throws -> Catalog {
        let isFresh = result.reports.contains { $0.stage == .describe && $0.outcome == .fresh }
        guard isFresh, let bytes = try FileIO.read(project.path(Stages.catalogPath)),
            let catalog = try? JSONDecoder().decode(Catalog.self, from: Data(bytes))
        else { return try await described.value().catalog }
        return catalog
    }

    /// What a stage reads besides the files of other stages: a phrase and a digest each.
    func inputs(of stage: StageName) async -> [String: String] {
        switch stage {
        case .specification: ["the specification": sourceDigest]
        case .model: await hasQueries() ? ["PostgreSQL": await serverVersion() ?? ""] : [:]
        case .describe: (await handWrittenDigests()).merging(["PostgreSQL": await serverVersion() ?? ""]) { $1 }
        case .migration: (await handWrittenDigests()).merging(folder.state) { $1 }
        default: [:]
        }
    }
}
