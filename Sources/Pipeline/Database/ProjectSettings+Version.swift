internal import Diagnostics
internal import Postgres

extension ProjectSettings {
    /// The SQL is written for the lowest version that the settings name.
    func checkVersion(of connection: Connection) async throws {
        let major = await connection.serverVersion / 10_000
        guard major < postgresql else { return }
        throw DiagnosticsError(
            Diagnostic(
                .error, "old-server",
                "this server is PostgreSQL \(major), and the project's databases have at least \(postgresql)",
                fix: "use a newer server, or write a lower \"postgresql\" into berry.json if it supports one"))
    }
}
