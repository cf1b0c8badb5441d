public import Catalog
internal import Diagnostics
internal import Foundation
internal import LocalPostgres
internal import Schema
internal import SchemaDiff
public import Specification

/// What a database holds that a specification made of it doesn't say, as SQL to be kept beside the specification. It adds to what
/// is generated, and changes none of it.
public struct SchemaRemainder: Sendable {
    /// Empty where the specification says it all.
    public let sql: String
    /// What the specification brings along, and the database hasn't: row level security, indexes of references.
    public let additions: [Fact.ID]
    /// What of the database isn't the same in both together.
    public let losses: [Fact.ID]

    /// - Parameters:
    ///   - source: what the database holds.
    ///   - migration: makes what the specification says in an empty database of `target`.
    /// - Throws: `DiagnosticsError` for what PostgreSQL refuses, `PostgresError`, `LocalServerError`.
    public init(of source: Catalog, beside migration: Migration, on target: Target) async throws {
        let generated = try await Rehearsal.catalog(of: migration, on: target)
        let wanted = ImportedCatalog(source, generated)
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
    private let generated: Catalog

    init(_ source: Catalog, _ generated: Catalog) {
        self.source = source
        self.generated = generated
        let definitions = Set(generated.facts.compactMap(Self.definition(of:)))
        var kept = source.facts.filter { fact in
            generated[fact.id] == nil && Self.isKept(fact, in: source, beside: generated)
                && !(Self.definition(of: fact).map(definitions.contains) ?? false)
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
        catalog = Catalog(
            generated.facts
                + kept.map { fact in
                    var fact = fact
                    fact.properties[.owner] = nil
                    return fact
                }, platform: generated.platform)
        let definitionsBefore = Set(source.facts.compactMap(Self.definition(of:)))
        let closed = source.facts.filter {
            $0.kind == .table && $0[.rowSecurity] == nil && generated[$0.id]?[.rowSecurity] != nil
        }
        let new = generated.facts.filter { fact in
            [.policy, .trigger, .index, .constraint].contains(fact.kind) && source[fact.id] == nil
                && !(Self.definition(of: fact).map(definitionsBefore.contains) ?? false)
        }
        additions = (closed + new).map(\.id)
    }

    /// What of the source is missing or otherwise in `made`, apart from rights and row level security.
    func losses(in made: Catalog) -> [Fact.ID] {
        let definitions = Set(made.facts.compactMap(Self.definition(of:)))
        return source.facts.filter { fact in
            guard ![.grant, .defaultPrivilege, .schema, .sequence, .sequenceOwner].contains(fact.kind) else {
                return false
            }
            if Self.definition(of: fact).map(definitions.contains) ?? false { return false }
            guard let other = made[fact.id] else { return true }
            return !fact.differences(from: other).subtracting([.rowSecurity, .owner]).isEmpty
        }.map(\.id)
    }

    /// What is generated comes from the specification alone, and rights stay where row level security was on.
    private static func isKept(_ fact: Fact, in source: Catalog, beside generated: Catalog) -> Bool {
        switch fact.kind {
        case .defaultPrivilege, .schema: return false
        // A key that is counted by an identity needs no sequence of its own.
        case .sequence: return !source.facts.contains { $0.kind == .sequenceOwner && $0.dependencies.contains(fact.id) }
        case .column, .defaultValue, .inheritance, .replicaIdentity, .sequenceOwner:
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

    /// An index or constraint whatever its name.
    private static func definition(of fact: Fact) -> String? {
        guard let definition = fact[.definition], let table = fact[.table] else { return nil }
        switch fact.kind {
        // To restrict and to do nothing are one to a specification.
        case .constraint:
            return "\(table) \(definition.replacing(" ON DELETE RESTRICT", with: ""))"
        case .index:
            guard let using = definition.range(of: " USING ") else { return nil }
            return "\(table) \(definition.hasPrefix("CREATE UNIQUE")) \(definition[using.upperBound...])"
        default: return nil
        }
    }
}
