public import AccessControl
internal import AccessSurvey
public import Catalog
internal import Diagnostics
internal import LocalPostgres
public import Postgres
public import Schema
public import Specification

/// Runs migrations on a private server before they meet a database that somebody uses.
public enum Rehearsal {
    /// Runs `migration` as a stranger's on a database as new ones of `target` are, and reads back what PostgreSQL made
    /// of it.
    ///
    /// - Throws: `DiagnosticsError` for what PostgreSQL refuses, `PostgresError` when the server is lost,
    ///   `LocalServerError` where none can be started.
    public static func catalog(of migration: Migration, on target: Target) async throws -> Catalog {
        try await describe(migration, HandWrittenSQL(), on: target).catalog
    }

    /// The same for a generated schema and hand-written SQL behind it, in the words of the statements that make it.
    public static func describe(
        _ schema: DatabaseSchema, _ access: AccessSchema, _ handWritten: HandWrittenSQL = HandWrittenSQL(),
        on target: Target, isSurveyed: Bool = false
    ) async throws -> DescribedSchema {
        var described = try await describe(
            .initial(version: "", schema, access), handWritten, on: target, isSurveyed: isSurveyed)
        described.catalog = described.catalog.worded(by: schema.statements + access.statements)
        return described
    }

    /// The same with hand-written SQL behind it, in an order in which it can run.
    ///
    /// - Parameter isSurveyed: whether everybody is asked what they may do.
    public static func describe(
        _ migration: Migration, _ handWritten: HandWrittenSQL, on target: Target, isSurveyed: Bool = false
    ) async throws -> DescribedSchema {
        try await loading(migration, handWritten, on: target) { connection, described in
            var described = described
            if isSurveyed { described.access = try await AccessSurvey.takeIfPossible(on: connection) }
            return described
        }
    }

    /// Runs `body` in a database that holds all that, before it is dropped.
    public static func loading<Value: Sendable>(
        _ migration: Migration, _ handWritten: HandWrittenSQL, on target: Target,
        _ body: (Connection, DescribedSchema) async throws -> Value
    ) async throws -> Value {
        let statements = try handWritten.statements()
        let server = try await LocalServer.scratch()
        try await server.createDatabase("rehearsal", from: .platform(of: target))
        let connection = try await Connection(server.connectionSettings(database: "rehearsal"))
        do {
            try await connection.migrating { _ = try await $0.execute(migration.up) }
        } catch let error as PostgresError where error.serverMessage != nil {
            throw DiagnosticsError(
                Diagnostic(
                    error, code: "describe", subject: "PostgreSQL refuses the schema",
                    fix: "look for the expression or name in the specification that it mentions"))
        }
        let described = try await HandWrittenLoading(
            connection: connection, statements: statements, statementTimeout: handWritten.statementTimeout
        ).run()
        let value = try await body(connection, described)
        await connection.close()
        try await server.stop()
        return value
    }
}
