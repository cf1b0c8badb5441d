internal import Diagnostics
internal import Digest
internal import Foundation
internal import SystemPackage
internal import Templates

/// What `berry init` makes: a specification from a starter, the settings, and what git should leave alone.
public enum ProjectStarter {
    public static var names: [String] { Template.starters.map { String($0.name.dropLast(".json".count)) } }

    /// Writes a starter into `project`, all of it or nothing.
    ///
    /// - Returns: the files that were written, and those of the user that stay as they are.
    /// - Throws: when there is no such starter, or when a file is in the way; nothing is overwritten.
    public static func begin(
        _ project: ProjectFolder, with name: String, onWait: (String) -> Void
    ) async throws -> (written: [String], kept: [String]) {
        guard let template = Template.starters.first(where: { $0.name == "\(name).json" }) else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "unknown-template", "there is no template '\(name)'",
                    notes: [.init("there are \(names.joined(separator: ", "))")],
                    fix: nearest(to: name, among: names).map { "write '\($0)'" }))
        }
        let settings = ProjectSettings()
        let files: [(String, [UInt8])] = [
            (settings.specification, template.contents),
            (ProjectFolder.settingsFileName, Array(settings.text.utf8)),
            (".gitignore", Array(ignored.utf8)),
            (".env.example", Array(example.utf8)),
        ]
        // Asked before the lock makes a folder in what may be somebody else's project.
        _ = try plan(files, project)
        let lock = try await RunLock.acquire(in: project, onWait: onWait)
        defer { withExtendedLifetime(lock) {} }
        try Journal.recover(in: project)
        let (changes, kept) = try plan(files, project)
        try Journal.commit(changes, in: project, label: "init")
        return (changes.map(\.path), kept)
    }

    private static func plan(
        _ files: [(path: String, contents: [UInt8])], _ project: ProjectFolder
    ) throws(DiagnosticsError) -> (changes: [Journal.Change], kept: [String]) {
        var changes: [Journal.Change] = []
        var obstacles: [String] = []
        var kept: [String] = []
        for (path, contents) in files {
            switch try FileIO.standing(at: project.path(path)) {
            case .nothing: changes.append(.init(path: path, contents: contents, replaces: nil))
            case .file(Digest(of: contents).hex): break
            // A specification or settings mean that a project is here already.
            default:
                if [ProjectSettings().specification, ProjectFolder.settingsFileName].contains(path) {
                    obstacles.append(path)
                } else {
                    kept.append(path)
                }
            }
        }
        guard obstacles.isEmpty else {
            throw DiagnosticsError(
                obstacles.map {
                    Diagnostic(
                        .error, "foreign-file", "\($0) exists already, and nothing was written",
                        fix: "choose another folder: berry init DIR")
                })
        }
        return (changes, kept)
    }

    private static let ignored = """
        # berry's checkpoints, locks and private server
        .berry/
        # secrets
        .env
        .env.*
        !.env.example
        # what SwiftPM builds
        .build/
        database/backups/

        """

    private static let example = """
        # Copy this to .env.local, which is not committed. berry reads it and never writes it.
        # Without an address berry uses a private PostgreSQL server of its own.
        #
        # Supabase: press Connect in the dashboard and copy the direct connection string.
        # DATABASE_URL=postgresql://postgres:PASSWORD@db.PROJECT.supabase.co:5432/postgres

        """
}
