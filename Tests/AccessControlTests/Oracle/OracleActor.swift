import AccessControl

/// Somebody who sends requests, as PostgreSQL and the oracle see them.
struct OracleActor: Sendable {
    let name: String
    let caller: OracleCaller
    /// What the token says besides the account.
    let claims: String

    static let accounts = (0..<6).map { "00000000-0000-0000-0000-0000000000a\($0)" }

    static func all(roles: [String]) -> [OracleActor] {
        var actors = [
            OracleActor(name: "anon", caller: .init(.anon), claims: ""),
            OracleActor(name: "service", caller: .init(.service), claims: ""),
            OracleActor(name: "no account", caller: .init(.authenticated), claims: ""),
            OracleActor(name: "stranger", caller: .init(.authenticated, account: accounts[5]), claims: ""),
            OracleActor(
                name: "guest", caller: .init(.authenticated, account: accounts[4], isAnonymous: true),
                claims: #","is_anonymous":true"#),
        ]
        for index in 0..<3 {
            actors.append(
                OracleActor(
                    name: "account \(index)", caller: .init(.authenticated, account: accounts[index]),
                    claims: index > 0
                        ? "" : #","user_metadata":{"role":"\#(roles.first ?? "admin")"},"app_metadata":{}"#))
        }
        actors.append(
            OracleActor(
                name: "second factor",
                caller: .init(
                    .authenticated, account: accounts[0], roles: Set(roles.prefix(1)), hasSecondFactor: true),
                claims: #","aal":"aal2","app_metadata":{"role":"\#(roles.first ?? "none")"}"#))
        for (index, role) in roles.enumerated() {
            let account = accounts[index % 2 == 0 ? 3 : 0]
            actors.append(
                OracleActor(
                    name: role, caller: .init(.authenticated, account: account, roles: [role]),
                    claims: index % 2 == 0
                        ? #","app_metadata":{"role":"\#(role)"}"# : #","app_metadata":{"roles":["\#(role)"]}"#))
        }
        return actors
    }

    /// The statements that make a transaction this actor's.
    var entering: String {
        let role = caller.role == .service ? "service_role" : caller.role.rawValue
        let subject = caller.account.map { #","sub":"\#($0)""# } ?? ""
        let token = #"{"role":"\#(role)"\#(subject)\#(claims)}"#
        return "select set_config('request.jwt.claims', '\(token)', true); set local role \(role)"
    }
}
