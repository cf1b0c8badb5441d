internal import Diagnostics
internal import Digest
internal import Foundation
internal import LocalPostgres
internal import Migrations
public import Specification

/// `berry.json`: what berry knows about a project besides its specification.
public struct ProjectSettings: SpecificationObject {
    public static let title = "berry.json"
    public static let definition = "settings"

    /// Where the specification is, relative to the project.
    public var specification = "spec/specification.json"
    /// The lowest major of PostgreSQL that the project's databases have.
    public var postgresql = 15
    /// Tells this project's databases from others; made by the first `db setup`.
    public var project: String?
    /// Where the migrations stand: `berry`, or `supabase`.
    public var layout: String?
    public var database: DatabaseSettings?
    /// Findings of `berry db lint` that are intended.
    public var allowedLints: [AllowedLint] = []
    public var source = Source()

    public init() {}

    public static let keys: [Key<ProjectSettings>] = [
        Key(required: "specification", \.specification, "Where the specification is, relative to the project."),
        Key(required: "postgresql", \.postgresql, "The lowest major of PostgreSQL that the databases have."),
        Key("project", \.project, "The project's id, by which it knows its databases."),
        Key("layout", \.layout, "Where the migrations stand: berry (the default) or supabase, for its CLI."),
        Key("database", \.database, "How berry works on the project's databases."),
        Key(list: "allowedLints", \.allowedLints, "Findings of 'berry db lint' that are right and intended."),
    ]

    /// Reads `berry.json`; nil when there is none.
    static func read(in folder: ProjectFolder) throws(DiagnosticsError) -> ProjectSettings? {
        let name = ProjectFolder.settingsFileName
        guard let bytes = try FileIO.read(folder.path(name)) else { return nil }
        let document = try Document(SourceFile(path: name, bytes: bytes))
        var reading = Reading(file: document.file)
        guard let settings = read(document.root, &reading), !reading.diagnostics.hasErrors else {
            throw DiagnosticsError(reading.diagnostics.sorted)
        }
        let supported = PostgresInstallation.supportedMajors
        if !supported.contains(settings.postgresql) {
            reading.diagnostics.error(
                "settings", "berry supports PostgreSQL \(supported.lowerBound) to \(supported.upperBound)",
                at: settings.source.location("postgresql"))
        }
        if let project = settings.project, UUID(uuidString: project) == nil {
            reading.diagnostics.error(
                "settings", "'\(project)' is no UUID, which a project's id is", at: settings.source.location("project"),
                fix: "restore the id from version control")
        }
        if let layout = settings.layout, MigrationLayout(rawValue: layout) == nil {
            reading.diagnostics.error(
                "settings", "there is no layout '\(layout)'", at: settings.source.location("layout"),
                fix: "write \(MigrationLayout.allCases.map { "'\($0.rawValue)'" }.joined(separator: " or "))")
        }
        settings.database?.check(&reading.diagnostics)
        for allowed in settings.allowedLints { allowed.check(&reading.diagnostics) }
        if reading.diagnostics.hasErrors { throw DiagnosticsError(reading.diagnostics.sorted) }
        return settings
    }

    /// Where the specification of the project in `folder` is.
    public static func specification(in folder: ProjectFolder) throws -> String {
        (try read(in: folder) ?? ProjectSettings()).specification
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

    var text: String { CanonicalJSON.text(of: write(), expanded: true) }
}
