internal import DomainModel

/// Sharing a row by link, and reading what a link shows.
extension RepositoryFunctions {
    static func sharing(_ sharing: SharingShape, of entity: EntityShape) -> [FunctionDeclaration] {
        let list = FunctionDeclaration(
            documentation: [
                "The \(entity.pluralPhrase) that the link with this token shows, also to those who may read none "
                    + "otherwise; none where the link ended, was taken back, or never was."
            ],
            access: .public, name: "list", parameters: [.init("sharedBy", "token", type: "String")], isAsync: true,
            error: error, result: "[\(entity.type)]",
            body: [
                .line(
                    "",
                    .call(
                        "try await self.table.list", [.init("sharedBy", .text("token")), .init(nil, layout(sharing))]))
            ])
        guard !sharing.columns.isEmpty else { return [list] }
        let share = FunctionDeclaration(
            documentation: [
                "Makes a link to it, and answers the token to give to others, which isn't told again. Whoever may update "
                    + "it may do that.",
                "Without `end` the link works for 30 days; deleting its row takes it back.",
            ],
            access: .public, name: "share",
            parameters: [.init("_", "id", type: "\(entity.type).ID"), .init("until", "end", type: "Date?")],
            isAsync: true, error: error, result: "String",
            body: [
                .line(
                    "",
                    .call(
                        "try await self.table.share",
                        [
                            .init(nil, .text("id.columnValues")), .init(nil, .strings(sharing.columns)),
                            .init("until", .text("end")),
                            .init("by", .string(sharing.entity.sharingFunction)),
                            .init(nil, .text("\(sharing.links).layout")),
                        ]))
            ])
        return [share, list]
    }

    /// The link that ends when nothing else is said.
    static func sharing(_ entity: EntityShape) -> FunctionDeclaration {
        FunctionDeclaration(
            documentation: [
                "Makes a link to it that works for 30 days, and answers the token, which isn't told again."
            ],
            access: .public, name: "share", parameters: [.init("_", "id", type: "\(entity.type).ID")], isAsync: true,
            error: error, result: "String", body: [.text("try await self.share(id, until: nil)")])
    }

    private static func layout(_ sharing: SharingShape) -> SwiftExpression {
        var arguments: [SwiftExpression.Argument] = [
            .init("table", .text("\(sharing.type).layout")), .init("links", .text("\(sharing.links).layout")),
            .init("rows", .string(sharing.entity.sharedRowsFunction)),
        ]
        if !sharing.columns.isEmpty { arguments.append(.init("columns", .strings(sharing.columns))) }
        if !sharing.parents.isEmpty {
            let parents = sharing.parents.map { columns, shape in
                SwiftExpression.call("", [.init("columns", .strings(columns)), .init("shared", layout(shape))])
            }
            arguments.append(.init("parents", .array(parents)))
        }
        return .call("SharedLayout", arguments)
    }
}
