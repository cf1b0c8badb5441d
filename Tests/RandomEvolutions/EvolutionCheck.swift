import Catalog
import CatalogReader
import DatabaseTesting
import Diagnostics
import Foundation
public import LocalPostgres
import Migrations
import Postgres
import SQL
import Schema
import SchemaDiff
public import Specification

/// Carries an evolution out on a database whose tables are full, and takes it back.
public struct EvolutionCheck: Sendable {
    let server: LocalServer

    public init(_ server: LocalServer) { self.server = server }

    /// What became of an evolution.
    public enum Outcome: Sendable, Equatable {
        /// The catalogs and all values are what they should be, there and back.
        case same
        /// The same, and the way back is only open to empty tables: required values are gone, as the migration says.
        case sameThere
        /// The rows don't fit, and a hazard had counted them.
        case refusedByHazard
        /// A mistake, with a word for the place and what came up.
        case failed(String, [String])

        public var isFailure: Bool { if case .failed = self { true } else { false } }

        public var word: String {
            switch self {
            case .same: "same"
            case .sameThere: "same, with values lost for the way back"
            case .refusedByHazard: "refused by its hazard"
            case .failed(let place, _): "FAILED \(place)"
            }
        }
    }

    /// What `migrate` made, and what came of it.
    public struct Result: Sendable, CustomStringConvertible {
        public var seed: Int
        public var edits: [Edit]
        public var outcome: Outcome
        public var before = ""
        public var after = ""
        public var files: [String] = []
        public var details: [String] = []

        public var description: String {
            var lines = ["seed \(seed): \(outcome.word)"] + edits.map { "    - \($0.summary)" }
            if case .failed(_, let more) = outcome { lines += more.map { "    \($0)" } }
            return (lines + details.map { "    \($0)" }).joined(separator: "\n")
        }
    }

    private struct Refused: Error {
        var file: String
        var statement: String
        var sqlState: String
        var message: String
    }

    public func result(seed: Int) async throws -> Result {
        let evolution: Evolution
        do { evolution = try Evolution(seed: seed) } catch {
            return Result(seed: seed, edits: [], outcome: .failed("generator", ["\(error)"]))
        }
        var result = Result(seed: seed, edits: evolution.edits, outcome: .same)
        (result.before, result.after) = evolution.texts
        var names: [String] = []
        do {
            let desired = try await database(&names) { connection in
                try await connection.execute(evolution.after.migration.up)
                return try await CatalogReader.read(connection)
            }
            // To every other one, its tables are large.
            let tables = evolution.after.schema.tables.map(\.name.sql)
            let next = NextMigration(
                after: MigrationHistory([evolution.before.migration]), target: .postgres, version: "20260102030406",
                name: "change", evolution: evolution.after.schema.evolution,
                largeTables: seed.isMultiple(of: 2) ? Set(tables) : [])
            let migrations: [Migration]
            do { migrations = try await next.migrations(to: desired, on: server) } catch let error as DiagnosticsError {
                result.outcome = .failed("migrate", error.diagnostics.map { "\($0)" })
                return result
            }
            result.files = migrations.flatMap { [$0.up, $0.down ?? "no way back"] }
            result.outcome = try await database(&names) { connection in
                try await carryOut(evolution, migrations, desired, connection)
            }
        } catch {
            result.outcome = .failed("otherwise", ["\(error)"])
        }
        return result
    }

    private func database<Value: Sendable>(
        _ names: inout [String], _ body: (Connection) async throws -> Value
    ) async throws -> Value {
        let name = "evolution_\(UInt64.random(in: 0...UInt64.max))"
        try await server.createDatabase(name, from: .empty)
        names.append(name)
        let connection = try await Connection(server.connectionSettings(database: name))
        do {
            try await connection.execute("set timezone = 'UTC'; set client_min_messages = error")
            let value = try await body(connection)
            await connection.close()
            try await server.dropDatabase(name)
            return value
        } catch {
            await connection.close()
            try? await server.dropDatabase(name)
            throw error
        }
    }

