public import Diagnostics
internal import Digest
internal import Foundation
internal import Specification
internal import SystemPackage

/// `berry.json`: what berry knows about a project besides its specification.
public struct ProjectSettings: Codable, Hashable, Sendable {
    /// Where the specification is, relative to the project.
    public var specification: String
    /// The lowest major of PostgreSQL that the project's databases have.
    public var postgresql: Int
    /// Tells this project's databases from others; made by the first `db setup`.
    public var project: String?

    public init(specification: String, postgresql: Int = 15, project: String? = nil) {
        self.specification = specification
        self.postgresql = postgresql
        self.project = project
    }

    /// Reads `berry.json`; nil when there is none.
    public static func read(in folder: ProjectFolder) throws(DiagnosticsError) -> ProjectSettings? {
        let path = folder.path(ProjectFolder.settingsFileName)
        guard let bytes = try FileIO.read(path) else { return nil }
        let document = try Document(SourceFile(path: ProjectFolder.settingsFileName, bytes: bytes))
        do {
            return try JSONDecoder().decode(Self.self, from: Data(bytes))
        } catch {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "settings", "berry.json needs the keys specification (a path) and postgresql (a number)",
                    at: document.file.location(of: document.root.range.lowerBound..<document.root.range.lowerBound + 1))
            )
        }
    }

    /// Writes `berry.json` if it says something else.
    func write(in folder: ProjectFolder) throws(DiagnosticsError) {
        let contents = Array(text.utf8)
        let found = try FileIO.read(folder.path(ProjectFolder.settingsFileName))
        if found == contents { return }
        try Journal.commit(
            [
                .init(
                    path: ProjectFolder.settingsFileName, contents: contents,
                    replaces: found.map { Digest(of: $0).hex })
            ], in: folder, label: "settings")
    }

    var text: String {
        var members: [Node.Member] = [
            .init("specification", Node(.string(specification))),
            .init("postgresql", Node(.number(String(postgresql)))),
        ]
        if let project { members.append(.init("project", Node(.string(project)))) }
        return CanonicalJSON.text(of: Node(.object(members)), expanded: true)
    }
}
