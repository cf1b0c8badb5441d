internal import DomainModel

extension SwiftFile {
    /// The type of an entity's rows: `Models/Todo.swift`.
    static func entity(_ entity: EntityShape) -> SwiftFile {
        var type = TypeDeclaration(
            documentation: [entity.entity.description ?? "One \(entity.phrase)."], access: .public,
            kind: .struct,
            name: entity.type, conformances: ["Identifiable", "Codable", "Hashable", "Sendable"])
        for member in entity.members { type.members.append(.variable(.property(member))) }
        if !entity.keyParts.isEmpty { type.members.append(.variable(compositeID(entity))) }
        type.members.append(.function(memberwise(entity.members)))
        type.members.append(.type(entity.keyParts.isEmpty ? typedID(entity) : keyStruct(entity)))
        if !entity.sortable.isEmpty { type.members.append(.type(sortKey(entity.sortable, entity.pluralPhrase))) }
        return SwiftFile(path: "Models/\(entity.type).swift", declarations: [.type(type)])
    }

    static func memberwise(_ members: [MemberShape]) -> FunctionDeclaration {
        FunctionDeclaration(
            access: .public, name: "init",
            parameters: members.map {
                .init($0.name, type: $0.fullType, defaultValue: $0.isOptional ? "nil" : nil)
            },
            body: members.map { .text("self.\($0.name) = \(escaped($0.name))") })
    }

    private static func compositeID(_ entity: EntityShape) -> VariableDeclaration {
        let arguments = entity.keyParts.map { SwiftExpression.Argument($0.name, .text(escaped($0.name))) }
        return VariableDeclaration(
            documentation: ["What identifies it."], access: .public, name: "id", type: "ID",
            getter: [.line("", .call("ID", arguments))])
    }

    private static func typedID(_ entity: EntityShape) -> TypeDeclaration {
        let raw = entity.members.first?.kinds.first == "integer" ? "Int64" : "UUID"
        return .typedID("The key of \(entity.article) \(entity.phrase).", raw: raw)
    }

    private static func keyStruct(_ entity: EntityShape) -> TypeDeclaration {
        TypeDeclaration(
            documentation: ["What together identifies \(entity.article) \(entity.phrase)."], access: .public,
            kind: .struct, name: "ID", conformances: ["Codable", "Hashable", "Sendable"],
            members: entity.keyParts.map { .variable(.property($0, isDocumented: false)) }
                + [.function(memberwise(entity.keyParts))])
    }

    static func sortKey(_ sortable: [MemberShape], _ pluralPhrase: String) -> TypeDeclaration {
        TypeDeclaration(
            documentation: ["What a list of \(pluralPhrase) can be ordered by."], access: .public,
            kind: .enum, name: "SortKey", conformances: ["String", "Sendable"],
            members: sortable.map {
                .enumCase(EnumCaseDeclaration(name: $0.name, rawValue: $0.columns[0]))
            })
    }
}

extension TypeDeclaration {
    /// A key that is one value, as a type of its own.
    static func typedID(_ documentation: String, raw: String) -> TypeDeclaration {
        TypeDeclaration(
            documentation: [documentation], access: .public, kind: .struct, name: "ID",
            conformances: ["TypedID"],
            members: [
                .variable(
                    VariableDeclaration(access: .public, isConstant: true, name: "rawValue", type: raw)),
                .function(
                    FunctionDeclaration(
                        access: .public, name: "init", parameters: [.init("_", "rawValue", type: raw)],
                        body: [.text("self.rawValue = rawValue")])),
            ])
    }
}

extension VariableDeclaration {
    static func property(_ member: MemberShape, isDocumented: Bool = true) -> VariableDeclaration {
        var isConstant = false
        if case .identifier = member.source { isConstant = true }
        return VariableDeclaration(
            documentation: isDocumented ? member.documentation.map { [$0] } ?? [] : [], access: .public,
            isConstant: isConstant, name: member.name, type: member.fullType)
    }
}

extension EntityShape {
    var article: String { SwiftRepositories.article(before: phrase) }
}

/// `a` or `an`, by the first letter.
func article(before word: String) -> String { "aeiou".contains(word.first ?? "x") ? "an" : "a" }
