internal import Diagnostics
internal import Digest
internal import GeneratedFiles
internal import SystemPackage

/// What became of a stage's files.
public struct WriteReport: Codable, Hashable, Sendable {
    /// New or with new contents.
    public var written: [String] = []
    /// Not needed any more, and unedited.
    public var removed: [String] = []
    /// Edited by somebody, and therefore kept as they are.
    public var kept: [String] = []
    /// Edited by somebody and not needed any more; kept as well.
    public var orphans: [String] = []
    public var unchanged = 0
}

/// Writes a stage's files, the lock file and the checkpoint together.
struct OutputWriter {
    let project: ProjectFolder
    let overwrites: Bool

    /// What writing a stage's files would do.
    struct Plan {
        var changes: [Journal.Change] = []
        var report = WriteReport()
        /// Path → SHA-256 of what the stage made.
        var digests: [String: String] = [:]
        /// Files that the stage made once and that somebody edited: path → SHA-256 of what the stage had made.
        var orphans: [String: String] = [:]
        /// Whether a file changes that is kept in version control.
        var changesArtifacts = false

        /// What berry.lock names of the stage. An orphan stays in it, so that it stays known whose it was.
        var locked: [String: String] {
            digests.filter { !$0.key.hasPrefix(".berry/") }.merging(orphans) { made, _ in made }
        }
    }

    /// Compares `files` with what stands on disk.
    ///
    /// - Throws: when a file is in the way that berry didn't write.
    func plan(
        _ files: [GeneratedFile], of stage: StageName, _ lock: LockFile, _ index: inout FileIndex
    ) throws(DiagnosticsError) -> Plan {
        var plan = Plan()
        var strangers: [Diagnostic] = []
        let known = lock.files[stage.rawValue] ?? [:]
        let previous = Checkpoint.read(stage, in: project)?.outputs ?? [:]
        for file in files {
            let digest = Digest(of: file.contents).hex
            plan.digests[file.path] = digest
            let standing = try index.standing(at: file.path)
            let found = standing.digest
            if let what = standing.obstacle {
                strangers.append(Self.stranger(file.path, what))
            } else if found == digest {
                plan.report.unchanged += 1
            } else if found == nil || overwrites || found == known[file.path] || found == previous[file.path]
                || file.path.hasPrefix(".berry/")
            {
                plan.changes.append(.init(path: file.path, contents: file.contents, replaces: found))
                plan.report.written.append(file.path)
            } else if known[file.path] != nil || previous[file.path] != nil {
                plan.report.kept.append(file.path)
            } else {
                strangers.append(Self.stranger(file.path, nil))
            }
        }
        guard strangers.isEmpty else { throw DiagnosticsError(Array(strangers.prefix(20))) }
        for (path, digest) in known.sorted(by: { $0.key < $1.key }) where plan.digests[path] == nil {
            switch try index.standing(at: path) {
            case .nothing: continue
            case .file(digest):
                plan.changes.append(.init(path: path, contents: nil, replaces: digest))
                plan.report.removed.append(path)
            default:
                plan.report.orphans.append(path)
                plan.orphans[path] = digest
            }
        }
        // What stands only in .berry differs in every fresh clone and is nobody's concern.
        plan.changesArtifacts =
            plan.changes.contains { !$0.path.hasPrefix(".berry/") } || known != plan.locked
        return plan
    }

    /// Carries out `plan`, together with the lock file and the checkpoint that it leads to.
    func commit(
        _ plan: Plan, _ checkpoint: Checkpoint, _ lock: inout LockFile, _ index: inout FileIndex, label: String,
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(DiagnosticsError) {
        var changes = plan.changes
        lock.version = Berry.version
        lock.files[checkpoint.stage.rawValue] = plan.locked
        try append(lock.text, at: ProjectFolder.lockFileName, to: &changes)
        try append(checkpoint.text, at: Checkpoint.path(of: checkpoint.stage), to: &changes)
        let stamps = try Journal.commit(
            changes, in: project, label: label, progress: { progress($0, changes.count) })
        for (path, stamp) in stamps {
            guard let digest = plan.digests[path] else { continue }
            index.remember(path, digest: digest, written: stamp)
        }
    }

    private func append(
        _ text: String, at path: String, to changes: inout [Journal.Change]
    ) throws(DiagnosticsError) {
        let contents = Array(text.utf8)
        let standing = try FileIO.standing(at: project.path(path))
        if let what = standing.obstacle { throw DiagnosticsError(Self.stranger(path, what)) }
        if standing.digest == Digest(of: contents).hex { return }
        changes.append(.init(path: path, contents: contents, replaces: standing.digest))
    }

    /// `what` stands at the path; nil for a file.
    private static func stranger(_ path: String, _ what: String?) -> Diagnostic {
        if let what {
            return Diagnostic(
                .error, "foreign-file", "\(path) is in the way: it is \(what), and berry would write a file there",
                fix: "move it elsewhere")
        }
        return Diagnostic(
            .error, "foreign-file", "\(path) is in the way: berry would write there, and didn't write this file",
            fix: "move it elsewhere, or replace it with --overwrite")
    }
}
