internal import DomainModel
internal import Naming

extension SwiftFile {
    /// A closed set of values: `Models/PostStatus.swift`.
    static func enumeration(
        _ enumeration: DomainModel.Enumeration, type: String, cases: [String]
    ) -> SwiftFile {
        let declaration = TypeDeclaration(
            documentation: [
                enumeration.description
                    ?? "What \(article(before: phrase(enumeration.name))) \(phrase(enumeration.name)) can be."
            ],
            access: .public,
            kind: .enum, name: type,
            conformances: ["String", "CaseIterable", "Codable", "Hashable", "Sendable"],
            members: zip(cases, enumeration.values).map { name, value in
                .enumCase(
                    EnumCaseDeclaration(
                        documentation: value.description.map { [$0] } ?? [], name: name, rawValue: value.name)
                )
            })
        let conformance = TypeDeclaration(kind: .extension, name: type, conformances: ["ColumnConvertible"])
        return SwiftFile(
            path: "Models/\(type).swift", declarations: [.type(declaration), .type(conformance)])
    }
}
