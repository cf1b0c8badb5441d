internal import Naming

/// The ways in which a generated package keeps rows.
enum RepositoryFlavour: CaseIterable {
    case inMemory, postgres

    var prefix: String {
        switch self {
        case .inMemory: "InMemory"
        case .postgres: "Postgres"
        }
    }

    var folder: String {
        switch self {
        case .inMemory: "InMemory"
        case .postgres: "PostgreSQL"
        }
    }

    var parameters: [FunctionDeclaration.Parameter] {
        switch self {
        case .inMemory: [.init("_", "store", type: "InMemoryStore"), .init("as", "caller", type: "Caller")]
        case .postgres: [.init("_", "session", type: "PostgresSession")]
        }
    }
}

extension SwiftFile {
    /// One way of keeping an entity's rows: `PostgreSQL/PostgresTodoRepository.swift`.
    static func implementation(
        _ entity: EntityShape, _ flavour: RepositoryFlavour, _ functions: [FunctionDeclaration]
    ) -> SwiftFile {
        let name = flavour.prefix + entity.repository
        let table = "\(flavour.prefix)Table"
        var members: [Declaration] = [
            .variable(
                VariableDeclaration(
                    access: .private, isConstant: true, name: "table", type: "\(table)<\(entity.type)>")),
            .function(
                FunctionDeclaration(
                    access: .public, name: "init", parameters: flavour.parameters,
                    body: [
                        .text(
                            "self.table = \(table)(\(flavour.parameters.map(\.name).joined(separator: ", ")))"
                        )
                    ])),
        ]
        for var function in functions {
            function.documentation = []
            members.append(.function(function))
        }
        let kept =
            switch flavour {
            case .inMemory: "in memory"
            case .postgres: "in PostgreSQL"
            }
        let type = TypeDeclaration(
            documentation: ["\(capitalized(entity.pluralPhrase)) kept \(kept)."], access: .public,
            kind: .struct,
            name: name, conformances: [entity.repository], members: members)
        return SwiftFile(
            path: "\(flavour.folder)/\(name).swift", declarations: [.type(type)])
    }
}
