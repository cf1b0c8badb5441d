import Catalog
import CatalogReader
public import LocalPostgres
import Postgres
public import SchemaDiff

/// Applies the plan of a pair to its old schema, and compares what comes of it with the new one.
public struct PairCheck: Sendable {
    public enum Outcome: Sendable {
        case equal
        /// The pair's own statements don't run.
        case invalid(String)
        /// berry says that it can't.
        case refused([String])
        case failed(statement: String, problem: String)
        /// The catalogs differ afterwards.
        case different([String])
        /// The catalogs are equal and `pg_dump` isn't.
        case dumpedDifferently([String])

        public var word: String {
            switch self {
            case .equal: "equal"
            case .invalid: "invalid"
            case .refused: "refused"
            case .failed: "failed"
            case .different: "different"
            case .dumpedDifferently: "dumped differently"
            }
        }

        public var details: [String] {
            switch self {
            case .equal: []
            case .invalid(let problem): [problem]
            case .refused(let names), .different(let names), .dumpedDifferently(let names): names
            case .failed(let statement, let problem): [problem, statement]
            }
        }
    }

    public let server: LocalServer
    public let dump: SchemaDump?

    public init(_ server: LocalServer, dump: SchemaDump?) {
        self.server = server
        self.dump = dump
    }

    public func outcome(of pair: SchemaPair) async throws -> (outcome: Outcome, plan: [PlanStep]) {
        try await server.createRoles(pair.roles ?? [])
        let names = ["pair_old", "pair_new"].map { "\($0)_\(UInt64.random(in: 0...UInt64.max))" }
        for name in names { try await server.createDatabase(name) }
        let old = try await Connection(server.connectionSettings(database: names[0]))
        let new = try await Connection(server.connectionSettings(database: names[1]))
        let result = try await compare(pair, old, new, names)
        await old.close()
        await new.close()
        for name in names { try await server.dropDatabase(name) }
        return result
    }

    private func compare(
        _ pair: SchemaPair, _ old: Connection, _ new: Connection, _ names: [String]
    ) async throws -> (Outcome, [PlanStep]) {
        do {
            try await old.execute(pair.old)
            try await new.execute(pair.new)
        } catch { return (.invalid("\(error)"), []) }
        let before = try await CatalogReader.read(old)
        let after = try await CatalogReader.read(new)
        let plan: SchemaPlan
        do { plan = try SchemaPlan(from: before, to: after) } catch { return (.refused(["\(error)"]), []) }
        guard plan.unmodelled.isEmpty else { return (.refused(plan.unmodelled.map(\.description)), plan.steps) }
        try await old.execute("reset all; set check_function_bodies = off; set search_path = ''")
        for transaction in plan.transactions {
            let isOutside = transaction.first?.execution == .outside
            if !isOutside { try await old.execute("begin") }
            for step in transaction {
                do { try await old.execute(step.statement) } catch {
                    return (.failed(statement: step.statement, problem: "\(error)"), plan.steps)
                }
            }
            if !isOutside { try await old.execute("commit") }
        }
        let found = try await CatalogReader.read(old)
        let difference = CatalogDifference(expected: after, found: found)
        guard difference.isEmpty else {
            let lines =
                difference.missing.map { "missing \($0.id)" } + difference.unexpected.map { "unexpected \($0.id)" }
                + difference.changed.map { "\($0.expected.id): \($0.expected.properties) / \($0.found.properties)" }
            return (.different(lines), plan.steps)
        }
        guard let dump else { return (.equal, plan.steps) }
        let dumps: [[String]]
        do { dumps = try await [dump.lines(of: names[0]), dump.lines(of: names[1])] } catch {
            return (.invalid("pg_dump: \(error)"), plan.steps)
        }
        guard dumps[0] != dumps[1] else { return (.equal, plan.steps) }
        let extra = dumps[0].filter { !dumps[1].contains($0) }.map { "+ \($0)" }
        let lacking = dumps[1].filter { !dumps[0].contains($0) }.map { "- \($0)" }
        return (.dumpedDifferently(extra + lacking), plan.steps)
    }
}
