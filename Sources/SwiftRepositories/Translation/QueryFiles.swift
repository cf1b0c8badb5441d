internal import DomainModel
internal import Naming

extension SwiftFile {
    /// The type of the rows that a query answers: `Models/FindActiveByOwnerRow.swift`.
    static func row(_ query: QueryShape) -> SwiftFile {
        let type = TypeDeclaration(
            documentation: ["A row that ``\(query.name)`` answers."], access: .public, kind: .struct, name: query.type,
            conformances: ["Codable", "Hashable", "Sendable"],
            members: query.members.map { .variable(.property($0)) } + [.function(memberwise(query.members))])
        return SwiftFile(path: "Models/\(query.type).swift", declarations: [.type(type)])
    }

    /// How such a row is read: `Storage/FindActiveByOwnerRow+Columns.swift`.
    static func columns(_ query: QueryShape) -> SwiftFile {
        SwiftFile(
            path: "Storage/\(query.type)+Columns.swift",
            declarations: [.type(storedType(query.type, layout: .layout(of: query), query.members))])
    }

    /// What can be asked: `Repositories/TodoQueries.swift`.
    static func queries(_ shape: ModelShape) -> SwiftFile {
        let type = TypeDeclaration(
            documentation: [
                "The application's own queries.", "Each has the rights of whoever they were made for.",
            ], access: .public, kind: .protocol, name: shape.queriesType, conformances: ["Sendable"],
            members: shape.queries.map { query in
                var function = asking(query, [])
                function.access = .internal
                function.body = nil
                return .function(function)
            })
        return SwiftFile(path: "Repositories/\(shape.queriesType).swift", declarations: [.type(type)])
    }

    /// One way of asking them: `PostgreSQL/PostgresTodoQueries.swift`.
    static func queries(_ shape: ModelShape, _ flavour: RepositoryFlavour) -> SwiftFile {
        let name = flavour.prefix + shape.queriesType
        let source = flavour == .inMemory ? "store" : "session"
        let parameters = flavour == .inMemory ? Array(flavour.parameters.prefix(1)) : flavour.parameters
        var members: [Declaration] = [
            .variable(
                VariableDeclaration(
                    access: .private, isConstant: true, name: source,
                    type: flavour == .inMemory ? "InMemoryStore" : "PostgresSession")),
            .function(
                FunctionDeclaration(
                    access: .public, name: "init", parameters: parameters,
                    body: [.text("self.\(source) = \(source)")])),
        ]
        for query in shape.queries {
            var function = asking(query, flavour == .inMemory ? answered(query) : called(query))
            function.documentation = []
            members.append(.function(function))
            if flavour == .inMemory { members.append(.function(answering(query))) }
        }
        let documentation =
            flavour == .inMemory
            ? "The application's queries for rows in memory, which can't answer them: each answers what it was told to."
            : "The application's queries, answered by PostgreSQL."
        let type = TypeDeclaration(
            documentation: [documentation], access: .public, kind: .struct, name: name,
            conformances: [shape.queriesType], members: members)
        return SwiftFile(path: "\(flavour.folder)/\(name).swift", declarations: [.type(type)])
    }

    private static func asking(_ query: QueryShape, _ body: [SwiftStatement]) -> FunctionDeclaration {
        FunctionDeclaration(
            documentation: [query.query.description ?? "Asks the query `\(query.query.name)`."], access: .public,
            name: query.name,
            parameters: query.parameters.map {
                .init($0.name, type: $0.fullType, defaultValue: nil)
            }, isAsync: true, error: RepositoryFunctions.error, result: query.result, body: body)
    }

    private static func called(_ query: QueryShape) -> [SwiftStatement] {
        let values = query.parameters.map { parameter -> SwiftExpression in
            let name = escaped(parameter.name)
            return .text(parameter.isOptional ? "\(name)?.columnValue ?? .null" : "\(name).columnValue")
        }
        let call = SwiftExpression.call(
            "try await self.session.rows",
            [.init("of", .string(query.query.function)), .init(nil, .array(values))])
        guard query.query.isSingle else { return [.line("", call)] }
        return [.line("let rows: [\(query.type)] = ", call), .text("return rows.first")]
    }

    private static func answered(_ query: QueryShape) -> [SwiftStatement] {
        let call = SwiftExpression.call("try await self.store.answer", [.init("to", .string(query.query.name))])
        guard query.query.isSingle else { return [.line("", call)] }
        return [.line("let rows: [\(query.type)] = ", call), .text("return rows.first")]
    }

    /// What a test says that the database would answer.
    private static func answering(_ query: QueryShape) -> FunctionDeclaration {
        FunctionDeclaration(
            documentation: ["Makes ``\(query.name)`` answer these from now on, whatever it is asked."], access: .public,
            name: "answer", parameters: [.init(query.name, "rows", type: "[\(query.type)]")], isAsync: true,
            body: [
                .line(
                    "",
                    .call(
                        "await self.store.answer",
                        [.init(nil, .string(query.query.name)), .init("with", .text("rows"))]))
            ])
    }
}

extension SwiftExpression {
    /// What the package knows about the rows of a query. Nothing tells them apart.
    static func layout(of query: QueryShape) -> SwiftExpression {
        .call(
            "TableLayout",
            [
                .init(nil, .string(query.query.function)),
                .init("columns", .array(query.members.flatMap { columns($0, of: query.query.function) })),
                .init("key", .array([])),
            ])
    }
}
