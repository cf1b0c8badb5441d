internal import Catalog
internal import LocalPostgres
internal import SchemaDiff
internal import Specification

/// Makes one migration that leads from an empty database to what a catalog says, and runs it on a private server.
struct BaselineRehearsal {
    let server: LocalServer
    let target: Target
    /// What it makes that no catalog shows, and has to be there before everything else.
    var beginning: String?

    struct Result {
        var migration: Migration
        /// `+3 tables, +1 policy`.
        var summary: String
        /// Between what it should make and what it made.
        var difference: CatalogDifference
    }

    /// - Parameter about: lines for the head, from the summary.
    func migration(
        to catalog: Catalog, version: String, name: String, about: (String) -> [String]
    ) async throws -> Result {
        let start = try await MigrationRehearsal(on: server, target: target)
        if let beginning {
            try await start.run(Migration(version: version, name: name, up: beginning, down: nil))
        }
        let base = try await start.catalog()
        await start.close()
        var plan = try SchemaPlan.ordered(from: base, to: catalog, isOnline: false)
        let summary = plan.summary
        var result: Result
        repeat {
            let migration = Migration(
                baseline: version, name: name, about: about(summary), plan, to: catalog, after: beginning)
            let rehearsal = try await MigrationRehearsal(on: server, target: target)
            try await rehearsal.run(migration)
            let made = try await rehearsal.catalog()
            await rehearsal.close()
            let difference = CatalogDifference(expected: catalog, found: made)
            result = Result(migration: migration, summary: summary, difference: difference)
            // What the platform gives by itself to what a column brings along, its sequence, shows only now.
            let rest = try SchemaPlan.ordered(from: made, to: catalog, isOnline: false)
            guard !difference.isEmpty, !rest.isEmpty, plan.steps.count < Self.longest(base, catalog) else { break }
            plan.steps += rest.steps
        } while true
        return result
    }

    /// More steps than these are a sign that another look doesn't help.
    private static func longest(_ base: Catalog, _ catalog: Catalog) -> Int {
        4 * (base.facts.count + catalog.facts.count) + 10
    }
}
