internal import Diagnostics
public import Postgres

/// The database that a command works on, and where its address came from.
public struct DatabaseSource: Sendable {
    public var kind: Kind
    /// For people: "DATABASE_URL in .env.local".
    public var origin: String

    public var isPrivate: Bool { if case .privateServer = kind { true } else { false } }

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
        // What one origin says, in whichever of the variables, comes before what a farther one says.
        for layer in environment.layers {
            for name in urlVariables {
                if let url = layer.variables[name] {
                    return try source(url: url, origin: "\(name) in \(layer.origin)")
                }
            }
            if let host = layer.variables["POSTGRES_HOST"] {
                return DatabaseSource(
                    kind: .url(try settings(host: host, environment)), origin: "POSTGRES_HOST in \(layer.origin)")
            }
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

    /// What `POSTGRES_HOST` and its companions say.
    private static func settings(host: String, _ environment: ProjectEnvironment) throws -> ConnectionSettings {
        var port = 5432
        if let stated = environment["POSTGRES_PORT"] {
            guard let number = Int(stated.value), (1...65535).contains(number) else {
                throw DiagnosticsError(
                    Diagnostic(
                        .error, "database-url",
                        "POSTGRES_PORT in \(stated.origin) is '\(stated.value)', which is no port",
                        fix: "write a number from 1 to 65535, or leave it out for 5432"))
            }
            port = number
        }
        let user = environment["POSTGRES_USER"]?.value ?? "postgres"
        return ConnectionSettings(
            host: host, port: port, user: user, database: environment["POSTGRES_DB"]?.value ?? user,
            password: environment["POSTGRES_PASSWORD"]?.value)
    }

    static func source(url: String, origin: String) throws -> DatabaseSource {
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
