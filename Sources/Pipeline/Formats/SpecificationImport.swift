public import Diagnostics
public import Specification
internal import SpecificationFormats
internal import SystemPackage

/// A specification made of a file in another format, or of a database.
public struct SpecificationImport: Sendable {
    /// The specification in canonical form.
    public let text: String
    public let entityCount: Int
    /// Rows that the file holds, as seed files: name and contents.
    public let seeds: [(name: String, text: String)]
    /// What a specification has no words for, as SQL for ``handWrittenPath``; nil where it says it all.
    public let handWritten: String?
    /// What the specification brings along, and the source hasn't: row level security, indexes.
    public let additions: [String]
    /// What a specification can't say, and what was decided: warnings.
    public let diagnostics: [Diagnostic]

    init(
        text: String, entityCount: Int, seeds: [(name: String, text: String)], handWritten: String?,
        additions: [String], diagnostics: [Diagnostic]
    ) {
        self.text = text
        self.entityCount = entityCount
        self.seeds = seeds
        self.handWritten = handWritten
        self.additions = additions
        self.diagnostics = diagnostics
    }

    /// Reads a file of a format that its name ends in, or the database at an address.
    ///
    /// - Parameters:
    ///   - name: the file's path, which may be relative to `project`; messages call it that.
    ///   - target: of a schema in SQL; nil for what it tells itself.
    /// - Throws: everything that is wrong with the file and those that it uses.
    public init(_ name: String, in project: ProjectFolder, on target: Target? = nil) async throws {
        if Self.isSchema(name) {
            try await self.init(schema: name, in: project, on: target)
        } else if name.lowercased().hasSuffix(".json") {
            try await self.init(
                json: Self.file(name, in: project), named: project.specification(name).stem ?? "imported", on: target)
        } else {
            try self.init(dbml: name, in: project)
        }
    }

    private init(dbml name: String, in project: ProjectFolder) throws(DiagnosticsError) {
        let path = project.specification(name)
        guard path.extension?.lowercased() == "dbml" else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "unknown-format", "berry can't tell what '\(name)' is written in",
                    fix: "give a file whose name ends in .dbml, .sql or .json, or the address of a database"))
        }
        let file = try Self.file(name, in: project)
        let imported = try DBMLImport(file, named: path.stem ?? "imported") { other throws(DiagnosticsError) in
            try SourceFile.read(project.specification(other), called: other)
        }
        self.init(
            text: imported.specification.canonicalText, entityCount: imported.specification.entities.count,
            seeds: imported.seeds.map { ($0.fileName, $0.json) }, handWritten: nil, additions: [],
            diagnostics: imported.diagnostics)
    }

    private static func file(_ name: String, in project: ProjectFolder) throws(DiagnosticsError) -> SourceFile {
        if let file = try SourceFile.read(project.specification(name), called: name) { return file }
        throw DiagnosticsError(
            Diagnostic(.error, "file-not-found", "there is no file \(name)", fix: "give the path of one"))
    }

    /// What keeps this version of berry from generating the specification, as it will stand in the file `name`.
    /// The import is complete without it, so these are warnings.
    public func obstacles(in name: String) async -> [Diagnostic] {
        await SpecificationCheck.diagnostics(for: SourceFile(path: name, text: text)).compactMap { diagnostic in
            guard diagnostic.severity == .error else { return nil }
            var warning = diagnostic
            warning.severity = .warning
            return warning
        }
    }
}
