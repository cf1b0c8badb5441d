extension ConnectionFailure {
    /// Tells failures apart by what libpq says.
    ///
    /// libpq hands out no SQLSTATE for a connection that failed, only text, so this reads it. Servers may
    /// speak another language; what isn't recognised becomes `.other`, with the text kept.
    init(message: String) {
        let text = message.lowercased()
        func says(_ parts: String...) -> Bool { parts.contains { text.contains($0) } }

        if says("password authentication failed", "no password supplied", "authentication failed for user") {
            self = .wrongPassword
        } else if says("could not translate host name", "name or service not known", "nodename nor servname") {
            self = .unknownHost
        } else if says(
            "ssl error", "certificate", "does not support ssl", "sslmode", "no encryption",
            "ssl connection is required",
            "ssl negotiation")
        {
            self = .tls
        } else if says("database \"") && says("does not exist") {
            self = .databaseMissing
        } else if says("timeout expired", "timed out") {
            self = .timedOut
        } else if says(
            "too many connections", "too many clients", "remaining connection slots", "max client connections"
        ) {
            self = .tooManyConnections
        } else if says("starting up", "shutting down", "in recovery mode", "not yet accepting connections") {
            self = .notReady
        } else if says(
            "role \"", "no pg_hba.conf entry", "permission denied", "not permitted to log in",
            "tenant or user")
        {
            self = .notPermitted
        } else if says(
            "connection refused", "no such file or directory", "is the server running",
            "network is unreachable",
            "no route to host", "could not connect")
        {
            self = .unreachable
        } else {
            self = .other
        }
    }

    /// What to do about it. `settings` is the redacted URL.
    func advice(for settings: ConnectionSettings) -> String {
        let host = settings.host ?? ""
        let server = settings.redactedDescription
        switch self {
        case .unreachable:
            return settings.isLocal
                ? "Is PostgreSQL running? Start it, or check host and port of \(server)."
                : "Check host and port of \(server), the network, and whether a firewall lets you through."
        case .unknownHost:
            // Supabase's direct hosts have only an IPv6 address unless the project pays for IPv4.
            return host.hasSuffix(".supabase.co")
                ? "Check the project's reference in \(server). Direct Supabase hosts are IPv6 only: from an IPv4 "
                    + "network use the session pooler's host from the dashboard's Connect dialog."
                : "Check the host's spelling in \(server), and the network."
        case .timedOut:
            return "Check host and port of \(server); a firewall may be dropping the packets. "
                + "Set connect_timeout (seconds) to wait longer."
        case .wrongPassword:
            return settings.hasPassword
                ? "Check the user name and the password for \(server). In a URL, characters such as @ : / # % must "
                    + "be percent-encoded."
                : "No password was given for \(server): put it into the URL, PGPASSWORD or ~/.pgpass."
        case .notPermitted:
            return
                "Check the role's name in \(server), that it may log in, and that pg_hba.conf admits it from here."
        case .databaseMissing:
            return "Create the database first, or check the name in \(server)."
        case .tls:
            return host.hasSuffix(".supabase.co") || host.hasSuffix(".supabase.com")
                ? "Supabase signs with its own authority: download the certificate from the dashboard (Database "
                    + "settings) and add sslmode=verify-full&sslrootcert=FILE to the URL."
                : "berry verifies the certificate of every server that isn't local. Add sslrootcert=FILE with the "
                    + "authority's certificate to the URL; only if you accept the risk, state another sslmode."
        case .tooManyConnections: return "Close other clients, use a pooler, or raise max_connections."
        case .notReady: return "Wait a moment and try again."
        case .lost: return "Open a new connection; the server's log says why it ended this one."
        case .lostAtCommit:
            return "Look what is there before you do it again; the server's log says why it ended the connection."
        case .closed: return "Open a new connection."
        case .other: return "The connection was \(server)."
        }
    }
}
