extension SwiftFile {
    /// What can be done with an entity's rows: `Repositories/TodoRepository.swift`.
    static func repository(_ entity: EntityShape, _ functions: [FunctionDeclaration]) -> SwiftFile {
        var requirements: [Declaration] = []
        for var function in functions {
            function.access = .internal
            function.body = nil
            requirements.append(.function(function))
        }
        let type = TypeDeclaration(
            documentation: [
                "The application's \(entity.pluralPhrase).",
                "Every function has the rights of whoever the repository was made for.",
            ],
            access: .public, kind: .protocol, name: entity.repository, conformances: ["Sendable"],
            members: requirements)
        let conveniences = TypeDeclaration(
            kind: .extension, name: entity.repository,
            members: [.function(get(entity)), .function(list(of: entity.type, entity.pluralPhrase, by: nil))]
                + entity.references.map { .function(list(of: entity.type, entity.pluralPhrase, by: $0)) }
                + (entity.sharing?.columns.isEmpty == false ? [.function(RepositoryFunctions.sharing(entity))] : []))
        return SwiftFile(
            path: "Repositories/\(entity.repository).swift",
            declarations: [.type(type), .type(conveniences)])
    }

    private static func get(_ entity: EntityShape) -> FunctionDeclaration {
        FunctionDeclaration(
            documentation: [
                "The \(entity.phrase) with this key; throws ``RepositoryError/notFound`` when there is none that the "
                    + "caller may see."
            ],
            access: .public, name: "get", parameters: [.init("_", "id", type: "\(entity.type).ID")],
            isAsync: true,
            error: RepositoryFunctions.error, result: entity.type,
            body: [
                .text("guard let found = try await self.find(id) else { throw .notFound }"),
                .text("return found"),
            ])
    }

    /// The list with an order and as many rows as asked for, of all rows or of those that `member` points at.
    static func list(
        of type: String, _ pluralPhrase: String, by member: MemberShape?
    ) -> FunctionDeclaration {
        let reference = member.map { FunctionDeclaration.Parameter($0.label, "key", type: $0.type) }
        let argument = member.map { "\($0.label): key, " } ?? ""
        return FunctionDeclaration(
            documentation: [
                member.map { "Those with this `\($0.label)`, in an order and as many as asked for." }
                    ?? "The \(pluralPhrase) that the caller may see, in an order and as many as asked for."
            ],
            access: .public, name: "list",
            parameters: (reference.map { [$0] } ?? []) + [
                .init("sortedBy", "order", type: "[Sorting<\(type).SortKey>]", defaultValue: "[]"),
                .init("limit", type: "Int?", defaultValue: "nil"),
                .init("offset", type: "Int", defaultValue: "0"),
            ], isAsync: true, error: RepositoryFunctions.error, result: "[\(type)]",
            body: [
                .text(
                    "try await self.list(\(argument)ListOptions(order: order, limit: limit, offset: offset))")
            ])
    }
}
