public import Catalog
internal import CatalogReader
public import Diagnostics
public import LocalPostgres
internal import Postgres
public import SQL
public import Schema
public import SchemaDiff
public import Specification

/// Writes the migrations that lead from a project's history to what its specification describes.
public struct NextMigration: Sendable {
    /// What is applied, and stays as it is.
    public var history: MigrationHistory
    public var target: Target
    /// The version of the first file; those after it count on from there.
    public var version: String
    /// For the files' names; nil for one made from the change.
    public var name: String?
    /// What no comparison of schemas tells.
    public var evolution: SchemaEvolution

    /// Tables whose rows are written a few at a time, as SQL writes them.
    public var largeTables: Set<String> = []

    /// What the target counts on, and a database that another tool built may lack.
    public var platform: [Statement]

    public init(
        after history: MigrationHistory, target: Target, version: String, name: String?, evolution: SchemaEvolution,
        platform: [Statement] = [], largeTables: Set<String> = []
    ) {
        self.largeTables = largeTables
        self.platform = platform
        self.evolution = evolution
        self.history = history
        self.target = target
        self.version = version
        self.name = name
    }

    /// One migration for each transaction, each rehearsed on a database that has run all before it; none when the
    /// history leads there already.
    ///
    /// - Parameters:
    ///   - place: a private server that stays; nil for one of its own.
    ///   - warns: told what the specification says in vain.
    /// - Throws: `DiagnosticsError` where PostgreSQL refuses the history or where no way leads there.
    public func migrations(
        to desired: Catalog, on place: LocalServer? = nil, warns: (Diagnostic) -> Void = { _ in }
    ) async throws -> [Migration] {
        let replayed = ReplayedHistory(history.migrations, target: target)
        let server = if let place { place } else { try await replayed.server() }
        let rehearsal = try await MigrationRehearsal(on: server, target: target, after: replayed)
        var migrations: [Migration] = []
        if !platform.isEmpty, try await !rehearsal.hasAccounts() {
            migrations = [.platform(version: version, platform)]
            try await rehearsal.run(migrations[0])
        }
        let base = try await rehearsal.catalog()
        for warning in evolution.spentRenames(after: base) { warns(warning) }
        var before = base
        let first = migrations.count
        var parts: [RehearsedPart] = []
        for leg in legs(from: base, to: desired) {
            let (plan, declared, start) = try await plan(on: rehearsal, from: before, leg)
            let accessBefore = plan.changesAccess ? try await rehearsal.access() : nil
            let renames = plan.renames
            var part = RehearsedPart(plan: plan, waits: leg.waits)
            for index in plan.transactions.indices {
                var migration = Migration(
                    version: try migrations.last.map { try Migration.version(after: $0.version) } ?? version,
                    name: fileName(plan, index, leg.waits ? nil : name), up: part.text(index).up(), down: nil)
                part.locks.append(try await rehearsal.run(migration))
                part.before.append(before)
                let after = try await rehearsal.catalog()
                let back = index == 0 ? renames.reversed().map(\.reversed) : []
                migration.down = try Self.reverse(
                    from: try await rehearsal.catalog(trying: back).catalog, to: before, start,
                    declared.reversed(behind: back), back,
                    temporary: plan.temporaryFills.merging(leg.values) { first, _ in first })
                migrations.append(migration)
                before = after
            }
            // Who gains and who loses what is known when all of it has run.
            if let accessBefore, let accessAfter = try await rehearsal.access() {
                part.plan = plan.naming(from: accessBefore, to: accessAfter)
            }
            parts.append(part)
        }
        let difference = CatalogDifference(expected: desired, found: before)
        await rehearsal.close()
        guard difference.isEmpty else { throw Self.leadsElsewhere(difference) }
        let second = try await MigrationRehearsal(on: server, target: target, after: replayed)
        for migration in migrations[..<first] { try await second.run(migration) }
        let seen = try await RowRehearsal(parts: parts, goal: desired).run(
            Array(migrations[first...]), on: second)
        await second.close()
        if place == nil { try await server.stop() }
        for warning in seen.warnings { warns(warning) }
        let heads = parts.flatMap { part in part.locks.indices.map { (part.text($0), part.locks[$0]) } }
        for (index, (text, locks)) in heads.enumerated() {
            migrations[first + index].up = text.up(locks, rewritten: seen.rewritten[index])
        }
        return migrations
    }

    /// A part of the way that is pushed by itself.
    private struct Leg {
        var goal: Catalog
        /// The columns that stay until the next part.
        var kept: [KeptColumn] = []
        /// What the columns hold that go with it.
        var values: [Fact.ID: Fill] = [:]
        /// Whether it waits until somebody allows it by name.
        var waits = false
    }

    /// Columns that programs still use stay at first, in step with what took their place, and go in a second part.
    private func legs(from base: Catalog, to desired: Catalog) -> [Leg] {
        let kept = evolution.kept(in: base, to: desired)
        guard !kept.isEmpty else { return [Leg(goal: desired)] }
        let values = kept.map { ($0.column, Fill($0.value, isConstant: false, reads: $0.reads)) }
        return [
            Leg(goal: desired.keeping(kept, of: base), kept: kept),
            Leg(goal: desired, values: Dictionary(values, uniquingKeysWith: { first, _ in first }), waits: true),
        ]
    }

