internal import Catalog
internal import Diagnostics
internal import LocalPostgres
internal import Migrations
internal import Postgres
internal import Specification
internal import SpecificationFormats
internal import SystemPackage

extension SpecificationImport {
    /// Where hand-written SQL that came with an import is kept, beside the specification.
    public static let handWrittenPath = "sql/imported.sql"

    /// What a source is read as.
    static func isSchema(_ name: String) -> Bool {
        name.contains("://") || name.hasSuffix(".sql") || name.hasPrefix("host=") || name.hasPrefix("service=")
    }

    /// Reads the tables of a database, or those that an SQL file makes on a private server.
    ///
    /// - Parameters:
    ///   - target: nil for what the source itself tells.
    init(schema name: String, in project: ProjectFolder, on target: Target?) async throws {
        let operand = SchemaOperand(name, relativeTo: project.root)
        var database: ProjectDatabase?
        let source: SchemaSource
        var title = "imported"
        var target = target
        switch operand {
        case .url(let url):
            let open = try await ProjectDatabase.openExisting(
                DatabaseSource.source(url: url, origin: "the argument"), in: project)
            database = open
            source = .database(open.connection)
            title = try await open.connection.query("select current_database()").one.text(0)
            if target == nil {
                let hasAccounts = try await open.connection.query("select to_regclass('auth.users') is not null")
                target = try hasAccounts.one.bool(0) ? .supabase : .postgres
            }
        case .path(let path):
            let file = try SchemaOperand.scripts(at: path)
            title = path.stem ?? title
            let mentionsAccounts = file.contains { String(decoding: $0.bytes, as: UTF8.self).contains("auth.") }
            target = target ?? (mentionsAccounts ? .supabase : .postgres)
            source = .scripts(file)
        case .specification, .projectDatabase:
            throw DiagnosticsError(Diagnostic(.error, "unknown-format", "berry can't tell what '\(name)' is"))
        }
        let platform = target ?? .supabase
        let server = ServerInUse()
        let catalog: Catalog
        do {
            catalog = try await source.catalog(on: .platform(of: platform)) { try await server.started() }
            try await server.stop()
            await database?.connection.close()
        } catch {
            try? await server.stop()
            await database?.connection.close()
            throw error
        }
        self.init(try await SchemaTranslation(of: catalog, named: title, on: platform))
    }

    init(_ translation: SchemaTranslation, beside diagnostics: [Diagnostic] = []) {
        self.init(
            text: translation.specification.canonicalText, entityCount: translation.specification.entities.count,
            seeds: [], handWritten: translation.handWritten, additions: translation.additions.map(\.description),
            diagnostics: diagnostics + translation.diagnostics)
    }
}

/// A private server that is started when somebody needs it.
private actor ServerInUse {
    private var server: LocalServer?

    func started() async throws -> LocalServer {
        if let server { return server }
        let new = try await LocalServer.scratch()
        server = new
        return new
    }

    func stop() async throws { try await server?.stop() }
}
