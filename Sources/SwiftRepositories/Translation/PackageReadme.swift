internal import DomainModel
internal import Specification

/// The package's README: whom each implementation is for, and how to begin.
struct PackageReadme {
    let shape: ModelShape

    init(_ shape: ModelShape) { self.shape = shape }

    var text: String {
        let about = DocumentationText.lines(of: shape.model.description ?? "", width: 100).joined(separator: "\n")
        return """
            <!-- \(GeneratedHeader.lines.joined(separator: " ")) -->

            # \(shape.module)

            The data of \(shape.model.name) in Swift.\(about.isEmpty ? "" : " " + markdown(about))

            - **Programs on a server** (Vapor, Hummingbird, jobs) use the PostgreSQL implementation. It needs libpq
              (`apt install libpq-dev`, `brew install libpq`) and a connection string.
            - **Apps** use the in-memory implementation, for previews and tests, and reach the database through
              \(api).

            Never ship a connection string in an app: whoever has the app can read it there, and then has all the
            rights of its role.

            ```swift
            import Foundation
            import \(shape.module)

            // For tests and previews: rows in memory, acting as one account.
            let me = UUID()
            let memory = \(shape.facade).inMemory(as: .user(me))
            \(memoryExample)
            // On a server: rows in PostgreSQL, with the rights of one signed-in account.
            let client = try PostgresClient(connectionString)
            let database = \(shape.facade).postgres(client, as: .user(accountID))
            \(postgresExample)\(roleExample)
            // The application itself, a job for example: no rule restricts it.
            let unrestricted = \(shape.facade).postgres(client, as: .service)
            ```

            Without `as:`, rows in memory are written by `.service`, which is no account: a relation that defaults to
            the caller has to be stated in the draft then.\(profiles)

            - `Models`: a type for each entity, with its key, what a new one is made from (`Draft`) and what changes
              one (`Patch`).
            - `Repositories`: what can be done with them, as protocols. Every function throws `RepositoryError`.
            - `InMemory`, `PostgreSQL`: the two ways of keeping rows. In memory the same uniques, references, lengths
              and ranges hold; access rules and SQL expressions are PostgreSQL's alone.
            - `Values`, `Storage`: what they share.\(views)\(queries)

            A type whose name Swift, Foundation or this package already uses is called `…Record` (an entity) or
            `…Value` (a set of values). A PostgreSQL `integer` is an `Int32`, a `bigint` an `Int64`. A `Decimal` keeps
            38 digits. Infinite dates can't be read.

            """
    }

    private var views: String {
        shape.views.isEmpty
            ? ""
            : """

            - A `Reader` reads a view. PostgreSQL puts its rows together; in memory it shows those that it is given with
              `show`.
            """
    }

    private var queries: String {
        shape.queries.isEmpty
            ? ""
            : """

            - `queries` asks the application's own SQL. PostgreSQL answers it; rows in memory answer what they are told
              with `answer`.
            """
    }

    private var api: String {
        shape.model.target == .supabase ? "Supabase's API (its Swift client)" : "the API of a server of yours"
    }

    /// Creates a row whose owner is the caller, where a few words are enough for one.
    private var memoryExample: String {
        for entity in shape.entities where isMadeFromWords(entity) {
            let arguments = entity.stated.filter(\.isNeeded).map { "\($0.name): \"Example\"" }.joined(separator: ", ")
            return "let example = try await memory.\(entity.plural).create(\(entity.draft)(\(arguments)))\n"
        }
        return ""
    }

    private func isMadeFromWords(_ entity: EntityShape) -> Bool {
        let isOwned = entity.entity.references.contains { $0.defaultValue == .caller && $0.target == .account }
        return isOwned
            && entity.stated.filter(\.isNeeded).allSatisfy { member in
                guard case .attribute(let attribute) = member.source else { return false }
                return attribute.type == .text && !attribute.isList && attribute.pattern == nil
                    && (attribute.minLength ?? 0) <= 7 && (attribute.maxLength ?? 7) >= 7
            }
    }

    private var postgresExample: String {
        guard let entity = shape.entities.first else { return "" }
        return "let \(escaped(entity.plural)) = try await database.\(entity.plural).list(limit: 10)\n"
    }

    private var roleExample: String {
        guard let role = shape.model.roles.first else { return "" }
        return """

            // An account with the first of the app-wide roles. Claims come from a token whose signature was checked.
            let privileged = \(shape.facade).postgres(
                client, as: .user(accountID, claims: ["app_metadata": ["roles": [\(stringLiteral(role))]]]))

            """
    }

    /// Accounts with profiles have a row that the others refer to.
    private var profiles: String {
        guard let entity = shape.entities.first(where: \.entity.isAccount) else { return "" }
        return " In memory nobody\nsigns up: create the account's row in `\(entity.plural)` first, with its id."
    }

    /// Words of the specification can't begin a tag.
    private func markdown(_ text: String) -> String {
        text.unicodeScalars.split(separator: "<", omittingEmptySubsequences: false).map { String($0) }
            .joined(separator: "&lt;")
    }
}
