internal import Diagnostics
public import Migrations
internal import SQL
public import Specification

/// What `berry.json` says under `database`: how berry works on the project's databases.
public struct DatabaseSettings: SpecificationObject {
    public static let title = "the settings of databases"
    public static let definition = "databaseSettings"

    public var ledger: String?
    public var ledgerWait: Int?
    public var statementTimeout: Int?
    public var lockTimeout: Int?
    public var smallTable: Int?
    public var largeTables: [String] = []
    public var source = Source()

    public init() {}

    public static let keys: [Key<DatabaseSettings>] = [
        Key("ledger", \.ledger, "The table of the schema berry that lists the migrations (default: migrations)."),
        Key(
            "ledgerWait", \.ledgerWait,
            "How long a run waits for another one on the same database, in seconds (default: 60)."),
        Key(
            "statementTimeout", \.statementTimeout,
            "How long a statement of a migration may run, in seconds (default: 300)."),
        Key(
            "lockTimeout", \.lockTimeout,
            "How long a statement waits for a table before it tries again later, in seconds (default: 2)."),
        Key(
            "smallTable", \.smallTable,
            "Up to which size a table's rows are written all at once, in megabytes (default: 8)."),
        Key(
            list: "largeTables", \.largeTables,
            "Tables whose rows are written a few at a time; a push adds those that it finds large."),
    ]

    /// With a day as the longest time.
    private static let seconds = 1...86_400

    /// What is wrong with them.
    func check(_ diagnostics: inout Diagnostics) {
        if let ledger, !LedgerSettings.isTableName(ledger) {
            let isTaken = LedgerSettings.reservedTables.contains(ledger)
            diagnostics.error(
                "settings",
                isTaken
                    ? "berry has another table called '\(ledger)'"
                    : "'\(ledger)' can't be the name of the ledger's table",
                at: source.location("ledger"),
                fix: "write small letters, digits and underscores, and no word of SQL")
        }
        let times = [
            ("ledgerWait", ledgerWait), ("statementTimeout", statementTimeout), ("lockTimeout", lockTimeout),
        ]
        for case (let key, let time?) in times where !Self.seconds.contains(time) {
            diagnostics.error(
                "settings", "\(key) is \(time), and has to be from 1 to \(Self.seconds.upperBound) seconds",
                at: source.location(.key(key)))
        }
        if let smallTable, !(0...1_000_000).contains(smallTable) {
            diagnostics.error(
                "settings", "smallTable is \(smallTable), and has to be from 0 to 1000000 megabytes",
                at: source.location("smallTable"))
        }
        if let lockTimeout, lockTimeout >= statementTimeout ?? LedgerSettings().statementTimeout {
            diagnostics.error(
                "settings", "lockTimeout has to be shorter than statementTimeout, which ends the statement that waits",
                at: source.location("lockTimeout"))
        }
    }
}

extension ProjectFolder {
    /// Where its migrations stand.
    var layout: MigrationLayout {
        get throws(DiagnosticsError) { (try ProjectSettings.read(in: self) ?? ProjectSettings()).databases.layout }
    }
}

extension ProjectSettings {
    /// The tables that are large, as SQL writes them; in `berry.json` those of the schema `public` have bare names.
    var largeTables: Set<String> {
        Set((database?.largeTables ?? []).map { $0.contains(".") ? $0 : QualifiedName("public", $0).sql })
    }

    /// The same with further large tables; nil where it names them all.
    func adding(largeTables tables: Set<String>) -> ProjectSettings? {
        let new = tables.subtracting(largeTables)
        guard !new.isEmpty else { return nil }
        var (settings, database) = (self, database ?? DatabaseSettings())
        let names = new.map { $0.hasPrefix("public.") ? String($0.dropFirst("public.".count)) : $0 }
        database.largeTables = Set(database.largeTables).union(names).sorted()
        settings.database = database
        return settings
    }

    /// How berry works on the project's databases.
    public var databases: LedgerSettings {
        var settings = LedgerSettings()
        settings.layout = layout.flatMap(MigrationLayout.init) ?? .berry
        guard let database else { return settings }
        settings.table = database.ledger ?? settings.table
        settings.wait = database.ledgerWait ?? settings.wait
        settings.statementTimeout = database.statementTimeout ?? settings.statementTimeout
        settings.lockTimeout = database.lockTimeout ?? settings.lockTimeout
        settings.smallTable = database.smallTable ?? settings.smallTable
        return settings
    }
}
