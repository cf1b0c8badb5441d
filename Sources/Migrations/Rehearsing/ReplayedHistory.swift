internal import Digest
internal import LocalPostgres
internal import Specification

/// Migrations that a private server runs one after the other, and where it can begin because it has run the first of
/// them before.
///
/// What running them leads to depends on their texts, on the platform that they begin on and on the version of
/// PostgreSQL, and on nothing else. So a server on which many have run is kept under the digest of all that, and the next
/// one begins with a copy of it.
struct ReplayedHistory: Sendable {
    let migrations: [Migration]
    private let target: Target
    /// What the first so many of them lead to, by how many: digests of the platform and of each migration in turn.
    private let keys: [String]

    /// Fewer run as fast as they are copied.
    private static let worthKeeping = 100

    init(_ migrations: [Migration], target: Target) {
        self.migrations = migrations
        self.target = target
        var keys = [Digest(of: "replay 1\u{0}\(MigrationRehearsal.template(of: target).contents)").hex]
        for migration in migrations {
            keys.append(Digest(of: "\(keys.last ?? "")\u{0}\(migration.digest)").hex)
        }
        self.keys = keys
    }

    /// The name of the database that holds what the first so many lead to.
    private func database(_ count: Int) -> String { "replayed_\(keys[count].prefix(24))" }

    /// A private server that has run as many of them as are worth keeping.
    func server() async throws -> LocalServer {
        guard migrations.count >= Self.worthKeeping else { return try await LocalServer.scratch() }
        let saved = try SavedCluster(try await PostgresInstallation.find())
        let known = saved.first(of: keys.reversed()).flatMap { key in keys.firstIndex(of: key) } ?? 0
        var begin = known
        if migrations.count - known >= Self.worthKeeping {
            begin = migrations.count
            try await saved.save(keys[begin], from: known == 0 ? nil : keys[known]) { server in
                let rehearsal = try await MigrationRehearsal(on: server, target: target, after: self)
                try await rehearsal.keep(as: database(begin), replacing: known == 0 ? nil : database(known))
            }
        }
        return try await saved.server(keys[begin])
    }

    /// The longest beginning that `server` has run: the name of its database, and what is left to run.
    func beginning(on server: LocalServer) async throws -> (database: String, rest: ArraySlice<Migration>)? {
        guard migrations.count >= Self.worthKeeping else { return nil }
        let names = try await server.databases(beginningWith: "replayed_")
        for count in migrations.indices.reversed().map({ $0 + 1 }) where names.contains(database(count)) {
            return (database(count), migrations[count...])
        }
        return nil
    }
}

extension DatabaseTemplate {
    /// What a database made from it holds, as the text that says so.
    fileprivate var contents: String {
        switch self {
        case .empty: ""
        case .bootstrap(let bootstrap): bootstrap.sql
        case .copy(let name): name
        }
    }
}
