internal import Catalog
internal import Diagnostics
internal import SQL

/// A migration outside of any transaction, or its way back, that began and whose end nobody saw: the client or the
/// server was gone, or a statement was refused.
struct UnfinishedMigration: Sendable {
    var migration: Migration
    var direction: MigrationFileName.Direction
    /// How many of its statements the database has run; the next one may have run in part.
    var step: Int
    /// Its statements, as they stand in the file.
    var statements: [String]
    /// Indexes that it began and that no query can use.
    var remains: [String]
    /// What the database holds after that many statements.
    var state: Catalog
    /// What differs besides from how the database is after that many statements.
    var drift: CatalogDifference

    /// Whether its file is gone. Nothing of it was left, or the database would have drifted.
    var isLost = false

    /// Whether all of it is there, and only the ledger doesn't know.
    var isDone: Bool { !isLost && step == statements.count }

    /// - Parameters:
    ///   - script: the statements, of which the ledger says that the first `step` ran.
    ///   - states: what the database holds after that many, after one more, and so on until the last. The ledger may be
    ///     one behind.
    ///   - found: what it holds now.
    init(_ script: MigrationScript, step: Int, states: [Catalog], found: Catalog) {
        migration = script.migration
        direction = script.direction
        statements = script.statements.map(\.text)
        let made = Set(states.flatMap(\.facts).filter { $0.kind == .index }.map(\.name))
        let attempts = states.map { Attempt(from: $0, found, made: made) }
        // The first of them: a statement that changes no schema runs again.
        let reached = attempts.firstIndex { $0.isExact } ?? attempts.firstIndex { $0.drift.isEmpty } ?? 0
        self.step = step + reached
        remains = attempts.isEmpty ? [] : attempts[reached].remains
        state = states.isEmpty ? found : states[reached]
        drift = attempts.isEmpty ? .none : attempts[reached].drift
    }

    /// One whose file is gone, and of which no statement came to its end.
    ///
    /// - Parameter expected: what the database holds without it.
    init(lost entry: Ledger.AppliedMigration, expected: Catalog, found: Catalog) {
        migration = Migration(version: entry.version, name: entry.name, up: "", down: nil)
        direction = entry.status == .undoing ? .down : .up
        (step, statements, isLost) = (0, [], true)
        state = expected
        let attempt = Attempt(from: expected, found, made: nil)
        remains = attempt.remains
        drift = attempt.drift
    }

    /// How the database differs from one state that the migration passes.
    private struct Attempt {
        var remains: [String]
        var drift: CatalogDifference
        /// Whether it is that state, without anything that was begun.
        var isExact: Bool

        /// - Parameter made: the indexes that the migration makes; nil where nobody knows. Others' are none of its
        ///   business.
        init(from state: Catalog, _ found: Catalog, made: Set<String>?) {
            drift = CatalogDifference(expected: state, found: found)
            isExact = drift.isEmpty
            let isOwn = { (fact: Fact) in
                fact.isUnusableIndex && (made?.contains(fact.nameBeforeRebuilding) ?? true)
            }
            remains = drift.unexpected.filter { isOwn($0) && state[$0.id] == nil }.map(\.name)
            drift.unexpected.removeAll(where: isOwn)
            // One that was about to be dropped is only made unusable at first.
            drift.changed.removeAll {
                $0.found.isUnusableIndex && $0.expected.differences(from: $0.found) == [.valid]
            }
        }
    }

    /// The statements that are still to run, those that clear up first.
    var rest: [String] {
        remains.map { "drop index concurrently \($0)" } + statements.dropFirst(step)
    }

    /// For people: how far it has come.
    var progress: String {
        let count = statements.count
        let done =
            isDone
            ? "all of its statements have run"
            : step == 0
                ? "none of its statements has run"
                : "\(step) of its \(count) statements \(step == 1 ? "has" : "have") run"
        return
            "\(migration.version)_\(migration.name) \(direction == .up ? "began" : "was being taken back"), and \(done)"
    }
}

extension Fact {
    /// Whether it is an index that no query can use: it was being built, rebuilt or dropped.
    var isUnusableIndex: Bool { kind == .index && self[.valid] == nil }

    /// The name of the index that this one was to replace, where REINDEX CONCURRENTLY began it (manual, "REINDEX",
    /// "Rebuilding Indexes Concurrently").
    var nameBeforeRebuilding: String {
        guard isUnusableIndex, let range = name.firstRange(of: #/_cc(?:new|old)[0-9]*"?$/#) else { return name }
        return String(name[..<range.lowerBound]) + (name.hasSuffix("\"") ? "\"" : "")
    }
}

extension CatalogDifference {
    /// Nothing differs.
    static let none = CatalogDifference(expected: .empty, found: .empty)
}
