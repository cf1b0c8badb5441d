public import Diagnostics
public import DomainModel
public import SQL
public import Schema

/// Rows for development: made up, but such that PostgreSQL accepts every one of them.
///
/// The same schema gives the same rows on every machine and every day. Each value depends on its table, its column
/// and its row's number alone, so a new table or column leaves the others' values as they are.
///
/// - The accounts are Ada, Bob, Carol and Dan, in `auth.users`, with `ada@example.com` and so on as addresses. Each
///   has rows in every table that has an owner. They have no password, and no `instance_id`: Supabase's auth server
///   only knows accounts whose `instance_id` is zero (`findUser` in its `internal/models/user.go`), so nobody can
///   log in as one of them.
/// - What belongs to an account refers to rows of the same account, where there are any.
/// - References that close a circle of tables are null, and so are some of the other optional values.
/// - A table for which no row was found that meets its checks has no rows; ``diagnostics`` names it.
public struct SeedData: Codable, Hashable, Sendable {
    /// In an order in which they can be inserted: referenced tables first. Tables without rows are left out.
    public var tables: [SeedTable]
    /// A warning for each table that could not be filled.
    public var diagnostics: [Diagnostic]

    /// Makes the rows for `schema`, which was made from `model`.
    public init(schema: DatabaseSchema, model: DomainModel) {
        var generator = SeedGenerator(schema, model)
        generator.run()
        tables = generator.tables
        diagnostics = generator.diagnostics
    }

    /// The rows of the table with this name; nil where it has none.
    public func table(named name: QualifiedName) -> SeedTable? { tables.first { $0.name == name } }
}
