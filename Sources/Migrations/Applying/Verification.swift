public import Catalog
public import Diagnostics

/// What a look at the finished database showed.
public struct Verification: Sendable {
    /// Whether the ledger has the migration, with the digest of the file.
    public var isRecorded: Bool
    public var tables: Int
    public var difference: CatalogDifference
    /// Tables without row level security.
    public var unprotected: [String]

    /// What is wrong with the roles of the API.
    public var roles: [Diagnostic]

    public var succeeded: Bool { diagnostics.isEmpty }

    /// What is wrong, as diagnostics.
    public var diagnostics: [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        if !isRecorded {
            diagnostics.append(
                Diagnostic(
                    .error, "not-recorded", "the ledger doesn't have this migration",
                    fix: "restore the table berry.migrations from a backup, or set up an empty database"))
        }
        diagnostics += roles
        diagnostics += unprotected.map {
            Diagnostic(
                .error, "no-row-security", "the table \($0) has no row level security",
                fix: "run: alter table \($0) enable row level security")
        }
        let undo = "undo what was changed by hand, or set up an empty database"
        let lists = [("is missing", difference.missing), ("is unexpected", difference.unexpected)]
        for (what, facts) in lists {
            diagnostics += facts.prefix(20).map {
                Diagnostic(.error, "drift", "the \($0.id) \(what)", fix: undo)
            }
        }
        diagnostics += difference.changed.prefix(20).map {
            Diagnostic(
                .error, "drift", "the \($0.expected.id) differs",
                notes: $0.properties.map { property, expected, found in
                    .init("\(property): expected \(expected ?? "nothing"), found \(found ?? "nothing")")
                },
                fix: undo)
        }
        return diagnostics
    }
}
