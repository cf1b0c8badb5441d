internal import Diagnostics
internal import LocalPostgres
internal import Migrations
internal import Specification
internal import SpecificationFormats

extension SpecificationImport {
    /// A JSON file of another tool's.
    ///
    /// - Parameters:
    ///   - file: called as messages call it.
    ///   - name: the application's name where the file has none.
    init(json file: SourceFile, named name: String, on target: Target?) async throws {
        let document = try Document(file)
        guard ByteMasonFile.recognizes(document) else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "unknown-format", "\(file.path) is no specification of ByteMason's",
                    fix: "give a file with \"structure\" or \"dataModel\"; berry's own need no import"))
        }
        let read = try ByteMasonFile(document, named: name)
        switch read.content {
        case .specification(let specification):
            self.init(
                text: specification.canonicalText, entityCount: specification.entities.count, seeds: [],
                handWritten: nil, additions: [], diagnostics: read.diagnostics)
        case .sql(let scripts):
            let platform = target ?? .supabase
            let server = try await LocalServer.scratch()
            do {
                let catalog = try await SchemaSource.scripts(scripts).catalog(on: .platform(of: platform)) { server }
                try await server.stop()
                var translation = try await SchemaTranslation(of: catalog, named: read.name ?? name, on: platform)
                translation.describe(read.description)
                self.init(translation, beside: read.diagnostics)
            } catch {
                try? await server.stop()
                throw error
            }
        }
    }
}
