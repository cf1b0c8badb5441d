internal import Diagnostics
internal import Digest
internal import GeneratedFiles

/// The files whose contents a database has run, where they say something else now.
struct ChangedMigrations {
    /// The migrations as the database has run them, and those that it hasn't.
    let effective: [Migration]
    let faults: [Fault]
    /// Whether it is known what the database has run.
    let isComplete: Bool

    /// - Parameters:
    ///   - standing: the migrations as the folder has them.
    ///   - texts: what the ledger kept, by version.
    ///   - layout: where the folder's files stand.
    ///   - seals: path → the digest in `berry.sum` of a file that has another one now, or is gone.
    init(
        _ standing: [Migration], _ ledger: Ledger, _ texts: [String: Migration], layout: MigrationLayout,
        seals: [String: String]
    ) {
        var effective = standing
        var faults: [Fault] = []
        var isComplete = true
        for entry in ledger.migrations {
            let file = standing.first { $0.version == entry.version }
            // Nothing of it is there, so that its file may go.
            if file == nil, !entry.isFinished, entry.step == 0 { continue }
            let text = texts[entry.version]
            let isKnown = text.map { $0.digest == entry.digest } ?? false
            if let file, Self.stands(file, entry, text), seals[file.path(.down)] == nil { continue }
            let name =
                file ?? text ?? Migration(version: entry.version, name: entry.name, up: "", down: nil, layout: layout)
            guard isKnown, let text, file != nil || seals[name.upPath] != nil || !entry.isFinished else {
                // Whoever has no file of it hasn't got it from version control yet.
                faults.append(Self.unknown(name, isGone: file == nil, seals))
                if file == nil || file.map({ !Self.stands($0, entry, text) }) ?? true { isComplete = false }
                continue
            }
            let files = Self.files(of: text, named: name, file, seals)
            if !files.isEmpty { faults.append(Self.restored(files, name, isGone: file == nil)) }
            effective.removeAll { $0.version == entry.version }
            effective.append(
                Migration(version: entry.version, name: name.name, up: text.up, down: text.down, layout: layout))
        }
        self.effective = effective.sorted { $0.version < $1.version }
        self.faults = faults
        self.isComplete = isComplete
    }

    /// Whether a file still says what the database has run of it.
    private static func stands(_ file: Migration, _ entry: Ledger.AppliedMigration, _ text: Migration?) -> Bool {
        if file.digest == entry.digest { return true }
        guard !entry.isFinished else { return false }
        let direction: MigrationFileName.Direction = entry.status == .undoing ? .down : .up
        guard let text else { return entry.step == 0 }
        let (ran, now) = (text.statements(direction), file.statements(direction))
        return ran.prefix(entry.step) == now.prefix(entry.step)
    }

    /// The files of which the ledger has what they were.
    private static func files(
        of text: Migration, named name: Migration, _ file: Migration?, _ seals: [String: String]
    ) -> [GeneratedFile] {
        var files: [GeneratedFile] = []
        if file?.up != text.up { files.append(GeneratedFile(name.upPath, text: text.up)) }
        let path = name.path(.down)
        if let down = text.down, file?.down != down, seals[path] == nil || seals[path] == Digest(of: down).hex {
            files.append(GeneratedFile(path, text: down))
        }
        return files
    }

    private static func restored(_ files: [GeneratedFile], _ migration: Migration, isGone: Bool) -> Fault {
        let name = "\(migration.version)_\(migration.name)"
        let paths = files.map(\.path).joined(separator: " and ")
        return Fault(
            .changedMigration, name,
            "The database has run \(name), and \(paths) \(isGone ? "is gone" : "was changed since"); the ledger has what "
                + "was run, and that is put back\(isGone ? "" : ", with the change kept beside it in .edited").",
            advice: isGone
                ? nil
                : "What you changed belongs in a new migration. To keep it as it is: berry db migrate resolve "
                    + "\(migration.version) --applied",
            mend: .restore(files))
    }

    private static func unknown(_ migration: Migration, isGone: Bool, _ seals: [String: String]) -> Fault {
        let name = "\(migration.version)_\(migration.name)"
        return Fault(
            .changedMigration, name,
            "The database has run \(name), and its file \(isGone ? "isn't in \(migration.layout.folder)" : "was changed since"); "
                + "the ledger doesn't have what was run.",
            advice: isGone
                ? "Get the file from version control, and run the command again."
                : "Restore it: git checkout -- \(migration.upPath). To keep the change as it is: berry db migrate resolve "
                    + "\(migration.version) --applied")
    }
}
