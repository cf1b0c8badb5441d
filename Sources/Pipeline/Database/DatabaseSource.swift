internal import Diagnostics
public import Postgres

/// The database that a command works on, and where its address came from.
public struct DatabaseSource: Sendable {
    public var kind: Kind
    /// For people: "DATABASE_URL in .env.local".
    public var origin: String

    public enum Kind: Sendable {
        /// The project's own server under `.berry/`.
        case privateServer
        case url(ConnectionSettings)
    }

    private static let urlVariables = ["DIRECT_URL", "DATABASE_URL", "SUPABASE_DB_URL"]

    /// Finds the database: an address on the command line, then the known variables, then the private server.
    ///
    /// libpq's bare variables (`PGHOST` and the like) are asked only when `allowsLibpq` says so: nobody should set a
    /// database up because a variable of another project was still around.
    public static func find(
        commandLine: String?, _ environment: ProjectEnvironment, allowsLibpq: Bool
    ) throws -> DatabaseSource {
        if let commandLine { return try source(url: commandLine, origin: "--database-url") }
        for name in urlVariables {
            if let variable = environment[name] {
                return try source(url: variable.value, origin: "\(name) in \(variable.origin)")
            }
        }
        if let host = environment["POSTGRES_HOST"] {
            let user = environment["POSTGRES_USER"]?.value ?? "postgres"
            guard let port = Int(environment["POSTGRES_PORT"]?.value ?? "5432") else {
                throw DiagnosticsError(Diagnostic(.error, "database-url", "POSTGRES_PORT is no number"))
            }
            return DatabaseSource(
                kind: .url(
                    ConnectionSettings(
                        host: host.value, port: port, user: user,
                        database: environment["POSTGRES_DB"]?.value ?? user,
                        password: environment["POSTGRES_PASSWORD"]?.value)),
                origin: "POSTGRES_HOST in \(host.origin)")
        }
        if allowsLibpq, let variable = environment["PGHOST"] ?? environment["PGSERVICE"] {
            return DatabaseSource(
                kind: .url(.fromEnvironment), origin: "libpq's variables in \(variable.origin)")
        }
        for name in ["SUPABASE_URL", "NEXT_PUBLIC_SUPABASE_URL"] {
            if let variable = environment[name] { throw projectAddress("\(name) in \(variable.origin)") }
        }
        return DatabaseSource(kind: .privateServer, origin: "the project's private server")
    }

    private static func source(url: String, origin: String) throws -> DatabaseSource {
        if url.hasPrefix("https://") || url.hasPrefix("http://") { throw projectAddress(origin) }
        do {
            // libpq would fill an empty address from its own variables.
            guard url.contains(where: { !$0.isWhitespace }) else {
                throw PostgresError.settings(problem: "it is empty")
            }
            return DatabaseSource(kind: .url(try ConnectionSettings(url: url)), origin: origin)
        } catch {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "database-url", "\(origin) is no address of a database: \(error)",
                    fix: "write postgresql://USER@HOST:5432/DATABASE"))
        }
    }

    private static func projectAddress(_ origin: String) -> DiagnosticsError {
        DiagnosticsError(
            Diagnostic(
                .error, "project-address",
                "\(origin) is the address of a Supabase project's API; berry needs its database's connection string",
                notes: [
                    .init(
                        "in Supabase's dashboard, press Connect and copy the direct connection or session pooler string"
                    )
                ],
                fix: "put it into .env.local as DATABASE_URL=postgresql://…; API keys aren't needed"))
    }

    /// What is printed about the database; never the password.
    public var summary: String {
        switch kind {
        case .privateServer: "the project's private server"
        case .url(let settings): "\(settings.redactedDescription) (\(origin))"
        }
    }
}
