public import Catalog
internal import Diagnostics
internal import Foundation
internal import LocalPostgres
internal import Schema
internal import SchemaDiff
public import Specification

/// What a database holds that a specification made of it doesn't say, as SQL to be kept beside the specification. It adds
/// to what is generated, and changes none of it.
public struct SchemaRemainder: Sendable {
    /// Empty where the specification says it all.
    public let sql: String
    /// What the specification brings along, and the database hasn't: row level security, indexes of references.
    public let additions: [Fact.ID]
    /// What of the database isn't the same in both together.
    public let losses: [Fact.ID]

    /// - Parameters:
    ///   - source: what the database holds.
    ///   - replaced: policies that the specification's grants stand for.
    ///   - migration: makes what the specification says in an empty database of `target`.
    ///   - generated: what it makes.
    /// - Throws: `DiagnosticsError` for what PostgreSQL refuses, `PostgresError`, `LocalServerError`.
    public init(
        of source: Catalog, without replaced: Set<Fact.ID>, beside migration: Migration, making generated: Catalog,
        on target: Target
    ) async throws {
        let wanted = ImportedCatalog(source, replaced, generated)
        additions = wanted.additions
        let plan = try SchemaPlan.ordered(from: generated, to: wanted.catalog, isOnline: false)
        guard !plan.steps.isEmpty else {
            sql = ""
            losses = wanted.losses(in: generated)
            return
        }
        sql = MigrationText.text(
            ["-- What the specification has no words for: \(plan.summary).", "-- It is part of the schema."],
            plan.steps)
        let file = SourceFile(path: "imported.sql", text: sql)
        let made = try await Rehearsal.describe(migration, HandWrittenSQL([file]), on: target).catalog
        losses = wanted.losses(in: made)
    }
}

/// What a database shall hold after its import: what is generated, and what of the source can stand beside it.
private struct ImportedCatalog {
    let catalog: Catalog
    /// What is generated, and the source hasn't.
    let additions: [Fact.ID]
    private let source: Catalog
    private let replaced: Set<Fact.ID>

    init(_ source: Catalog, _ replaced: Set<Fact.ID>, _ generated: Catalog) {
        self.replaced = replaced
        self.source = source
        var kept = source.facts.filter { fact in
            generated[fact.id] == nil && !replaced.contains(fact.id)
                && Self.isKept(fact, in: source, beside: generated)
        }
        // What needs something that isn't kept can't be kept either.
        while true {
            let there = Set(kept.map(\.id))
            let standing = kept.filter { fact in
                fact.dependencies.allSatisfy { source[$0] == nil || generated[$0] != nil || there.contains($0) }
            }
            if standing.count == kept.count { break }
            kept = standing
        }
        let wanted = Catalog(
            generated.facts
                + kept.map { fact in
                    var fact = fact
                    fact.properties[.owner] = nil
                    // Nobody reads a table that no policy opens.
                    if fact.kind == .table, fact[.server] == nil { fact.properties[.rowSecurity] = "true" }
                    return fact
                }, platform: generated.platform)
        catalog = wanted
        let closed = source.facts.filter {
            $0.kind == .table && $0[.rowSecurity] == nil && wanted[$0.id]?[.rowSecurity] != nil
        }
        let new = generated.facts.filter { fact in
            [.policy, .trigger, .index, .constraint].contains(fact.kind) && source[fact.id] == nil
        }
        additions = (closed + new).map(\.id)
    }

    /// What of the source is missing or otherwise in `made`, apart from rights and row level security.
    func losses(in made: Catalog) -> [Fact.ID] {
        source.facts.filter { fact in
            guard ![.grant, .defaultPrivilege].contains(fact.kind), !replaced.contains(fact.id) else { return false }
            guard let other = made[fact.id] else { return true }
            return !fact.isSame(as: other)
        }.map(\.id)
    }

    /// What is generated comes from the specification alone, and rights stay where row level security was on.
    private static func isKept(_ fact: Fact, in source: Catalog, beside generated: Catalog) -> Bool {
        switch fact.kind {
        case .defaultPrivilege: return false
        case .schema: return fact.name != "public"
        case .column, .defaultValue, .inheritance, .replicaIdentity:
            return !isPart(fact, of: source) { generated[$0.id] != nil }
        case .grant:
            guard (APIRole.all + ["public"]).contains(fact[.grantee] ?? "") else { return false }
            return fact.parent?.kind == .function || isPart(fact, of: source) { $0[.rowSecurity] != nil }
        default: return true
        }
    }

    /// Whether it is a part of a table that meets `condition`.
    private static func isPart(_ fact: Fact, of catalog: Catalog, where condition: (Fact) -> Bool) -> Bool {
        var next = fact.parent
        while let id = next, let parent = catalog[id] {
            if parent.kind == .table, condition(parent) { return true }
            next = parent.parent
        }
        return false
    }
}
