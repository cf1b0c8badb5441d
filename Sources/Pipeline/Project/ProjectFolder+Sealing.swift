internal import Diagnostics
internal import GeneratedFiles
internal import Migrations
internal import SystemPackage

extension ProjectFolder {
    /// What is applied is what berry generates; somebody who edited the file expects something else.
    func refuseEdits(of migrations: [Migration]) throws {
        for migration in migrations {
            let found = try FileIO.standing(at: path(migration.upPath))
            if found == .file(migration.digest) { continue }
            throw DiagnosticsError(
                Diagnostic(
                    .error, "edited-migration",
                    "\(migration.upPath) was edited, and berry applies only what it generated",
                    fix: "change the specification instead; 'berry generate --overwrite' replaces the file"))
        }
    }

    /// Migrations that a database has run which somebody uses may not change any more.
    ///
    /// - Parameter makesStale: whether the stage that writes migrations hasn't seen all of them, and runs again.
    func seal(_ applied: [Migration], of files: inout MigrationFiles, makesStale: Bool = false) throws {
        guard let sealed = files.files(sealing: applied) else { return }
        guard var checkpoint = Checkpoint.read(.migration, in: self) else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "not-sealed",
                    "migrations were applied, but can't be written to \(files.sum.path): the checkpoint of the stage "
                        + "'migration' has gone or can't be read",
                    fix: "run the command again before the specification changes"))
        }
        var lock = try LockFile.read(in: self)
        let writer = OutputWriter(project: self, overwrites: false)
        var index = FileIndex(of: self)
        let plan = try writer.plan(sealed, of: .migration, lock, &index)
        checkpoint.outputs = plan.digests
        if makesStale { checkpoint.key = "" }
        checkpoint.orphans = plan.orphans
        try writer.commit(plan, checkpoint, &lock, &index, label: "seal")
        for migration in applied { files.sum.seal(migration) }
    }

    /// The files that a push is sending, or was when it was killed: whether a database has run them isn't known, so
    /// nothing may be made of them but that.
    var sent: FilePath { state.appending("sent") }

    func rememberSending(_ migrations: [Migration]) throws {
        try Journal.replaceState(
            sent, with: Array(migrations.map { "\($0.upPath) \($0.digest)\n" }.joined().utf8), in: self)
    }

    func forgetSending() throws { try FileIO.remove(sent) }

    /// The paths and digests of what a push was sending.
    func sending() throws(DiagnosticsError) -> Set<String> {
        guard let bytes = try FileIO.read(sent) else { return [] }
        return Set(String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init))
    }
}
