import Postgres

/// Somebody who sends requests: a database role, and the claims of a token.
enum Actor: String, CaseIterable {
    case anon, ada, bob
    /// Carol has the role admin in `app_metadata.role`; Dora is an editor through `app_metadata.roles`.
    case carol, dora
    /// One of Supabase's anonymous sign-ins.
    case guest
    /// A token without an account.
    case nobody
    /// Mallory wrote herself roles where users may write: in `user_metadata`.
    case mallory
    case service

    var account: String? {
        switch self {
        case .ada: "00000000-0000-0000-0000-00000000000a"
        case .bob: "00000000-0000-0000-0000-00000000000b"
        case .carol: "00000000-0000-0000-0000-00000000000c"
        case .dora: "00000000-0000-0000-0000-00000000000d"
        case .guest: "00000000-0000-0000-0000-0000000000e0"
        case .mallory: "00000000-0000-0000-0000-0000000000ff"
        case .anon, .nobody, .service: nil
        }
    }

    private var role: String {
        switch self {
        case .anon: "anon"
        case .service: "service_role"
        default: "authenticated"
        }
    }

    private var claims: String {
        var claims = [#""role":"\#(role)""#]
        if let account { claims.append(#""sub":"\#(account)""#) }
        switch self {
        case .anon: return ""
        case .carol: claims.append(#""app_metadata":{"role":"admin"}"#)
        case .dora: claims.append(#""app_metadata":{"roles":["editor","reader"],"role":null}"#)
        case .guest: claims.append(#""is_anonymous":true"#)
        case .nobody: claims.append(#""app_metadata":{"roles":"admin"}"#)
        case .mallory:
            claims.append(#""user_metadata":{"role":"admin","roles":["admin","editor"]},"app_metadata":{}"#)
            claims.append(#""roles":["admin"],"app_role":"admin""#)
        default: break
        }
        return "{\(claims.joined(separator: ","))}"
    }

    /// `sql` with `:ada`, `:bob`, … replaced by their account ids.
    static func filled(_ sql: String) -> String {
        allCases.reduce(sql) { text, actor in
            guard let account = actor.account else { return text }
            return text.split(separator: ":\(actor.rawValue)", omittingEmptySubsequences: false)
                .joined(separator: "'\(account)'")
        }
    }

    /// What `sql` does when this actor sends it, as PostgREST would: the number of rows it returned or changed, or the
    /// SQLSTATE with which it was refused. Nothing of it stays.
    func outcome(of sql: String, _ connection: Connection) async throws -> String {
        try await connection.execute(
            "begin; select set_config('request.jwt.claims', '\(claims)', true); set local role \(role)")
        let outcome: String
        do {
            outcome = String(try await connection.execute(Self.filled(sql)).affected)
        } catch {
            guard let state = error.sqlState else { throw error }
            outcome = state
        }
        try await connection.execute("rollback")
        return outcome
    }
}
