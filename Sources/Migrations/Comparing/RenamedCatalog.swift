internal import Catalog
internal import CatalogReader
internal import Postgres
internal import SchemaDiff

/// What a database holds once things have their new names: PostgreSQL itself says how every expression follows.
struct RenamedCatalog: Sendable {
    var catalog: Catalog
    /// Those that the database had something for.
    var renames: [DeclaredRename]

    /// Tries `renames` on the database that `connection` leads to, and takes them back.
    init(of connection: Connection, by renames: [DeclaredRename]) async throws {
        self = try await connection.rollingBack { connection in
            var carriedOut: [DeclaredRename] = []
            for rename in renames {
                do {
                    _ = try await connection.transaction { try await $0.execute(rename.step.statement) }
                    carriedOut.append(rename)
                } catch let error as PostgresError {
                    // A column that is to take another one's place can't before that one is gone.
                    guard error.isAboutSomethingAbsent || error.sqlState == "42701" else { throw error }
                }
            }
            return RenamedCatalog(try await CatalogReader.read(connection), carriedOut)
        }
    }

    init(_ catalog: Catalog, _ renames: [DeclaredRename] = []) {
        self.catalog = catalog
        self.renames = renames
    }
}
