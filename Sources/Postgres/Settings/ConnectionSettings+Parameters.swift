internal import CLibPQ

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension ConnectionSettings {
    /// Keywords and values for `PQconnectdbParams`, in order; the later of two wins there.
    func parameters(libraryVersion: Int = Int(PQlibVersion())) -> [(keyword: String, value: String)] {
        let shield = shielded
        return (shield.isEmpty ? [] : [("dbname", Self.text(of: shield))]) + chosen(libraryVersion)
    }

    private func chosen(_ libraryVersion: Int) -> [(keyword: String, value: String)] {
        var parameters = stated.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        parameters += secured(libraryVersion: libraryVersion)
        // Swift's strings are UTF-8, whatever the database stores.
        parameters.append(("client_encoding", "UTF8"))
        if effective("connect_timeout") == nil { parameters.append(("connect_timeout", "10")) }
        if effective("application_name") == nil { parameters.append(("application_name", "berry")) }
        if !sessionSettings.isEmpty {
            let given = effective("options").map { [$0] } ?? []
            let options =
                given
                + sessionSettings.sorted { $0.key < $1.key }.map { "-c \(escaped("\($0.key)=\($0.value)"))" }
            parameters.append(("options", options.joined(separator: " ")))
        }
        return parameters
    }

    /// The variables that make `psql` or `pg_dump` connect to the same place.
    ///
    /// They may hold the password: give them to a child's environment, which only its owner can read; never
    /// to its arguments, which everybody can.
    public var environment: [String: String] {
        let variables = Dictionary(
            LibPQOptions.all.compactMap { option in option.variable.map { (option.keyword, $0) } },
            uniquingKeysWith: { first, _ in first })
        var environment: [String: String] = [:]
        for option in shielded {
            environment[option.variable ?? ""] = option.builtIn ?? ""
        }
        for (keyword, value) in chosen(Int(PQlibVersion())) {
            guard let variable = variables[keyword], !value.isEmpty else { continue }
            environment[variable] = value
        }
        return environment
    }

    /// TLS for servers that aren't local, where nobody stated what they want.
    private func secured(libraryVersion: Int) -> [(keyword: String, value: String)] {
        guard !isLocal, effective("sslmode") == nil, !(environmentFills.fills("sslmode") && isSet("PGSSLMODE")) else {
            return []
        }
        var parameters = [(keyword: "sslmode", value: "verify-full")]
        // A service file may name the authority, and what libpq is given here would overrule it.
        guard effective("sslrootcert") == nil, effective("service") == nil, !hasOwnAuthorities else {
            return parameters
        }
        if libraryVersion >= 16_00_00 {
            parameters.append(("sslrootcert", "system"))
        } else if let bundle = Self.authorityBundles.first(where: { access($0, R_OK) == 0 }) {
            parameters.append(("sslrootcert", bundle))
        }
        return parameters
    }

    /// Where systems keep the authorities they trust: Debian, Fedora, Alpine and macOS, openSUSE, Homebrew.
    private static let authorityBundles = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem",
        "/etc/ssl/ca-bundle.pem", "/opt/homebrew/etc/ca-certificates/cert.pem",
    ]

    /// libpq's default file of authorities, which a user has put there on purpose.
    private var hasOwnAuthorities: Bool {
        guard let home = getenv("HOME") else { return false }
        return access(String(cString: home) + "/.postgresql/root.crt", R_OK) == 0
    }

    private func isSet(_ variable: String) -> Bool { getenv(variable).map { $0.pointee != 0 } ?? false }

    /// States options at their built-in defaults, which an environment variable could fill in otherwise.
    ///
    /// libpq drops empty values given one by one, so they are given as a string of keywords in place of the
    /// first `dbname`, which it expands (libpq manual, `PQconnectdbParams`).
    private static func text(of shield: [LibPQOptions.Option]) -> String {
        shield.map { "\($0.keyword)='\($0.builtIn ?? "")'" }.joined(separator: " ")
    }

    private var shielded: [LibPQOptions.Option] {
        // These lead nowhere else, or are stated in every case.
        let kept: Set = ["service", "servicefile", "password", "passfile", "connect_timeout"]
        return LibPQOptions.all.filter {
            $0.variable != nil && stated[$0.keyword] == nil && !kept.contains($0.keyword)
                && !environmentFills.fills($0.keyword)
        }
    }

    /// Spaces and backslashes of `options` are escaped by a backslash (libpq manual, `options`).
    private func escaped(_ text: String) -> String { escaping([" ", "\\"], in: text) }
}