    /// What the migrations would do, without running it. Only for renames is the history run on a private server.
    ///
    /// - Parameter base: what a database holds that has run the history.
    /// - Throws: `DiagnosticsError` where PostgreSQL refuses the history or where no way leads there.
    public func plan(from base: Catalog, to desired: Catalog) async throws -> SchemaPlan {
        let leg = legs(from: base, to: desired)[0]
        let evolution = evolution.parting(from: leg.kept)
        guard try !evolution.renames(from: base, to: leg.goal).isEmpty else {
            var declared = evolution.declared(after: [], to: leg.goal)
            declared.kept = leg.kept
            return try SchemaPlan.ordered(from: base, to: leg.goal, declared: declared)
        }
        let replayed = ReplayedHistory(history.migrations, target: target)
        let server = try await replayed.server()
        let rehearsal = try await MigrationRehearsal(on: server, target: target, after: replayed)
        let plan = try await plan(on: rehearsal, from: rehearsal.catalog(), leg).plan
        await rehearsal.close()
        try await server.stop()
        return plan
    }

    /// - Parameter base: what the rehearsal's database holds.
    private func plan(
        on rehearsal: MigrationRehearsal, from base: Catalog, _ leg: Leg
    ) async throws -> (plan: SchemaPlan, declared: DeclaredChanges, start: Catalog) {
        let (evolution, desired) = (evolution.parting(from: leg.kept), leg.goal)
        let renames = leg.waits ? [] : try evolution.renames(from: base, to: desired)
        var declared = evolution.declared(after: renames, to: desired)
        declared.kept = leg.kept
        declared.largeTables = Set(largeTables.map { Fact.ID(.table, $0) })
        let start = try await rehearsal.catalog(trying: renames).catalog
        let plan = try SchemaPlan.ordered(from: start, to: desired, declared: declared, renames: renames)
        return (plan, declared, start)
    }

    /// - Parameter start: what there was before the first file, under the names of the last. The ways back of earlier
    ///   files lead there.
    private static func reverse(
        from after: Catalog, to before: Catalog, _ start: Catalog, _ declared: DeclaredChanges,
        _ renames: [DeclaredRename], temporary: [Fact.ID: Fill]
    ) throws(DiagnosticsError) -> String {
        var declared = declared
        declared.fills = temporary
        let placeholders = Placeholder.all(in: before, missing: after, meeting: start)
        for placeholder in placeholders {
            if let value = placeholder.value { declared.fills[placeholder.column.id] = Fill(value, isConstant: true) }
        }
        let plan = try SchemaPlan.ordered(
            from: after, to: before, isOnline: false, declared: declared, renames: renames)
        return MigrationText(plan, 0, isOutside: false).down(placeholders)
    }

    private func fileName(_ plan: SchemaPlan, _ index: Int, _ name: String?) -> String {
        let name = name ?? plan.title
        return index == 0 ? name : "\(name)_\(index + 1)"
    }

    private static func leadsElsewhere(_ difference: CatalogDifference) -> DiagnosticsError {
        let names = (difference.missing + difference.unexpected).map(\.id) + difference.changed.map(\.expected.id)
        return DiagnosticsError(
            Diagnostic(
                .error, "plan-differs",
                "the migration was rehearsed, and doesn't lead to what the specification describes",
                notes: names.prefix(20).map { .init("\($0) comes out otherwise") },
                fix: "make the change in smaller steps, and report this: it is a mistake in berry"))
    }
}

extension SchemaPlan {
    /// The plan, with a diagnostic for what can't be brought into an order.
    static func ordered(
        from old: Catalog, to new: Catalog, isOnline: Bool = true, declared: DeclaredChanges = .none,
        renames: [DeclaredRename] = []
    ) throws(DiagnosticsError) -> SchemaPlan {
        do throws(OrderingError) {
            return try SchemaPlan(from: old, to: new, isOnline: isOnline, declared: declared, renames: renames)
        } catch {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "no-order", "\(error)",
                    fix: "make the change in two steps: first one of these, then the others"))
        }
    }

    /// A name for the files: `create_tags`, `add_due_date_to_todos_and_more`.
    var title: String {
        if let rename = renames.first {
            let (old, new) = (Self.words(rename.old.name), Self.words(rename.new.name))
            let place = rename.old.kind == .column ? "_of_\(new.dropLast().last ?? "table")" : ""
            let others = Set(steps.map(\.subject)).count > 1 ? "_and_more" : ""
            return String("rename_\(old.last ?? "")_to_\(new.last ?? "")\(place)\(others)".prefix(100))
        }
        guard let first = steps.first(where: { $0.subject.kind == .table || $0.subject.kind == .column }) ?? steps.first
        else { return "no_change" }
        let subject = first.subject
        let words = Self.words(subject.name)
        let others = Set(steps.map(\.subject)).count > 1 ? "_and_more" : ""
        let phrase =
            switch (first.action, subject.kind) {
            case (.create, .table): "create_\(words.last ?? "table")"
            case (.drop, .table): "drop_\(words.last ?? "table")"
            case (.create, .column): "add_\(words.last ?? "column")_to_\(words.dropLast().last ?? "table")"
            case (.drop, .column): "drop_\(words.last ?? "column")_from_\(words.dropLast().last ?? "table")"
            case (_, .column): "change_\(words.last ?? "column")_of_\(words.dropLast().last ?? "table")"
            default:
                // "todos_check on public.todos" is about a table.
                subject.name.contains(" on ")
                    ? "change_\(words.last ?? "table")"
                    : "\(first.action.rawValue)_\(subject.kind.rawValue.replacing(" ", with: "_"))"
            }
        return String((phrase + others).prefix(100))
    }

    /// The parts of a name that a file's name can have.
    private static func words(_ name: String) -> [String] {
        name.split(separator: ".").map { part in
            String(part.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        }
    }
}
