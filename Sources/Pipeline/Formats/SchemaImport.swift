internal import AccessControl
internal import Catalog
internal import Diagnostics
internal import LocalPostgres
internal import Migrations
internal import Postgres
internal import Schema
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
            source = .scripts(file.map(\.withoutClientCommands))
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
        let imported = CatalogImport(catalog, named: title, on: platform)
        try await self.init(imported, of: catalog, on: platform)
    }

    private init(_ imported: CatalogImport, of catalog: Catalog, on target: Target) async throws {
        var specification = imported.specification
        var diagnostics = imported.diagnostics
        var handWritten: String?
        var additions: [String] = []
        let file = SourceFile(path: "the specification", text: specification.canonicalText)
        do {
            let model = try await Stages.model.run(Stages.specification.run(Document(file))).value
            let schema = DatabaseSchema(model)
            let migration = Migration.initial(version: "", schema, AccessSchema(model, schema))
            let remainder = try await SchemaRemainder(of: catalog, beside: migration, on: target)
            if !remainder.sql.isEmpty {
                handWritten = remainder.sql
                specification.sql = [Self.handWrittenPath]
            }
            additions = remainder.additions.map(\.description)
            diagnostics += remainder.losses.map { id in
                Diagnostic(
                    .warning, "not-imported", "\(id) isn't the same after the import",
                    fix: "compare both with 'berry db diff', and say in the specification what it shall be")
            }
        } catch let error as DiagnosticsError {
            diagnostics.append(
                Diagnostic(
                    .warning, "no-remainder", "what the specification has no words for can't be told",
                    fix: "change what the errors name, and compare with 'berry db diff --to spec'"))
            // What is wrong with the specification is said of it in any case.
            diagnostics += error.diagnostics.filter { $0.severity == .error && $0.location?.file != file.path }.map {
                error in
                Diagnostic(.warning, error.code, error.message, fix: error.fix)
            }
        }
        self.init(
            text: specification.canonicalText, entityCount: specification.entities.count, seeds: [],
            handWritten: handWritten, additions: additions, diagnostics: diagnostics)
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

extension SourceFile {
    /// Without the lines that dumps hold for psql, and a setting that older servers don't know.
    fileprivate var withoutClientCommands: SourceFile {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map
        { line in
            line.hasPrefix("\\") && !line.hasPrefix("\\.") || line.hasPrefix("SET transaction_timeout") ? "" : line
        }
        return SourceFile(path: path, text: lines.joined(separator: "\n"))
    }
}
