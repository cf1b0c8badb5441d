internal import CLibPQ

/// What a statement takes and answers, as the server understands it.
public struct StatementDescription: Hashable, Sendable {
    /// The types of `$1`, `$2`, …, by their numbers in `pg_type`.
    public var parameters: [UInt32]
    /// The types of the columns; none for a statement that answers no rows.
    public var columns: [UInt32]
}

extension Connection {
    /// Asks the server what `sql` means without running it (manual, "Extended Query").
    public func describe(_ sql: String) async throws(PostgresError) -> StatementDescription {
        try check(sql)
        try await admit()
        return try await running { session throws(PostgresError) in
            let connection = try session.connection
            onStatement?(sql)
            _ = try session.rows(consuming: PQprepare(connection, "", sql, 0, nil), sql: sql)
            guard let result = PQdescribePrepared(connection, "") else { throw session.lost() }
            guard PQresultStatus(result) == PGRES_COMMAND_OK else {
                _ = try session.rows(consuming: result, sql: sql)
                throw .misuse("the server describes no statement")
            }
            defer { PQclear(result) }
            return StatementDescription(
                parameters: (0..<PQnparams(result)).map { PQparamtype(result, $0) },
                columns: (0..<PQnfields(result)).map { PQftype(result, $0) })
        }
    }
}
