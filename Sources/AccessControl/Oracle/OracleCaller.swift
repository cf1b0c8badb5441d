/// Somebody who sends a request, as the rules see them.
public struct OracleCaller: Hashable, Sendable {
    /// In which role of the API the request arrives.
    public var role: Role
    /// The account's id; nil for a token without one.
    public var account: String?
    /// Whether it is one of Supabase's anonymous sign-ins.
    public var isAnonymous: Bool
    /// The app-wide roles in the part of the token that users can't write.
    public var roles: Set<String>
    /// Whether the session has a second factor.
    public var hasSecondFactor: Bool

    public enum Role: String, Hashable, Sendable {
        case anon, authenticated
        /// No rule restricts it.
        case service
    }

    public init(
        _ role: Role, account: String? = nil, isAnonymous: Bool = false, roles: Set<String> = [],
        hasSecondFactor: Bool = false
    ) {
        self.hasSecondFactor = hasSecondFactor
        self.role = role
        self.account = account
        self.isAnonymous = isAnonymous
        self.roles = roles
    }
}