    private func carryOut(
        _ evolution: Evolution, _ migrations: [Migration], _ desired: Catalog, _ connection: Connection
    ) async throws -> Outcome {
        try await connection.execute(evolution.before.migration.up)
        let rows = RandomRows(evolution.before.schema, evolution.before.model, seed: evolution.seed)
        for statement in rows.statements {
            do { try await connection.execute(statement) } catch {
                return .failed("generator's rows", ["\(error)", String(statement.prefix(400))])
            }
        }
        let original = try await CatalogReader.read(connection)
        let cells = SurvivingCells(from: evolution.before, to: evolution.after, by: evolution.lineage)
        let back = try await cells.rows(connection, \.old, \.back)
        // A value that doesn't convert is one that the migration must stumble over too.
        let there = try? await cells.rows(connection, \.old, \.there)
        do {
            for migration in migrations { try await run(migration, .up, connection) }
        } catch let refused as Refused {
            return try await judged(refused, evolution, migrations, rows)
        }
        let found = try await CatalogReader.read(connection)
        let difference = CatalogDifference(expected: desired, found: found)
        guard difference.isEmpty else { return .failed("catalog there", Self.lines(difference)) }
        let now = try await cells.rows(connection, \.new, \.new)
        guard let there, there == now else {
            return .failed("values there", Self.lines(cells, there ?? [], now))
        }
        do {
            for migration in migrations.reversed() { try await run(migration, .down, connection) }
        } catch let refused as Refused {
            // The way back says that rows may bar it.
            let warnings = ["this runs only while the table is empty", "-- Hazard rejects-rows:"]
            if refused.sqlState.hasPrefix("23"),
                migrations.contains(where: { migration in warnings.contains { (migration.down ?? "").contains($0) } })
            {
                return .sameThere
            }
            return .failed("back, \(refused.sqlState)", [refused.message, refused.statement])
        }
        let end = try await CatalogReader.read(connection)
        let rest = CatalogDifference(expected: original, found: end)
        guard rest.isEmpty else { return .failed("catalog back", Self.lines(rest)) }
        let last = try await cells.rows(connection, \.old) { $0.back == nil ? nil : $0.old }
        guard back == last else { return .failed("values back", Self.lines(cells, back, last)) }
        return .same
    }

    private func run(
        _ migration: Migration, _ direction: MigrationFileName.Direction, _ connection: Connection
    ) async throws {
        let isOutside = migration.runsOutside(direction)
        if !isOutside { try await connection.execute("begin; set local search_path = pg_catalog") }
        for statement in migration.statements(direction) {
            do { try await connection.execute(statement) } catch {
                if !isOutside { try await connection.execute("rollback") }
                throw Refused(
                    file: migration.name, statement: statement, sqlState: error.sqlState ?? "-", message: "\(error)")
            }
        }
        if !isOutside {
            do { try await connection.execute("commit") } catch {
                throw Refused(
                    file: migration.name, statement: "commit", sqlState: error.sqlState ?? "-", message: "\(error)")
            }
        }
    }

    /// Whether a push of the same files to the same rows names what was refused beforehand, and counts it.
    private func judged(
        _ refused: Refused, _ evolution: Evolution, _ migrations: [Migration], _ rows: RandomRows
    ) async throws -> Outcome {
        var names: [String] = []
        let hazards = try await database(&names) { connection in
            let project = "00000000-0000-0000-0000-000000000001"
            let setup = DatabaseSetup(connection, project: project, application: "evolution", target: .postgres)
            _ = try await setup.apply(evolution.before.migration)
            for statement in rows.statements { try await connection.execute(statement) }
            let push = DatabasePush(
                connection, project: project, target: .postgres, migrations: [evolution.before.migration] + migrations,
                isPrivate: false, evolution: evolution.after.schema.evolution)
            return try await push.inspect().hazards
        }
        let counted = hazards.filter { $0.hazard.name == .rejectsRows && ($0.number ?? 0) > 0 }
        let isNamed = counted.contains { measured in
            let subject = measured.hazard.subject.name.split(separator: " ").first ?? ""
            let name = subject.split(separator: ".").last.map(String.init) ?? ""
            return refused.statement.contains(name) || refused.message.contains(name)
        }
        if isNamed { return .refusedByHazard }
        return .failed(
            "there, \(refused.sqlState)",
            ["\(refused.file): \(refused.message)", refused.statement]
                + hazards.map { "hazard \($0.hazard.key): \($0.text)" })
    }

    private static func lines(_ difference: CatalogDifference) -> [String] {
        difference.missing.map { "missing \($0.id)" } + difference.unexpected.map { "unexpected \($0.id)" }
            + difference.changed.map { "\($0.expected.id): \($0.expected.properties) / \($0.found.properties)" }
    }

    private static func lines(_ cells: SurvivingCells, _ expected: [[String]], _ found: [[String]]) -> [String] {
        guard expected.count == found.count else { return ["the values don't convert, and the migration did it"] }
        return zip(cells.tables, zip(expected, found)).flatMap { table, rows -> [String] in
            guard rows.0 != rows.1 else { return [] }
            let place = zip(rows.0, rows.1).prefix { $0 == $1 }.count
            return [
                "\(table.old.sql) to \(table.new.sql): \(rows.0.count) rows, then \(rows.1.count)",
                "expected: \(place < rows.0.count ? rows.0[place] : "-")",
                "found:    \(place < rows.1.count ? rows.1[place] : "-")",
                "columns:  \(table.columns.map { "\($0.old)>\($0.new)" }.joined(separator: " "))",
            ]
        }
    }
}
