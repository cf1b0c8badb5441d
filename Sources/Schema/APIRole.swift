/// The database roles in which requests of clients arrive.
public enum APIRole: String, Codable, Sendable, CaseIterable {
    /// Without a token.
    case anon
    /// With an account's token.
    case authenticated

    /// The role of backends, which no policy restricts.
    public static let service = "service_role"

    /// The names of all of them, the service role too.
    public static let all = allCases.map(\.rawValue) + [service]

    /// All of them and `public`: default privileges may have given each a right by name.
    public static let everybody = ["public"] + all
}
