internal import Catalog

/// Where the ledger and the Supabase CLI's history say different things of one database.
struct HistoryFaults {
    let history: SupabaseHistory
    let ledger: Ledger
    let migrations: [Migration]

    /// - Parameter isThere: whether the database holds what a migration of the folder makes.
    func faults(isThere: (Migration) async throws -> Bool) async throws -> [Fault] {
        var faults: [Fault] = []
        let told = Set(history.entries.map(\.version))
        let silent = migrations.filter { migration in
            !told.contains(migration.version)
                && ledger.migrations.contains { $0.version == migration.version && $0.isFinished }
        }
        if !silent.isEmpty {
            faults.append(
                Fault(
                    .missingHistory, "supabase_migrations.schema_migrations",
                    "The Supabase CLI's history lacks \(Self.names(silent)), which this database has run; the rows are "
                        + "added, so that both tools agree.",
                    statements: silent.map {
                        "insert into supabase_migrations.schema_migrations (version, statements, name) values "
                            + "('\($0.version)', array[…], '\($0.name)')"
                    }, mend: .tellSupabase(silent)))
        }
        var believed: [Migration] = []
        for entry in history.entries where !ledger.migrations.contains(where: { $0.version == entry.version }) {
            if let migration = migrations.first(where: { $0.version == entry.version }), try await isThere(migration) {
                believed.append(migration)
                continue
            }
            let name = entry.name.isEmpty ? entry.version : "\(entry.version)_\(entry.name)"
            let isKnown = migrations.contains { $0.version == entry.version }
            faults.append(
                Fault(
                    .foreignHistory, name,
                    "The Supabase CLI's history says that \(name) ran, and berry's ledger doesn't know it"
                        + (isKnown ? "; the database doesn't hold what it makes." : "; the project has no such file."),
                    advice: isKnown
                        ? "If the database should have it, run 'berry db push'; if not, run 'supabase migration repair "
                            + "--status reverted \(entry.version)'."
                        : "'supabase migration fetch' writes the files that it ran; what they made belongs in the "
                            + "specification."))
        }
        if !believed.isEmpty {
            faults.append(
                Fault(
                    .missingHistory, "berry's ledger",
                    "The Supabase CLI has applied \(Self.names(believed)), and the database holds what that makes; the "
                        + "ledger takes note of it.",
                    mend: .believeSupabase(believed)))
        }
        return faults
    }

    private static func names(_ migrations: [Migration]) -> String {
        let names = migrations.map { "\($0.version)_\($0.name)" }
        return names.count > 3
            ? "\(names.prefix(3).joined(separator: ", ")) and \(names.count - 3) more"
            : names.joined(separator: ", ")
    }
}
