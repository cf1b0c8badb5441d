internal import Diagnostics
internal import Digest
internal import GeneratedFiles
internal import Migrations
internal import SystemPackage

extension ProjectFolder {
    /// What puts migrations into the folder, sealed from the beginning, and takes others out of it.
    func sealing(
        _ new: [Migration], replacing old: [Migration] = [], _ standing: StandingMigrations
    ) throws(DiagnosticsError) -> [Journal.Change] {
        var sum = standing.sum
        var lock = try LockFile.read(in: self)
        if lock.version == nil { lock.version = Berry.version }
        var changes: [Journal.Change] = []
        let kept = Set(new.flatMap(\.files).map(\.path))
        for migration in old { sum.remove(migration) }
        for file in old.flatMap(\.files) where !kept.contains(file.path) {
            lock.files[StageName.migration.rawValue]?[file.path] = nil
            changes.append(.init(path: file.path, contents: nil, replaces: Digest(of: file.contents).hex))
        }
        for migration in new { sum.seal(migration) }
        for file in new.flatMap(\.files) + [sum.file] {
            let digest = Digest(of: file.contents).hex
            lock.files[StageName.migration.rawValue, default: [:]][file.path] = digest
            let found = try FileIO.standing(at: path(file.path))
            if let what = found.obstacle {
                throw DiagnosticsError(
                    Diagnostic(
                        .error, "foreign-file",
                        "\(file.path) is in the way: it is \(what), and berry would write there",
                        fix: "move it elsewhere"))
            }
            if found.digest == digest { continue }
            changes.append(.init(path: file.path, contents: file.contents, replaces: found.digest))
        }
        return try changes + lock.changes(in: self)
    }
}
