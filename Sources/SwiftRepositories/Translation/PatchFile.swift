extension SwiftFile {
    /// What changes a row: `Models/TodoPatch.swift`.
    static func patch(_ entity: EntityShape) -> SwiftFile {
        let members = entity.changeable
        let type = TypeDeclaration(
            documentation: [
                "What to change about \(entity.article) \(entity.phrase); nothing unless it is set."
            ],
            access: .public, kind: .struct, name: entity.patch, conformances: ["Hashable", "Sendable"],
            members: members.map { member in
                .variable(
                    VariableDeclaration(
                        documentation: member.documentation.map { [$0] } ?? [], access: .public,
                        name: member.name, type: "Change<\(member.fullType)>"))
            }
                + [
                    .function(
                        FunctionDeclaration(
                            access: .public, name: "init",
                            parameters: members.map {
                                .init($0.name, type: "Change<\($0.fullType)>", defaultValue: ".unchanged")
                            },
                            body: members.map { .text("self.\($0.name) = \(escaped($0.name))") }))
                ])
        return SwiftFile(path: "Models/\(entity.patch).swift", declarations: [.type(type)])
    }
}
