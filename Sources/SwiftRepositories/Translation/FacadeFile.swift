internal import DomainModel

extension SwiftFile {
    /// All repositories in one value: `TodoDatabase.swift`.
    static func facade(_ shape: ModelShape) -> SwiftFile {
        var members: [Declaration] = shape.entities.map {
            .variable(VariableDeclaration(access: .public, name: $0.plural, type: "any \($0.repository)"))
        }
        members += shape.views.map {
            .variable(VariableDeclaration(access: .public, name: $0.plural, type: "any \($0.reader)"))
        }
        let parts = shape.entities.map { ($0.plural, $0.repository) } + shape.views.map { ($0.plural, $0.reader) }
        if !shape.queries.isEmpty {
            members.append(
                .variable(VariableDeclaration(access: .public, name: "queries", type: "any \(shape.queriesType)")))
        }
        members.append(
            .function(
                FunctionDeclaration(
                    documentation: [
                        "Rows in memory. Without a store of your own, they are this value's alone.",
                        "The default caller is the application itself, which is no account: a relation that defaults "
                            + "to the caller has to be stated then. `as: .user(id)` acts as an account.",
                    ],
                    access: .public, name: "inMemory", isStatic: true,
                    parameters: [
                        .init("_", "store", type: "InMemoryStore", defaultValue: "InMemoryStore()"),
                        .init("as", "caller", type: "Caller", defaultValue: ".service"),
                    ], result: shape.facade, body: [.text("\(shape.facade)(store, caller)")])))
        members.append(
            .function(
                FunctionDeclaration(
                    documentation: ["Rows in PostgreSQL, as this caller sees them."], access: .public,
                    name: "postgres", isStatic: true,
                    parameters: [
                        .init("_", "client", type: "PostgresClient"), .init("as", "caller", type: "Caller"),
                    ], result: shape.facade, body: [.text("\(shape.facade)(client.as(caller))")])))
        members.append(
            .function(
                FunctionDeclaration(
                    access: .private, name: "init",
                    parameters: [
                        .init("_", "store", type: "InMemoryStore"), .init("_", "caller", type: "Caller"),
                    ],
                    body: parts.map { plural, type -> SwiftStatement in
                        .line(
                            "self.\(plural) = ",
                            .call(
                                "InMemory\(type)",
                                [.init(nil, .text("store")), .init("as", .text("caller"))]))
                    } + queries(shape, "InMemory", "store"))))
        members.append(
            .function(
                FunctionDeclaration(
                    access: .private, name: "init",
                    parameters: [.init("_", "session", type: "PostgresSession")],
                    body: parts.map { plural, type -> SwiftStatement in
                        .line(
                            "self.\(plural) = ",
                            .call("Postgres\(type)", [.init(nil, .text("session"))]))
                    } + queries(shape, "Postgres", "session"))))
        let type = TypeDeclaration(
            documentation: [
                shape.model.description ?? "The data of \(shape.model.name).",
                "Each repository can be replaced, by one that a test needs for example.",
            ],
            access: .public, kind: .struct, name: shape.facade, conformances: ["Sendable"], members: members)
        return SwiftFile(path: "\(shape.facade).swift", declarations: [.type(type)])
    }

    private static func queries(_ shape: ModelShape, _ prefix: String, _ source: String) -> [SwiftStatement] {
        shape.queries.isEmpty ? [] : [.text("self.queries = \(prefix)\(shape.queriesType)(\(source))")]
    }
}
