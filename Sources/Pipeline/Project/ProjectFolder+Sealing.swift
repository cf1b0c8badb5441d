internal import Diagnostics
internal import Migrations

extension ProjectFolder {
    /// What is applied is what berry generates; somebody who edited the file expects something else.
    func refuseEdits(of migrations: [Migration]) throws {
        for migration in migrations { try refuseEdits(of: migration) }
    }

    private func refuseEdits(of migration: Migration) throws {
        let found = try FileIO.standing(at: path(migration.upPath))
        guard found != .file(migration.digest) else { return }
        throw DiagnosticsError(
            Diagnostic(
                .error, "edited-migration",
                "\(migration.upPath) was edited, and berry applies only what it generated",
                fix: "change the specification instead; --overwrite replaces the file"))
    }

    /// A migration that a database has run which somebody uses may not change any more.
    func seal(_ files: MigrationFiles) throws {
        guard !files.isSealed else { return }
        guard var checkpoint = Checkpoint.read(.migration, in: self) else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "not-sealed",
                    "the migrations were applied, but can't be written to \(MigrationSum.path): the checkpoint of the stage "
                        + "'migration' has gone or can't be read",
                    fix: "run the command again before the specification changes"))
        }
        var lock = try LockFile.read(in: self)
        let writer = OutputWriter(project: self, overwrites: false)
        var index = FileIndex(of: self)
        let plan = try writer.plan(files.sealedFiles, of: .migration, lock, &index)
        checkpoint.outputs = plan.digests
        checkpoint.orphans = plan.orphans
        try writer.commit(plan, checkpoint, &lock, &index, label: "seal")
    }
}
