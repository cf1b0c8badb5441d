internal import Subprocess
internal import SystemPackage

/// The operating system's account that PostgreSQL's programs run as.
///
/// They refuse to run as root; in a root container they run as `postgres`. The account is changed by a
/// program put in front of theirs, never by Subprocess's user options, whose child process may deadlock
/// (swiftlang/swift-subprocess#374).
struct ServerAccount: Sendable {
    let user: UInt32
    let group: UInt32
    /// What goes in front of a command.
    let prefix: [String]
    /// Whether it isn't the account of this process.
    var isOther: Bool { !prefix.isEmpty }

    static func current() throws -> ServerAccount {
        let user = SystemCall.effectiveUser
        guard user == 0 else { return ServerAccount(user: user, group: 0, prefix: []) }
        guard let account = SystemCall.account(named: "postgres") else {
            throw LocalServerError(
                .noAccount,
                "PostgreSQL doesn't run as root, and there is no account \"postgres\" to run it as",
                advice:
                    "Run berry as an ordinary user, or install PostgreSQL's package, which makes the account."
            )
        }
        let folders = ["/usr/bin", "/bin", "/usr/sbin", "/sbin"]
        func program(_ name: String) -> String? {
            folders.map { "\($0)/\(name)" }.first { SystemCall.status(of: FilePath($0)) != nil }
        }
        if let setpriv = program("setpriv") {
            let prefix = [setpriv, "--reuid=\(account.user)", "--regid=\(account.group)", "--clear-groups"]
            return ServerAccount(user: account.user, group: account.group, prefix: prefix)
        }
        if let runuser = program("runuser") {
            let prefix = [runuser, "-u", "postgres", "--"]
            return ServerAccount(user: account.user, group: account.group, prefix: prefix)
        }
        throw LocalServerError(
            .noAccount,
            "PostgreSQL doesn't run as root, and neither setpriv nor runuser is there to change the account",
            advice: "Run berry as an ordinary user, or install util-linux.")
    }

    /// Runs a program as this account and returns what it printed.
    ///
    /// It gets none of this process's environment: a `PGDATA` or `LC_MESSAGES` would change what it does.
    @discardableResult
    func run(_ command: [String]) async throws -> String {
        let result = try await Subprocess.run(
            executable(command), arguments: arguments(command), environment: .custom(Self.environment),
            workingDirectory: "/", output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
        guard result.terminationStatus.isSuccess else {
            let name = command.first.flatMap { FilePath($0).lastComponent?.string } ?? ""
            throw LocalServerError(
                .tool, "\(name) failed: \(result.terminationStatus)",
                output: result.standardOutput + result.standardError)
        }
        return result.standardOutput
    }

    /// Removes a folder of this account and everything in it.
    func remove(_ folder: FilePath) async throws { try await run(["/bin/rm", "-rf", folder.string]) }

    /// Starts a script that puts itself into the background, in a session of its own, so that a terminal's
    /// Ctrl-C doesn't reach it. `input` becomes its standard input and is closed here.
    func launch(script: String, _ values: [String], input: FileDescriptor) async throws {
        let command = ["/bin/sh", "-c", script, "berry-server"] + values
        var options = PlatformOptions()
        options.createSession = true
        let result = try await Subprocess.run(
            executable(command), arguments: arguments(command), environment: .custom(Self.environment),
            workingDirectory: "/", platformOptions: options,
            input: .fileDescriptor(input, closeAfterSpawningProcess: true), output: .discarded,
            error: .discarded)
        guard result.terminationStatus.isSuccess else {
            throw LocalServerError(.notStarted, "the server's watchdog failed: \(result.terminationStatus)")
        }
    }

    static let environment: [Environment.Key: String] = [
        "PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C", "TZ": "UTC",
    ]

    private func executable(_ command: [String]) -> Executable { .path(FilePath((prefix + command)[0])) }
    private func arguments(_ command: [String]) -> Arguments {
        Arguments(Array((prefix + command).dropFirst()))
    }
}
