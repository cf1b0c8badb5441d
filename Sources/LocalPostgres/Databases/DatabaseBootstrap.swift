internal import Digest

/// SQL that makes an empty database into the kind that schemas expect to find, run as superuser. Only berry's
/// own text.
public struct DatabaseBootstrap: Sendable, Hashable {
    /// For messages.
    public let name: String
    /// Statements that run in one transaction, in a database that is otherwise empty.
    public let sql: String
    /// Settings of each database made from it, such as `search_path`, with their values as SQL; they aren't
    /// part of what a copy copies.
    public let settings: [String: String]

    public init(name: String, sql: String, settings: [String: String] = [:]) {
        self.name = name
        self.sql = sql
        self.settings = settings
    }

    /// Names the template database that holds the result.
    var templateDatabase: String { "berry_template_\(Digest(of: sql).hex.prefix(16))" }
}

/// What a new database begins with.
public enum DatabaseTemplate: Sendable, Hashable {
    /// A schema `public` that belongs to `postgres`, and nothing else.
    case empty
    /// What the bootstrap made; it is run once per server, and copied from then on.
    case bootstrap(DatabaseBootstrap)
    /// A copy of a database that nobody is connected to.
    case copy(of: String)
}
