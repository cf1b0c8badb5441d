import Foundation
import LocalPostgres
import SchemaDiff

/// What it costs to read two databases and to plan the way from one to the other, alone and next to other programs.
struct SchemaBenchmark {
    /// The folder that holds the other programs.
    var peers: URL
    var runs: Int

    struct Costs {
        var read: [ClientCost] = []
        var plan: [ClientCost] = []

        var total: [ClientCost] { zip(read, plan).map { $0 + $1 } }
    }

    func goals() async throws -> [Goal] {
        let server = try await LocalServer.scratch()
        let tiny = try await PairDatabases(server, tables: 10)
        let small = try await PairDatabases(server, tables: 200)
        let large = try await PairDatabases(server, tables: 1_000)
        print("\ntables    part           CPU s   wall s")
        let (smallCosts, largeCosts) = try await (costs(small), costs(large))
        let fastest = try await fastestPeer(small)
        let trips = try await (tiny.roundTrips(), large.roundTrips())
        print("round trips of a read: \(trips.0) at 10 tables, \(trips.1) at 1,000")
        try await server.stop()

        let cpu = smallCosts.total.map(\.cpu).median
        let wall = smallCosts.total.map(\.wall).median
        return [
            Goal(name: "200-table diff, client CPU", measured: cpu, limit: 0.25, unit: "s"),
            Goal(
                name: "200-table diff, wall against the fastest peer that gets it right",
                measured: fastest.wall.map { wall / $0 }, limit: 0.5, unit: "x", note: fastest.note),
            Goal(
                name: "cost of a table at 1,000 against 200",
                measured: largeCosts.total.map(\.cpu).median / cpu / 5, limit: 1.2, unit: "x"),
            Goal(
                name: "round trips of a read at 1,000 tables against 10",
                measured: Double(trips.1) / Double(trips.0), limit: 1, unit: "x"),
        ]
    }

    /// The reads, one after the other, and the plan.
    private func costs(_ databases: PairDatabases) async throws -> Costs {
        var costs = Costs()
        var statements: [String] = []
        for _ in 0..<runs {
            let (catalogs, read) = try await ClientCost.of {
                try await (databases.catalog(of: databases.old), databases.catalog(of: databases.new))
            }
            let (plan, planning) = try await ClientCost.of { try SchemaPlan(from: catalogs.0, to: catalogs.1) }
            costs.read.append(read)
            costs.plan.append(planning)
            statements = plan.steps.map(\.statement)
        }
        report(databases.tables, "read", costs.read)
        report(databases.tables, "plan", costs.plan)
        report(databases.tables, "total", costs.total)
        let setting = "set check_function_bodies = off; set search_path = ''"
        let problem = try await databases.problem(applying: [setting] + statements)
        print("          \(statements.count) statements; \(problem ?? "the catalogs are equal afterwards")")
        return costs
    }

    private func fastestPeer(_ databases: PairDatabases) async throws -> (wall: Double?, note: String) {
        let installed = Peer.installed(in: peers)
        if installed.isEmpty { return (nil, "no peer installed") }
        print("\npeer, \(databases.tables) tables       CPU s   wall s")
        var fastest: Double?
        for peer in installed {
            let result = try await peer.result(databases, runs: runs)
            let name = peer.name.padding(toLength: 20, withPad: " ", startingAt: 0)
            print("\(name)\(number(result.cpu))\(number(result.wall))  \(result.problem ?? "equal")")
            if result.problem == nil { fastest = min(fastest ?? .infinity, result.wall) }
        }
        return (fastest, "no peer gets it right")
    }

    private func report(_ tables: Int, _ part: String, _ costs: [ClientCost]) {
        let count = String(tables).padding(toLength: 10, withPad: " ", startingAt: 0)
        let name = part.padding(toLength: 10, withPad: " ", startingAt: 0)
        print("\(count)\(name)\(number(costs.map(\.cpu).median))\(number(costs.map(\.wall).median))")
    }
}
