internal import AccessControl
internal import Diagnostics
internal import DomainModel
internal import Migrations
internal import Naming
internal import SQL
internal import Schema
internal import Specification
internal import TypedSQL

/// Completes a model with what only PostgreSQL knows: of which types the parameters and columns of queries are.
enum QueryTyping {
    /// Needs a server only where there are queries.
    static func typed(
        _ model: Validated<DomainModel>, _ specification: Specification
    ) async throws -> Validated<DomainModel> {
        guard !model.value.queries.isEmpty else { return model }
        let schema = DatabaseSchema(model.value)
        // The functions of the queries aren't part of it yet.
        let migration = Migration.initial(version: "", schema, AccessSchema(model.value, schema))
        let declarations = specification.queries
        let typed = try await Rehearsal.loading(migration, HandWrittenSQL(), on: model.value.target) { connection, _ in
            var typed = model.value
            try await QueryTypes.ask(connection, about: &typed) { query in
                declarations.first { camelCase($0.name) == query.name }?.source.location("sql")
            }
            return typed
        }
        return Validated(typed, model.diagnostics)
    }
}
