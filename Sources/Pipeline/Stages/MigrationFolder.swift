internal import Diagnostics
internal import Migrations

/// What `database/migrations` held when the run began.
struct MigrationFolder: Sendable {
    /// The version of the migration that is open or sealed.
    let version: String
    let sum: MigrationSum

    init(_ run: PipelineRun) throws(DiagnosticsError) {
        let suffix = "_initial_schema.up.sql"
        let existing = try FileIO.names(in: run.project.migrations).first { name in
            name.hasSuffix(suffix) && Migration.isVersion(String(name.dropLast(suffix.count)))
        }
        if let version = existing.map({ String($0.dropLast(suffix.count)) }) ?? run.options.version {
            self.version = version
        } else {
            version = try Self.newVersion(run.environment)
        }
        let path = run.project.path(MigrationSum.path)
        guard let bytes = try FileIO.read(path) else {
            sum = MigrationSum()
            return
        }
        guard let sum = MigrationSum(text: String(decoding: bytes, as: UTF8.self)) else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "migration-sum", "\(MigrationSum.path) was edited, or two branches were merged in it",
                    fix: "restore the file from version control"))
        }
        self.sum = sum
    }

    private static func newVersion(_ environment: [String: String]) throws(DiagnosticsError) -> String {
        // A version has fourteen digits until the end of the year 9999.
        if let seconds = environment["SOURCE_DATE_EPOCH"], !(0..<253_402_300_800).contains(Int(seconds) ?? -1) {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "source-date-epoch", "SOURCE_DATE_EPOCH is '\(seconds)', which is no moment",
                    fix: "write the seconds since 1970, a whole number"))
        }
        return Migration.newVersion(environment: environment)
    }

    /// For the stage's key. `berry.sum` isn't in it: the stage writes that file itself.
    var state: [String: String] { ["the migration's version": version] }
}
