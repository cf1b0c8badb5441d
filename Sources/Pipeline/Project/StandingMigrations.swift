internal import Diagnostics
internal import Digest
internal import Migrations
internal import SystemPackage

/// The migrations of a project as its folder has them now.
struct StandingMigrations: Sendable {
    /// By version: sealed, written by hand, or what a push was sending when it was killed. They stay as they are.
    let history: [Migration]
    /// What berry wrote and may still write anew.
    let open: [Migration]
    let sum: MigrationSum
    /// The paths of what berry wrote of the history.
    let written: Set<String>
    /// Files that are sealed, and gone or changed since.
    let broken: [BrokenSeal]
    /// Open ones that somebody edited.
    let edited: [Migration]

    /// All of them, in the order in which databases run them.
    var migrations: [Migration] { MigrationHistory(history + open).migrations }

    var files: MigrationFiles {
        MigrationFiles(after: MigrationHistory(history), written: written, open: open, sum)
    }

    /// A sealed file that isn't what it was.
    struct BrokenSeal: Sendable {
        var path: String
        /// SHA-256 of what it was.
        var digest: String
        var isGone: Bool

        var diagnostic: Diagnostic {
            Diagnostic(
                .error, "sealed-migration",
                "\(path) was applied to a database and may not change any more, but it "
                    + (isGone ? "is gone" : "was edited"),
                fix:
                    "restore it from version control, or let 'berry repair --db' do it; what is to change goes into the "
                    + "next migration")
        }
    }

    /// - Throws: `DiagnosticsError` for files that can't be read, and for two of one version.
    init(in project: ProjectFolder) throws(DiagnosticsError) {
        let layout = try project.layout
        try Self.checkLayout(layout, in: project)
        let sum = try Self.sum(in: project, layout)
        let known = try LockFile.read(in: project).files[StageName.migration.rawValue] ?? [:]
        let names = try FileIO.names(in: project.path(layout.folder)).compactMap { layout.file(named: $0) }
        let sending = try project.sending()
        var history: [Migration] = []
        var open: [Migration] = []
        var edited: [Migration] = []
        var written: Set<String> = []
        let sealed = Set(sum.entries.map(\.file))
        for file in names where file.direction == .up {
            let migration = try Self.migration(file, in: project, layout)
            let digest = known[migration.upPath]
            let isWritten = digest != nil || file.name == Migration.initialName
            // What a push was sending when it was killed may have been run.
            let isSent = sending.contains("\(migration.upPath) \(migration.digest)")
            if isWritten, !isSent, !sealed.contains(String(layout.path(file).dropFirst(layout.root.count + 1))) {
                open.append(migration)
                // Somebody may agree to something in the head by hand.
                if let digest, digest != migration.digest, digest != migration.withoutApprovals.digest {
                    edited.append(migration)
                }
            } else {
                history.append(migration)
                if isWritten { written.insert(migration.upPath) }
            }
        }
        try Self.checkVersions(names, layout)
        self.sum = sum
        self.written = written
        self.edited = edited
        self.history = history.sorted { $0.version < $1.version }
        self.open = open.sorted { $0.version < $1.version }
        var broken: [BrokenSeal] = []
        for entry in sum.entries {
            let path = "\(layout.root)/\(entry.file)"
            let bytes = try FileIO.read(project.path(path))
            if let bytes, Digest(of: bytes).hex == entry.digest { continue }
            broken.append(BrokenSeal(path: path, digest: entry.digest, isGone: bytes == nil))
        }
        self.broken = broken
    }

    /// What databases have run may be neither changed nor removed.
    func checkSeals() throws(DiagnosticsError) {
        guard broken.isEmpty else { throw DiagnosticsError(broken.map(\.diagnostic)) }
    }

    /// Reads the two files of a migration.
    private static func migration(
        _ file: MigrationFileName, in project: ProjectFolder, _ layout: MigrationLayout
    ) throws(DiagnosticsError) -> Migration {
        var down = file
        down.direction = .down
        return Migration(
            version: file.version, name: file.name, up: try text(layout.path(file), in: project) ?? "",
            down: try text(layout.path(down), in: project), layout: layout)
    }

    private static func text(
        _ path: String, in project: ProjectFolder
    ) throws(DiagnosticsError) -> String? {
        guard let source = try SourceFile.read(project.path(path), called: path) else { return nil }
        if let text = String(validating: source.bytes, as: UTF8.self), !source.bytes.contains(0) { return text }
        throw DiagnosticsError(
            Diagnostic(
                .error, "not-text", "\(path) isn't text in UTF-8, which SQL is written in",
                fix: "restore it from version control, or save it as UTF-8"))
    }

    /// A version says which migration it is.
    private static func checkVersions(
        _ names: [MigrationFileName], _ layout: MigrationLayout
    ) throws(DiagnosticsError) {
        let up = Dictionary(grouping: names.filter { $0.direction == .up }, by: \.version).filter { $0.value.count > 1 }
        guard let (version, files) = up.min(by: { $0.key < $1.key }),
            !files.allSatisfy({ $0.name == Migration.initialName })
        else { return }
        throw DiagnosticsError(
            Diagnostic(
                .error, "same-version", "two migrations have the version \(version)",
                notes: files.map { .init(layout.path($0)) },
                fix: "give the one that no database has run a later version"))
    }

    /// What databases have run stands in one place; in another one it would be missed.
    private static func checkLayout(_ layout: MigrationLayout, in project: ProjectFolder) throws(DiagnosticsError) {
        for other in MigrationLayout.allCases where other != layout {
            let path = MigrationSum(layout: other).path
            guard FileIO.exists(project.path(path)) else { continue }
            throw DiagnosticsError(
                Diagnostic(
                    .error, "layout",
                    "berry.json has the layout '\(layout.rawValue)', and \(path) seals migrations of the layout "
                        + "'\(other.rawValue)'",
                    fix: "write \"layout\": \"\(other.rawValue)\" into berry.json"))
        }
    }

    private static func sum(
        in project: ProjectFolder, _ layout: MigrationLayout
    ) throws(DiagnosticsError) -> MigrationSum {
        let none = MigrationSum(layout: layout)
        guard let bytes = try FileIO.read(project.path(none.path)) else { return none }
        if let sum = MigrationSum(text: String(decoding: bytes, as: UTF8.self), layout: layout) { return sum }
        throw DiagnosticsError(
            Diagnostic(
                .error, "migration-sum", "\(none.path) was edited, or two branches were merged in it",
                fix: "restore the file from version control"))
    }
}
