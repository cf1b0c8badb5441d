internal import Diagnostics
internal import Failpoints
internal import Foundation
internal import SystemPackage

/// Replaces several files together or not at all, also when the process is killed in between.
///
/// New contents are written beside each other into `.berry/pending`, synced, and then named in a journal. The
/// journal's appearance, by one rename, is the moment at which the change happens: before it, the next run throws
/// the contents away; after it, the next run finishes the renames. What can go wrong with a rename, such as a folder
/// that isn't writable, is looked for before that moment.
struct Journal: Codable {
    var entries: [Entry] = []

    struct Entry: Codable {
        /// Relative to the project's folder.
        var path: String
        /// The file in `.berry/pending` that takes its place; nil removes it.
        var pending: String?
        /// What stands at the path before: a digest, or nil for nothing. Something else was put there by somebody
        /// else in the meantime and is left alone.
        var replaces: String?
    }

    /// One file to write or remove.
    struct Change {
        var path: String
        var contents: [UInt8]?
        var replaces: String?
    }

    private static let name = "journal.json"
    private static let draft = "draft"

    /// Carries out `changes`; an earlier run's journal was recovered before. `label` names the failpoints:
    /// `generate.schema`; `progress` is told how many files have taken their place. Returns the stamps that the new contents had before they took their place, by path.
    @discardableResult
    static func commit(
        _ changes: [Change], in project: ProjectFolder, label: String, progress: (Int) -> Void = { _ in }
    ) throws(DiagnosticsError) -> [String: FileStamp] {
        guard !changes.isEmpty else { return [:] }
        let pending = project.pending
        try FileIO.checkInside(pending, of: project.root)
        try FileIO.createDirectory(pending)
        var created: [FilePath] = []
        let journal: Journal
        let stamps: [String: FileStamp]
        do throws(DiagnosticsError) {
            for directory in Set(changes.map { project.path($0.path).removingLastComponent() }) {
                try FileIO.checkInside(directory, of: project.root)
                created += try FileIO.createDirectory(directory)
                try FileIO.checkRenaming(from: pending, into: directory)
            }
            (journal, stamps) = try prepare(changes, in: pending, label: label)
            Failpoint.pass("\(label).before-commit")
            try FileIO.rename(pending.appending(draft), to: pending.appending(name))
        } catch {
            try? discard(pending)
            FileIO.removeDirectories(created.sorted { $0.components.count < $1.components.count })
            throw error
        }
        Failpoint.pass("\(label).after-commit")
        try FileIO.sync([], in: pending)
        try journal.finish(in: project, label: label, progress: progress)
        return stamps
    }

    /// Replaces one of berry's own files in `.berry`, which needs no journal; what a killed run leaves of it is thrown
    /// away with the rest of `.berry/pending`.
    static func replaceState(
        _ file: FilePath, with bytes: [UInt8], in project: ProjectFolder
    ) throws(DiagnosticsError) {
        try FileIO.createDirectory(project.pending)
        defer { FileIO.removeDirectories([project.pending]) }
        try FileIO.replace(file, with: bytes, by: project.pending.appending(draft))
    }

    /// Writes the new contents and the draft of the journal.
    private static func prepare(
        _ changes: [Change], in pending: FilePath, label: String
    ) throws(DiagnosticsError) -> (Journal, stamps: [String: FileStamp]) {
        var journal = Journal()
        var stamps: [String: FileStamp] = [:]
        var written: [FilePath] = []
        for (number, change) in changes.enumerated() {
            var entry = Entry(path: change.path, pending: nil, replaces: change.replaces)
            if let contents = change.contents {
                entry.pending = String(number)
                let path = pending.appending(String(number))
                Failpoint.pass("\(label).before-write")
                stamps[change.path] = try FileIO.write(contents, to: path)
                Failpoint.pass("\(label).after-write")
                written.append(path)
            }
            journal.entries.append(entry)
        }
        try FileIO.sync(written, in: pending)
        let text: Data
        do {
            text = try JSONEncoder().encode(journal)
        } catch {
            throw FileIO.failure("write", pending, error)
        }
        try FileIO.write(Array(text), to: pending.appending(draft))
        try FileIO.sync([pending.appending(draft)], in: pending)
        return (journal, stamps)
    }

    /// Finishes or throws away what an interrupted run left. Nothing to do is the usual case.
    static func recover(in project: ProjectFolder) throws(DiagnosticsError) {
        let pending = project.pending
        switch try FileIO.standing(at: pending) {
        case .nothing: return
        case .folder: break
        default: throw FileIO.failure("use", pending, Errno.notDirectory)
        }
        if let text = try FileIO.read(pending.appending(name)),
            let journal = try? JSONDecoder().decode(Journal.self, from: Data(text)),
            // A journal that came with somebody's archive may lead nowhere else.
            journal.entries.allSatisfy({ ProjectFolder.contains($0.path) && isOwn($0.pending ?? draft) })
        {
            try journal.finish(in: project, label: "recover")
        } else {
            try discard(pending)
        }
    }

    private func finish(
        in project: ProjectFolder, label: String, progress: (Int) -> Void = { _ in }
    ) throws(DiagnosticsError) {
        var directories: Set<FilePath> = []
        for (number, entry) in entries.enumerated() {
            progress(number)
            let target = project.path(entry.path)
            let directory = target.removingLastComponent()
            if directories.insert(directory).inserted { try FileIO.checkInside(directory, of: project.root) }
            Failpoint.pass("\(label).before-rename")
            if let name = entry.pending {
                let source = project.pending.appending(name)
                if FileIO.exists(source), try Self.isUntouched(target, entry) {
                    try FileIO.createDirectory(directory)
                    try FileIO.rename(source, to: target)
                }
            } else {
                if try Self.isUntouched(target, entry) { try FileIO.remove(target) }
                FileIO.removeEmptyDirectories(from: directory, upTo: project.root)
            }
            Failpoint.pass("\(label).after-rename")
        }
        // Only when the new names are safe may the journal go.
        for directory in directories where FileIO.exists(directory) { try FileIO.sync([], in: directory) }
        try FileIO.remove(project.pending.appending(Self.name))
        Failpoint.pass("\(label).after-end")
        try Self.discard(project.pending)
    }

    private static func isUntouched(_ target: FilePath, _ entry: Entry) throws(DiagnosticsError) -> Bool {
        switch try FileIO.standing(at: target) {
        case .nothing: entry.replaces == nil && entry.pending != nil
        case .file(let digest): digest == entry.replaces
        default: false
        }
    }

    /// Whether a file in `.berry/pending` is one of those that `commit` makes.
    private static func isOwn(_ name: String) -> Bool {
        name == draft || name == Self.name || UInt32(name).map(String.init) == name
    }

    private static func discard(_ pending: FilePath) throws(DiagnosticsError) {
        for name in try FileIO.names(in: pending) where isOwn(name) { try FileIO.remove(pending.appending(name)) }
        FileIO.removeDirectories([pending])
    }
}
