internal import Naming

/// What a project may say about how berry works on its databases.
public struct LedgerSettings: Hashable, Sendable {
    /// The table of the schema `berry` that lists the migrations.
    public var table = "migrations"
    /// How long a run waits for another one on the same database, in seconds.
    public var wait = 60
    /// How long a statement of a migration may run, in seconds.
    public var statementTimeout = 300
    /// How long a statement waits for a table before it steps back and tries again later, in seconds. While it waits,
    /// everybody who comes later waits behind it.
    public var lockTimeout = 2
    /// Up to which size a table's rows are written all at once, in megabytes with its indexes.
    public var smallTable = 8
    /// Where the project's migrations stand. In that of the Supabase CLI, its history says what was done as well.
    public var layout = MigrationLayout.berry

    public init() {}

    /// The other tables of that schema, whose names are taken.
    public static let reservedTables = ["project", "seeds", "history"]

    /// The table as SQL names it. The name needs no quotes: ``isTableName(_:)``.
    var ledger: String { "berry.\(table)" }

    /// Whether `text` can name the table: small letters, digits and underscores, and no reserved word.
    public static func isTableName(_ text: String) -> Bool {
        let isWord = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        return isWord && (1...63).contains(text.utf8.count) && !("0"..."9").contains(text.prefix(1))
            && !reservedTables.contains(text) && quotedIdentifier(text) == text
    }
}
