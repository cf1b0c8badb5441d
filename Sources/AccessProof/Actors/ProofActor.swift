public import AccessControl

/// Somebody who sends requests, as PostgreSQL and the oracle see them.
public struct ProofActor: Hashable, Sendable {
    /// For people: "anonymous", "account 1", "admin".
    public let name: String
    public let caller: OracleCaller
    /// The token's claims as JSON; empty without a token.
    public let claims: String

    /// - Parameter extra: what the token says besides the role and the account, each part with a comma before it.
    init(_ name: String, _ caller: OracleCaller, _ extra: String = "") {
        self.name = name
        self.caller = caller
        let role = caller.role == .service ? "service_role" : caller.role.rawValue
        let subject = caller.account.map { #","sub":"\#($0)""# } ?? ""
        claims = caller.role == .anon ? "" : #"{"role":"\#(role)"\#(subject)\#(extra)}"#
    }

    /// The database role in which its requests arrive.
    public var role: String { caller.role == .service ? "service_role" : caller.role.rawValue }

    /// Everybody that rules may tell apart. What an account owns and is a member of is up to the rows: the last account
    /// is in none of them.
    ///
    /// - Parameters:
    ///   - accounts: the accounts that there are; at least two.
    ///   - roles: the app-wide roles.
    static func all(accounts: [String], roles: [String]) -> [ProofActor] {
        let stranger = accounts.last
        let guest = accounts.dropLast().last
        let members = Array(accounts.dropLast(accounts.count > 3 ? 2 : 1))
        let named = roles.map { #""\#($0)""# }.joined(separator: ",")
        // Where users may write, and where nothing counts.
        let forged =
            #","user_metadata":{"role":"\#(roles.first ?? "admin")","roles":[\#(named)]},"app_metadata":{}"#
            + #","app_role":"\#(roles.first ?? "admin")""#
        var actors = [
            ProofActor("anonymous", .init(.anon)), ProofActor("service", .init(.service)),
            ProofActor("token without account", .init(.authenticated)),
            ProofActor("stranger", .init(.authenticated, account: stranger)),
            ProofActor("stranger with forged user_metadata", .init(.authenticated, account: stranger), forged),
            ProofActor(
                "anonymous sign-in", .init(.authenticated, account: guest, isAnonymous: true), #","is_anonymous":true"#),
        ]
        for (number, account) in members.enumerated() {
            actors.append(ProofActor("account \(number + 1)", .init(.authenticated, account: account)))
        }
        actors.append(
            ProofActor(
                "account 1 with second factor",
                .init(.authenticated, account: members.first, roles: Set(roles.prefix(1)), hasSecondFactor: true),
                #","aal":"aal2","app_metadata":{"role":"\#(roles.first ?? "none")"}"#))
        for (number, role) in roles.enumerated() {
            let single = #","app_metadata":{"role":"\#(role)"}"#
            let list = #","app_metadata":{"roles":["\#(role)"]}"#
            let account = number % 2 == 0 ? stranger : members.first
            actors += [
                ProofActor(role, .init(.authenticated, account: account, roles: [role]), single),
                ProofActor("\(role) in a list", .init(.authenticated, account: stranger, roles: [role]), list),
                ProofActor("\(role) without account", .init(.authenticated, roles: [role]), single),
            ]
        }
        return actors
    }
}
