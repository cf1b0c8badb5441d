internal import Catalog
internal import CatalogReader
internal import Diagnostics
internal import Foundation
internal import LocalPostgres
internal import Postgres
internal import SchemaDiff

/// A database on a private server that holds what a catalog says, without a row.
struct SchemaClone {
    private let server: LocalServer
    private let name: String
    private let connection: Connection

    init(of catalog: Catalog, on server: LocalServer, _ template: DatabaseTemplate) async throws {
        self.server = server
        name = "clone_\(UInt64.random(in: 0...UInt64.max))"
        try await server.createRoles(catalog.roles)
        try await server.createDatabase(name, from: template)
        connection = try await Connection(server.connectionSettings(database: name))
        let plan = try SchemaPlan(from: await CatalogReader.read(connection), to: catalog)
        try await connection.execute("set check_function_bodies = off; set search_path = ''")
        for step in plan.steps { try await connection.execute(step.statement) }
    }

    func catalog(after statement: String) async throws -> Catalog {
        do { try await connection.execute(statement) } catch {
            throw DiagnosticsError(
                Diagnostic(error, code: "rename", subject: "PostgreSQL refuses '\(statement)'"))
        }
        return try await CatalogReader.read(connection)
    }

    func drop() async throws {
        await connection.close()
        try await server.dropDatabase(name)
    }
}

extension Catalog {
    /// The roles that grants and policies name, beside `public`.
    var roles: [String] {
        let names = facts.flatMap { fact -> [String?] in
            switch fact.kind {
            case .grant, .defaultPrivilege: [fact[.grantee], fact[.role], fact[.owner]]
            case .policy: (fact[.roles] ?? "").components(separatedBy: ", ")
            default: [fact[.owner]]
            }
        }
        return Set(names.compactMap(\.self)).subtracting(["public", "current_user", ""]).sorted().map { name in
            name.hasPrefix("\"") ? String(name.dropFirst().dropLast()).replacing("\"\"", with: "\"") : name
        }
    }
}
