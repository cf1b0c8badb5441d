extension SwiftFile {
    /// What a new row is made from: `Models/TodoDraft.swift`.
    static func draft(_ entity: EntityShape) -> SwiftFile {
        let members = entity.stated
        let type = TypeDeclaration(
            documentation: [
                "What a new \(entity.phrase) is made from.",
                "What is left out, or nil, gets the database's default.",
            ],
            access: .public, kind: .struct, name: entity.draft, conformances: ["Hashable", "Sendable"],
            members: members.map { .variable(property($0)) }
                + [
                    .function(
                        FunctionDeclaration(
                            access: .public, name: "init",
                            parameters: members.map { member in
                                .init(
                                    member.name, type: draftType(member),
                                    defaultValue: member.isNeeded ? nil : "nil")
                            },
                            body: members.map { .text("self.\($0.name) = \(escaped($0.name))") }))
                ])
        return SwiftFile(path: "Models/\(entity.draft).swift", declarations: [.type(type)])
    }

    private static func property(_ member: MemberShape) -> VariableDeclaration {
        VariableDeclaration(
            documentation: member.documentation.map { [$0] } ?? [], access: .public, name: member.name,
            type: draftType(member))
    }

    private static func draftType(_ member: MemberShape) -> String {
        member.isNeeded ? member.type : member.type + "?"
    }
}
