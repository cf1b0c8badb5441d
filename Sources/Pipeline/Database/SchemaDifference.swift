internal import Catalog
internal import Diagnostics
internal import DomainModel
internal import LocalPostgres
public import Migrations
internal import Postgres
public import SchemaDiff
public import Specification

/// What leads from one schema to another, each named as a command line names it.
public struct SchemaDifference: Sendable {
    public var from: SchemaOperand
    public var to: SchemaOperand
    public var renames: [Rename]
    /// What a database holds before SQL of a file runs; nil for that of the project, or plain PostgreSQL without one.
    public var target: Target?

    public init(from: SchemaOperand, to: SchemaOperand, renames: [Rename] = [], target: Target? = nil) {
        self.from = from
        self.to = to
        self.renames = renames
        self.target = target
    }

    /// - Parameters:
    ///   - run: the project, for `spec`; it runs no stage and writes nothing.
    ///   - database: the project's database.
    public func plan(_ run: PipelineRun, database: DatabaseSource) async throws -> SchemaPlan {
        var values: PipelineValues?
        if usesProject { values = try await PipelineValues(run) }
        var target = target ?? .postgres
        if self.target == nil, let values { target = try await values.model.value().value.target }
        let sides = try await [side(from, values, run, database), side(to, values, run, database)]
        let settings = try ProjectSettings.read(in: run.project) ?? ProjectSettings()
        let comparison = SchemaComparison(
            from: sides[0].source, to: sides[1].source, template: .platform(of: target), renames: renames,
            statementTimeout: settings.databases.statementTimeout)
        let plan = try await comparison.plan()
        for side in sides { await side.database?.connection.close() }
        return plan
    }

    private var usesProject: Bool {
        [from, to].contains { if case .specification = $0 { true } else { false } }
    }

    /// A schema, with the database that has to stay open while it is read.
    private typealias Side = (source: SchemaSource, database: ProjectDatabase?)

    private func side(
        _ operand: SchemaOperand, _ values: PipelineValues?, _ run: PipelineRun, _ database: DatabaseSource
    ) async throws -> Side {
        switch operand {
        case .path(let path): return (.scripts(try SchemaOperand.scripts(at: path)), nil)
        case .url(let url): return try await open(DatabaseSource.source(url: url, origin: "the argument"), run)
        case .projectDatabase: return try await open(database, run)
        case .specification: return (.catalog(try await values?.described.value().catalog ?? .empty), nil)
        }
    }

    private func open(_ source: DatabaseSource, _ run: PipelineRun) async throws -> Side {
        let database = try await ProjectDatabase.openExisting(source, in: run.project)
        return (.database(database.connection), database)
    }
}
