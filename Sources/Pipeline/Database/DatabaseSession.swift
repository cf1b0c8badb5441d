internal import Diagnostics
internal import DomainModel
internal import Migrations
internal import Schema
internal import Specification

/// A project and its open database, for what works with the migrations as they stand in the folder.
struct DatabaseSession: Sendable {
    let project: ProjectFolder
    /// The project's id.
    let id: String
    let settings: LedgerSettings
    let target: Target
    /// What the specification says of former names and of rows.
    let evolution: SchemaEvolution
    let database: ProjectDatabase
    let source: DatabaseSource

    /// - Throws: `DiagnosticsError` where the project has no database yet, `PostgresError`, `LocalServerError`.
    static func open(
        _ project: ProjectFolder, specification: String, _ source: DatabaseSource
    ) async throws -> DatabaseSession {
        try LockFile.read(in: project).checkVersion()
        guard let settings = try ProjectSettings.read(in: project), let id = settings.project else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "not-set-up", "this project has set no database up yet", fix: "run 'berry db setup'"))
        }
        let files = try SpecificationFiles(project.specification(specification), called: specification)
        let model = try await Stages.model.run(Stages.specification.run(files.document()))
        let schema = try await Stages.schema.run(model.value)
        let database = try await ProjectDatabase.openExisting(source, in: project)
        try await settings.checkVersion(of: database.connection)
        return DatabaseSession(
            project: project, id: id, settings: settings.databases, target: model.value.target,
            evolution: schema.evolution, database: database, source: source)
    }

    /// The database with some of the project's migrations, which run as they are.
    func push(_ migrations: [Migration]) -> DatabasePush {
        DatabasePush(
            database.connection, project: id, target: target, migrations: migrations, isPrivate: database.isPrivate,
            evolution: evolution, runsFiles: true, settings: settings)
    }
}
