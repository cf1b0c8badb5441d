internal import Diagnostics
internal import Migrations

/// What `database/migrations` held when the run began.
struct MigrationFolder: Sendable {
    /// The version of the migration that is open or sealed.
    let version: String
    let sum: MigrationSum

    init(_ run: PipelineRun) throws(DiagnosticsError) {
        sum = try Self.sum(in: run.project)
        let sealed = sum.entries.compactMap { MigrationFileName($0.file) }
        let present = try FileIO.names(in: run.project.migrations).compactMap { MigrationFileName($0) }
        // What a database has run keeps its version, though somebody removed its file.
        let versions = Set((sealed + present.filter { $0.direction == .up }).filter(\.isInitial).map(\.version))
        guard versions.count <= 1 else {
            let names = versions.sorted().map { "\($0)_\(Migration.initialName)" }
            throw DiagnosticsError(
                Diagnostic(
                    .error, "initial-migrations",
                    "there is more than one initial migration in \(Migration.folder): \(names.joined(separator: ", "))",
                    fix: "keep the one that databases have run, and remove the other's two files"))
        }
        if let version = versions.first ?? run.options.version {
            self.version = version
        } else {
            version = try Self.newVersion(run.environment)
        }
    }

    private static func sum(in project: ProjectFolder) throws(DiagnosticsError) -> MigrationSum {
        guard let bytes = try FileIO.read(project.path(MigrationSum.path)) else { return MigrationSum() }
        if let sum = MigrationSum(text: String(decoding: bytes, as: UTF8.self)) { return sum }
        throw DiagnosticsError(
            Diagnostic(
                .error, "migration-sum", "\(MigrationSum.path) was edited, or two branches were merged in it",
                fix: "restore the file from version control"))
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

extension MigrationFileName {
    fileprivate var isInitial: Bool { name == Migration.initialName }
}
