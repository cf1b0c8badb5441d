internal import Catalog
internal import CatalogReader
internal import Diagnostics
public import LocalPostgres
internal import Postgres
public import SchemaDiff

/// The way from one schema to another, wherever each comes from.
public struct SchemaComparison: Sendable {
    public var from: SchemaSource
    public var to: SchemaSource
    /// What a database holds before any SQL runs.
    public var template: DatabaseTemplate
    public var renames: [Rename]
    /// How long one statement of a file may run, in seconds.
    public var statementTimeout: Int

    public init(
        from: SchemaSource, to: SchemaSource, template: DatabaseTemplate, renames: [Rename] = [],
        statementTimeout: Int = LedgerSettings().statementTimeout
    ) {
        self.statementTimeout = statementTimeout
        self.from = from
        self.to = to
        self.template = template
        self.renames = renames
    }

    /// - Throws: `DiagnosticsError`, `PostgresError`, `LocalServerError`.
    public func plan() async throws -> SchemaPlan {
        let server = Shared { try await LocalServer.scratch() }
        async let first = from.catalog(on: template, statementTimeout: statementTimeout) { try await server.value }
        async let second = to.catalog(on: template, statementTimeout: statementTimeout) { try await server.value }
        let (old, new) = try await (first, second)
        let plan = try await plan(from: old, to: new, server)
        try? await server.valueIfStarted?.stop()
        return plan
    }

    private func plan(from old: Catalog, to new: Catalog, _ server: Shared<LocalServer>) async throws -> SchemaPlan {
        guard !renames.isEmpty else {
            return try SchemaPlan.ordered(from: old, to: new)
        }
        // PostgreSQL itself says what a schema looks like after a rename: every expression follows.
        let clone = try await SchemaClone(of: old, on: server.value, template)
        var declared: [DeclaredRename] = []
        var catalog = old
        for rename in renames {
            let next = try rename.declared(in: catalog)
            declared.append(next)
            catalog = try await clone.catalog(after: next.step.statement)
        }
        try await clone.drop()
        return try SchemaPlan.ordered(from: catalog, to: new, renames: declared)
    }
}

/// A value that is made when somebody first needs it, once.
private actor Shared<Value: Sendable> {
    private let make: @Sendable () async throws -> Value
    private var task: Task<Value, any Error>?

    init(_ make: @escaping @Sendable () async throws -> Value) { self.make = make }

    var value: Value {
        get async throws {
            let task = task ?? Task { try await make() }
            self.task = task
            return try await task.value
        }
    }

    var valueIfStarted: Value? { get async throws { try await task?.value } }
}
