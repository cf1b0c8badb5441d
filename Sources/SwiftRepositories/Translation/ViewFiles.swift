internal import DomainModel
internal import Naming

extension SwiftFile {
    /// The type of a view's rows: `Models/ActiveRestaurant.swift`.
    static func view(_ view: ViewShape) -> SwiftFile {
        var conformances = ["Codable", "Hashable", "Sendable"]
        if view.key.count == 1, view.key[0].name == "id" { conformances.insert("Identifiable", at: 0) }
        var type = TypeDeclaration(
            documentation: [view.view.description ?? "One \(view.phrase)."], access: .public, kind: .struct,
            name: view.type, conformances: conformances, members: view.members.map { .variable(.property($0)) })
        type.members.append(.function(memberwise(view.members)))
        if !view.sortable.isEmpty { type.members.append(.type(sortKey(view.sortable, view.pluralPhrase))) }
        return SwiftFile(path: "Models/\(view.type).swift", declarations: [.type(type)])
    }

    /// How its values are kept in columns: `Storage/ActiveRestaurant+Columns.swift`.
    static func columns(_ view: ViewShape) -> SwiftFile {
        let stored = storedType(view.type, layout: .layout(of: view), view.members)
        let entries = TypeDeclaration(
            kind: .extension, name: view.type, members: [.variable(entries(view.members, isChange: false))])
        return SwiftFile(
            path: "Storage/\(view.type)+Columns.swift", declarations: [.type(stored), .type(entries)])
    }

    /// What can be read of it: `Repositories/ActiveRestaurantReader.swift`.
    static func reader(_ view: ViewShape, _ functions: [FunctionDeclaration]) -> SwiftFile {
        var requirements: [Declaration] = []
        for var function in functions {
            function.access = .internal
            function.body = nil
            requirements.append(.function(function))
        }
        let type = TypeDeclaration(
            documentation: [
                "The application's \(view.pluralPhrase), which PostgreSQL puts together from other rows."
            ], access: .public, kind: .protocol, name: view.reader, conformances: ["Sendable"], members: requirements)
        let conveniences = TypeDeclaration(
            kind: .extension, name: view.reader,
            members: [.function(list(of: view.type, view.pluralPhrase, by: nil))]
                + view.references.map { .function(list(of: view.type, view.pluralPhrase, by: $0)) })
        return SwiftFile(
            path: "Repositories/\(view.reader).swift", declarations: [.type(type), .type(conveniences)])
    }

    /// One way of reading it: `PostgreSQL/PostgresActiveRestaurantReader.swift`.
    static func implementation(
        _ view: ViewShape, _ flavour: RepositoryFlavour, _ functions: [FunctionDeclaration]
    ) -> SwiftFile {
        let name = flavour.prefix + view.reader
        let table = "\(flavour.prefix)Table"
        let arguments = flavour.parameters.map(\.name).joined(separator: ", ")
        var members: [Declaration] = [
            .variable(
                VariableDeclaration(
                    access: .private, isConstant: true, name: "table", type: "\(table)<\(view.type)>")),
            .function(
                FunctionDeclaration(
                    access: .public, name: "init", parameters: flavour.parameters,
                    body: [.text("self.table = \(table)(\(arguments))")])),
        ]
        var documentation = "\(capitalized(view.pluralPhrase)) as PostgreSQL shows them."
        if flavour == .inMemory {
            documentation =
                "\(capitalized(view.pluralPhrase)) in memory: those that it was told to show. What there is to see of "
                + "other rows, PostgreSQL alone can tell."
            members.append(
                .function(
                    FunctionDeclaration(
                        documentation: ["Shows these besides, until the store is gone."], access: .public,
                        name: "show", parameters: [.init("_", "rows", type: "[\(view.type)]")], isAsync: true,
                        error: RepositoryFunctions.error,
                        body: [.text("_ = try await self.table.insert(rows.map(\\.columnEntries))")])))
        }
        for var function in functions {
            function.documentation = []
            members.append(.function(function))
        }
        let type = TypeDeclaration(
            documentation: [documentation], access: .public, kind: .struct, name: name, conformances: [view.reader],
            members: members)
        return SwiftFile(path: "\(flavour.folder)/\(name).swift", declarations: [.type(type)])
    }
}

extension SwiftExpression {
    /// What the package knows about a view. Without a key, nothing less than a whole row tells it from others.
    static func layout(of view: ViewShape) -> SwiftExpression {
        let key = view.key.isEmpty ? view.members : view.key
        var arguments: [Argument] = [
            .init(nil, .string(view.view.view)),
            .init("columns", .array(view.members.flatMap { columns($0, of: view.view.view) })),
            .init("key", .strings(key.flatMap(\.columns))),
        ]
        let order = view.key.flatMap(\.columns).map { SwiftExpression.text(".ascending(\(stringLiteral($0)))") }
        if !order.isEmpty { arguments.append(.init("order", .array(order))) }
        return .call("TableLayout", arguments)
    }
}
