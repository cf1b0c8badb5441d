public import Migrations

/// `berry db drift`: a database against what the migrations made that it has run.
public struct DriftRun: Sendable {
    public let project: ProjectFolder
    public let specification: String
    public let source: DatabaseSource

    public init(_ project: ProjectFolder, specification: String, source: DatabaseSource) {
        self.project = project
        self.specification = specification
        self.source = source
    }

    /// Reads without changing anything.
    public func run() async throws -> DatabaseDrift {
        let session = try await DatabaseSession.open(project, specification: specification, source)
        let standing = try StandingMigrations(in: project)
        // On the private server an open migration may have run before it was written anew; that is said by its name.
        try standing.checkSeals()
        return try await session.push(standing.migrations).drift()
    }
}
