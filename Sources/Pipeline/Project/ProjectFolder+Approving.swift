internal import Migrations

extension ProjectFolder {
    /// Writes into the heads of pending migrations what somebody agrees to.
    ///
    /// - Returns: the paths of the files that say more than before.
    func approve(
        _ change: inout PendingChange, _ decision: PushDecision, of files: inout MigrationFiles
    ) throws -> [String] {
        let (allowed, reason) = decision.approvals
        guard !allowed.isEmpty else { return [] }
        let standing = files
        let approved = change.approving(allowed, reason: reason) { standing.sum.isSealed($0) }
        guard !approved.isEmpty else { return [] }
        var lock = try LockFile.read(in: self)
        var changes: [Journal.Change] = []
        for migration in approved {
            let path = migration.upPath
            let found = try FileIO.standing(at: self.path(path)).digest
            changes.append(.init(path: path, contents: Array(migration.up.utf8), replaces: found))
            guard files.isWritten(migration) else { continue }
            lock.files[StageName.migration.rawValue, default: [:]][path] = migration.digest
        }
        try Journal.commit(changes + lock.changes(in: self), in: self, label: "approve")
        files = files.replacing(approved)
        change = change.replacing(approved)
        return approved.map(\.upPath)
    }
}
