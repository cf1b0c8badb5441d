public import Diagnostics
public import DomainModel
public import Postgres

/// Asks a server that has the application's tables and views for the types of its queries.
public enum QueryTypes {
    /// Completes the queries of `model`.
    ///
    /// The statements are read as the functions will read them: nothing is found by a search path, but for PostgreSQL's
    /// own functions and types.
    ///
    /// - Parameter place: where the SQL of a query was written.
    /// - Throws: `DiagnosticsError` with what PostgreSQL refuses, `PostgresError` when the server is lost.
    public static func ask(
        _ connection: Connection, about model: inout DomainModel,
        place: (DomainModel.Query) -> SourceLocation? = { _ in nil }
    ) async throws {
        var diagnostics = Diagnostics()
        try await connection.execute("set search_path = ''")
        for index in model.queries.indices {
            let query = model.queries[index]
            do throws(PostgresError) {
                let description = try await connection.describe(query.sql)
                let found = try await types(description.parameters + description.columns, connection)
                let (parameters, columns) = (
                    found.prefix(description.parameters.count), found.dropFirst(description.parameters.count)
                )
                model.queries[index].take(parameters: Array(parameters), columns: Array(columns))
            } catch {
                guard error.serverMessage != nil else { throw error }
                diagnostics.report(
                    Diagnostic(
                        error, code: "query-refused", subject: "PostgreSQL refuses the query '\(query.name)'",
                        at: place(query), fix: "change its SQL; names of tables and columns are the database's"))
            }
        }
        try await connection.execute("reset search_path")
        guard !diagnostics.hasErrors else { throw DiagnosticsError(diagnostics.sorted) }
    }

    /// The types with these numbers, in the same order.
    private static func types(
        _ numbers: [UInt32], _ connection: Connection
    ) async throws(PostgresError) -> [DomainModel.Query.PostgresType] {
        let rows = try await connection.query(
            """
            select format_type(t.oid, null), coalesce(e.typname, t.typname), e.oid is not null
            from unnest(string_to_array($1, ',')::oid[]) with ordinality as n (oid, position)
            join pg_catalog.pg_type as t on t.oid = n.oid
            left join pg_catalog.pg_type as e on e.oid = t.typelem and t.typcategory = 'A'
            order by n.position
            """, [Parameter(numbers.map(String.init).joined(separator: ","))])
        var types: [DomainModel.Query.PostgresType] = []
        for row in rows { types.append(.init(try row.text(0), name: try row.text(1), isList: try row.bool(2))) }
        return types
    }
}
