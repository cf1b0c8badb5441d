public import SystemPackage

/// PostgreSQL's programs on this machine.
public struct PostgresInstallation: Sendable, Hashable {
    /// The versions that berry supports.
    public static let supportedMajors = 15...18

    /// The folder that holds `initdb` and `postgres`.
    public let binaries: FilePath
    /// What `postgres --version` prints.
    public let version: String
    public let major: Int

    /// The first usable installation, in this order: the folder in `BERRY_POSTGRES_BIN` (then no other is
    /// looked at), `pg_config` on the path, the places of Linux packages, Homebrew, Postgres.app, and the
    /// `pgserver` wheels of PyPI.
    /// - Parameters:
    ///   - environment: the variables to go by; those of the process by default.
    ///   - major: only this version will do, because data of it is there.
    /// - Throws: ``LocalServerError`` that names what was looked at and the command that installs PostgreSQL.
    public static func find(
        environment: [String: String] = ProcessVariables.current, major: Int? = nil
    ) async throws -> PostgresInstallation {
        try await find(environment, major, as: ServerAccount.current())
    }

    static func find(
        _ environment: [String: String], _ major: Int?, as account: ServerAccount
    ) async throws -> PostgresInstallation {
        let search = InstallationSearch(environment: environment)
        var looked: [String] = []
        var seen: Set<FilePath> = []
        for candidate in await search.candidates() {
            // The links of one installation count once.
            guard seen.insert(SystemCall.resolved(candidate) ?? candidate).inserted else { continue }
            switch await inspect(candidate, as: account) {
            case .success(let found) where !supportedMajors.contains(found.major):
                looked.append("\(candidate): \(found.version) isn't supported")
            case .success(let found) where major != nil && major != found.major:
                looked.append("\(candidate): is PostgreSQL \(found.major), needed is \(major ?? 0)")
            case .success(let found): return found
            case .failure(let problem): looked.append("\(candidate): \(problem.message)")
            }
        }
        throw missing(looked, search: search, major: major)
    }

    private static func inspect(
        _ folder: FilePath, as account: ServerAccount
    ) async -> Result<PostgresInstallation, LocalServerError> {
        for program in ["initdb", "postgres"] where SystemCall.status(of: folder.appending(program)) == nil {
            return .failure(LocalServerError(.missingInstallation, "no \(program)"))
        }
        // Asked as the account that will run it: a folder under root's home is of no use to it.
        guard let output = try? await account.run([folder.appending("postgres").string, "--version"]) else {
            return .failure(LocalServerError(.tool, "postgres --version failed"))
        }
        let version = output.split(separator: "\n").first.map { String($0) } ?? ""
        // "postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)", "… 18beta1"
        let number = version.split(separator: " ").first { $0.first?.isNumber == true } ?? ""
        guard let major = Int(number.prefix { $0.isNumber }) else {
            return .failure(LocalServerError(.tool, "postgres --version printed no version"))
        }
        return .success(PostgresInstallation(binaries: folder, version: version, major: major))
    }

    private static func missing(
        _ looked: [String], search: InstallationSearch, major: Int?
    ) -> LocalServerError {
        let wanted = major.map { "PostgreSQL \($0)" } ?? "PostgreSQL 15 to 18"
        #if os(macOS)
            let install = "brew install postgresql@\(major ?? 17)"
        #else
            let install = "sudo apt-get install postgresql\(major.map { "-\($0)" } ?? "")"
        #endif
        let isUnsupported = looked.contains { $0.contains("isn't supported") || $0.contains("needed is") }
        return LocalServerError(
            isUnsupported ? .unsupportedVersion : .missingInstallation,
            "\(wanted) is needed and wasn't found on this machine",
            output: (looked.isEmpty ? search.places : looked).joined(separator: "\n"),
            advice: "Install it: \(install). Or name the folder of its programs in BERRY_POSTGRES_BIN.")
    }
}

/// The environment of this process.
public enum ProcessVariables {
    /// The variables that decide where PostgreSQL is looked for.
    public static var current: [String: String] {
        var variables: [String: String] = [:]
        for name in ["BERRY_POSTGRES_BIN", "PATH", "HOME", "VIRTUAL_ENV"] {
            variables[name] = SystemCall.variable(name)
        }
        return variables
    }
}
