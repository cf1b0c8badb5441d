internal import Catalog
internal import Diagnostics
internal import LocalPostgres
internal import Postgres
internal import SQL
internal import SchemaDiff
internal import Specification

/// Runs the migrations of a plan once more, there and back, on tables that hold generated rows.
///
/// That they lead to the right schema is known by then. This tells what they do to rows: which tables are written anew,
/// whether rows are lost that no step of the plan is about, and whether the way back can be gone with them.
struct RowRehearsal {
    /// All that is pushed, one after the other.
    let parts: [RehearsedPart]
    /// What there is behind them.
    let goal: Catalog

    /// What there was before each migration.
    private var before: [Catalog] { parts.flatMap(\.before) }

    struct Result {
        /// The tables that each migration writes anew, by its place.
        var rewritten: [[String]]
        var warnings: [Diagnostic] = []
    }

    /// - Parameters:
    ///   - rehearsal: where the history has run.
    ///   - migrations: as many as there are catalogs in ``before``.
    /// - Throws: `DiagnosticsError` where rows would be lost, `PostgresError` when the server is lost.
    func run(_ migrations: [Migration], on rehearsal: MigrationRehearsal) async throws -> Result {
        var result = Result(rewritten: migrations.map { _ in [] })
        guard let base = before.first else { return result }
        let rows = try await rehearsal.fill(touchedTables(of: base))
        if !rows.empty.isEmpty {
            result.warnings.append(
                Diagnostic(
                    .note, "rehearsed-empty",
                    "the migration was rehearsed without rows in \(rows.empty.joined(separator: ", ")): "
                        + "their constraints take nothing that berry makes up"))
        }
        let fingerprints = try await rehearsal.fingerprints(rows.filled)
        for (place, migration) in migrations.enumerated() {
            do { result.rewritten[place] = try await rehearsal.rewritten(by: migration) } catch let refusal
                as RowRefusal
            {
                // What rows can stop is among the plan's hazards.
                if !parts.contains(where: { $0.plan.hazards.contains { $0.name == .rejectsRows } }) {
                    result.warnings.append(refusal.diagnostic)
                }
                return result
            }
        }
        let losses = fingerprints.losses(in: try await rehearsal.again(fingerprints)) {
            changesRows($0) || changesRows($1)
        }
        guard losses.isEmpty else { throw Self.loses(losses) }
        try await goBack(migrations, on: rehearsal, &result)
        return result
    }

    private func goBack(
        _ migrations: [Migration], on rehearsal: MigrationRehearsal, _ result: inout Result
    ) async throws {
        for (place, migration) in migrations.enumerated().reversed() where migration.down != nil {
            do { _ = try await rehearsal.rewritten(by: migration, .down) } catch let refusal as RowRefusal {
                result.warnings.append(refusal.diagnostic)
                return
            }
            let difference = CatalogDifference(expected: before[place], found: try await rehearsal.catalog())
            guard difference.isEmpty else {
                let names =
                    (difference.missing + difference.unexpected).map(\.id) + difference.changed.map(\.expected.id)
                result.warnings.append(
                    Diagnostic(
                        .warning, "way-back-differs",
                        "\(migration.path(.down)) doesn't lead back to what was there before",
                        notes: names.prefix(20).map { .init("\($0) comes out otherwise") },
                        fix: "look through that file before you need it"))
                return
            }
        }
    }

    /// The tables that are there before, and that the plan is about.
    private func touchedTables(of base: Catalog) -> Set<String> {
        let subjects = parts.flatMap { $0.plan.steps.map(\.subject) + $0.plan.renames.map(\.old) }
        let kinds = Set(subjects.map(\.kind))
        let tables = subjects.compactMap { id -> String? in
            id.kind == .table ? id.name : (base[id] ?? goal[id])?[.table]
        }
        var touched = Set(tables.filter { base[Fact.ID(.table, $0)] != nil })
        if !kinds.isDisjoint(with: [.enumeration, .domain, .compositeType, .rangeType]) {
            let types = Set(subjects.map(\.name))
            for fact in base.facts where fact.kind == .column {
                let type = fact[.type] ?? ""
                if types.contains(type) || types.contains(String(type.prefix { $0 != "[" })) {
                    touched.insert(fact[.table] ?? "")
                }
            }
        }
        return touched
    }

    /// Whether a step of the plan writes rows of a table.
    private func changesRows(_ table: String) -> Bool {
        parts.flatMap(\.plan.steps).contains { step in
            BatchedUpdate(step.statement).map { $0.table == table }
                ?? ["update", "delete from", "insert into", "truncate"].contains { verb in
                    step.statement.hasPrefix("\(verb) \(table)") || step.statement.hasPrefix("\(verb) only \(table)")
                }
        }
    }

    private static func loses(_ losses: [String]) -> DiagnosticsError {
        DiagnosticsError(
            Diagnostic(
                .error, "rows-differ",
                "the migration was rehearsed on generated rows, and changes what nothing asks it to",
                notes: losses.prefix(20).map { .init($0) },
                fix: "make the change in smaller steps, and report this: it is a mistake in berry"))
    }
}

/// A statement that ran on empty tables and is refused on those with generated rows.
struct RowRefusal: Error {
    var migration: Migration
    var direction: MigrationFileName.Direction
    /// Where the statement begins, in bytes of the file.
    var offset: Int
    var error: PostgresError

    var diagnostic: Diagnostic {
        let message = error.serverMessage?.message ?? "\(error)"
        return Diagnostic(
            .warning, direction == .up ? "stopped-by-rows" : "way-back-stopped-by-rows",
            direction == .up
                ? "rows can stop \(migration.path(.up)): \(message)"
                : "with rows in the tables, \(migration.path(.down)) may not lead back: \(message)",
            at: migration.location(of: offset, direction))
    }
}

extension MigrationRehearsal {
    /// Puts generated rows into tables.
    func fill(_ tables: Set<String>) async throws -> GeneratedRows {
        let catalog = try await catalog()
        return try await GeneratedRows(for: tables, of: catalog, on: connection)
    }

    func fingerprints(_ tables: [String]) async throws -> RowFingerprints {
        try await RowFingerprints.read(tables, on: connection)
    }

    func again(_ fingerprints: RowFingerprints) async throws -> RowFingerprints {
        try await fingerprints.again(on: connection)
    }

    /// Runs a migration, or its way back, and tells which tables it writes anew, as SQL writes them.
    func rewritten(
        by migration: Migration, _ direction: MigrationFileName.Direction = .up
    ) async throws -> [String] {
        let script = try MigrationScript(migration, direction)
        let earlier = try await files()
        if migration.runsOutside(direction) {
            try await connection.migratingOutside { try await Self.run(script, $0) }
        } else {
            try await connection.migrating(.rehearsal) { try await Self.run(script, $0) }
        }
        return try await files().filter { number, file in earlier[number].map { $0.file != file.file } ?? false }
            .map(\.value.name).sorted()
    }

    private static func run(_ script: MigrationScript, _ connection: isolated Connection) async throws {
        for statement in script.statements {
            do { try await connection.execute(statement.text) } catch {
                guard error.serverMessage != nil else { throw error }
                throw RowRefusal(
                    migration: script.migration, direction: script.direction,
                    offset: statement.offset, error: error)
            }
        }
    }

    /// The file of each table; another one is a sign that every row was written anew.
    private func files() async throws -> [Int: (name: String, file: Int)] {
        let rows = try await connection.query(
            """
            select c.oid::bigint, format('%I.%I', n.nspname, c.relname), pg_catalog.pg_relation_filenode(c.oid)::bigint
            from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
            """)
        return try Dictionary(
            rows.map { (try $0.int(0), (try $0.text(1), try $0.int(2))) }, uniquingKeysWith: { first, _ in first })
    }
}
