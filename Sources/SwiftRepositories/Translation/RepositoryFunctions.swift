internal import DomainModel

/// What a repository can do, once for the protocol and for everything that implements it.
enum RepositoryFunctions {
    static let error = "RepositoryError"

    /// In implementations, `self.table` is the way to the rows.
    static func all(of entity: EntityShape) -> [FunctionDeclaration] {
        reading(entity) + versions(entity) + writing(entity) + entity.links.flatMap(links)
            + (entity.invitation.map(invitations) ?? []) + (entity.sharing.map { sharing($0, of: entity) } ?? [])
    }

    private static func function(
        _ name: String, _ documentation: String, _ parameters: [FunctionDeclaration.Parameter],
        result: String? = nil, _ body: [SwiftStatement]
    ) -> FunctionDeclaration {
        FunctionDeclaration(
            documentation: [documentation], access: .public, name: name, parameters: parameters,
            isAsync: true,
            error: error, result: result, body: body)
    }

    // MARK: Reading

    private static func reading(_ entity: EntityShape) -> [FunctionDeclaration] {
        let type = entity.type
        let options = FunctionDeclaration.Parameter("_", "options", type: optionsType(entity))
        var functions = [
            function(
                "find", "The \(entity.phrase) with this key; nil when there is none that the caller may see.",
                [.init("_", "id", type: "\(type).ID")], result: "\(type)?",
                [.text("try await self.table.first(\(type).layout.identity(id.columnValues))")])
        ]
        for members in entity.lookups {
            let labels = members.map(\.label)
            functions.append(
                function(
                    "find",
                    "The \(entity.phrase) with \(members.count == 1 ? "this" : "these") "
                        + "\(labels.map { "`\($0)`" }.joined(separator: " and ")); nil when there is none that the "
                        + "caller may see.",
                    members.map { .init($0.label, $0.name, type: $0.type) }, result: "\(type)?",
                    [.line("", .call("try await self.table.first", [.init(nil, entries(members))]))]))
        }
        functions.append(
            function(
                "list", "The \(entity.pluralPhrase) that the caller may see.", [options], result: "[\(type)]",
                [.text("try await self.table.list([], options)")]))
        functions += entity.references.map { list(by: $0, options, result: type) }
        if let search = entity.entity.search { functions.append(self.search(search, entity, options)) }
        functions.append(
            function(
                "count", "How many \(entity.pluralPhrase) the caller may see.", [], result: "Int",
                [.text("try await self.table.count()")]))
        return functions
    }

    private static func search(
        _ search: DomainModel.Search, _ entity: EntityShape, _ options: FunctionDeclaration.Parameter
    ) -> FunctionDeclaration {
        function(
            "search",
            "The \(entity.pluralPhrase) that the caller may see and that have each of these words in their "
                + "\(entity.members.showing(search.columns).map { "`\($0.name)`" }.joined(separator: ", ")); none for no word.",
            [.init("for", "words", type: "String"), options], result: "[\(entity.type)]",
            [
                .line(
                    "",
                    .call(
                        "try await self.table.search",
                        [
                            .init(nil, .text("words")), .init("in", .strings(search.columns)),
                            .init("by", .string(DomainModel.Search.column)), .init(nil, .text("options")),
                        ]))
            ])
    }

    private static func versions(_ entity: EntityShape) -> [FunctionDeclaration] {
        guard let history = entity.history else { return [] }
        return [
            function(
                "versions",
                "What it was before each change, the last first: those versions that the caller could have read then, "
                    + "of a row that the caller may read now.",
                [.init("of", "id", type: "\(entity.type).ID")], result: "[\(history.type)]",
                [.text("try await self.table.versions(id.columnValues)")])
        ]
    }

    /// The values that are looked for, as the package's `[ColumnEntry]`.
    private static func entries(_ members: [MemberShape]) -> SwiftExpression {
        let each = members.map { entry($0, escaped($0.name)) }
        return each.count == 1 ? each[0] : .call("ColumnEntry.all", each.map { .init(nil, $0) })
    }

    static func entry(_ member: MemberShape, _ value: String) -> SwiftExpression {
        let columns: SwiftExpression =
            member.columns.count == 1 ? .string(member.columns[0]) : .strings(member.columns)
        let value = value + (member.isInLowerCase ? ".inLowerCase" : "")
        return .call("[ColumnEntry]", [.init(nil, columns), .init(nil, .text(value))])
    }

    static func optionsType(_ entity: EntityShape) -> String { "ListOptions<\(entity.type).SortKey>" }

    /// What can be read of a view.
    static func all(of view: ViewShape) -> [FunctionDeclaration] {
        let options = FunctionDeclaration.Parameter("_", "options", type: "ListOptions<\(view.type).SortKey>")
        var functions: [FunctionDeclaration] = []
        if !view.key.isEmpty {
            functions.append(
                function(
                    "find", "The \(view.phrase) that this identifies; nil when there is none that the caller may see.",
                    view.key.map { .init($0.label, $0.name, type: $0.type) }, result: "\(view.type)?",
                    [.line("", .call("try await self.table.first", [.init(nil, entries(view.key))]))]))
        }
        if !view.sortable.isEmpty {
            functions.append(
                function(
                    "list", "The \(view.pluralPhrase) that the caller may see.", [options], result: "[\(view.type)]",
                    [.text("try await self.table.list([], options)")]))
            functions += view.references.map { list(by: $0, options, result: view.type) }
        }
        functions.append(
            function(
                "count", "How many \(view.pluralPhrase) the caller may see.", [], result: "Int",
                [.text("try await self.table.count()")]))
        return functions
    }

    private static func list(
        by member: MemberShape, _ options: FunctionDeclaration.Parameter, result type: String
    ) -> FunctionDeclaration {
        function(
            "list", "Those with this `\(member.label)`.", [.init(member.label, "key", type: member.type), options],
            result: "[\(type)]",
            [
                .line(
                    "",
                    .call(
                        "try await self.table.list", [.init(nil, entry(member, "key")), .init(nil, .text("options"))]))
            ])
    }

    // MARK: Writing

    private static func writing(_ entity: EntityShape) -> [FunctionDeclaration] {
        let type = entity.type
        let id = FunctionDeclaration.Parameter("_", "id", type: "\(type).ID")
        var functions = [
            function(
                "create", "Creates one and returns it as the database keeps it.",
                [.init("_", "draft", type: entity.draft)], result: type,
                [.text("try await self.table.create(draft.columnEntries)")]),
            function(
                "createAll", "Creates all of them, in this order, or none.",
                [.init("_", "drafts", type: "[\(entity.draft)]")], result: "[\(type)]",
                [.text("try await self.table.insert(drafts.map(\\.columnEntries))")]),
        ]
        if !entity.changeable.isEmpty {
            functions.append(
                function(
                    "update", "Changes what the patch sets and returns the outcome.",
                    [id, .init("_", "patch", type: entity.patch)], result: type,
                    [.text("try await self.table.update(id.columnValues, patch.columnEntries)")]))
        }
        if entity.isAppendOnly { return functions }
        functions.append(
            function(
                "delete",
                entity.isSoftDeleted
                    ? "Deletes it: nobody finds it any more, until it is restored."
                    : "Deletes it, and what can't be without it.", [id],
                [.text("try await self.table.delete(id.columnValues)")]))
        if entity.isSoftDeleted {
            functions.append(
                function(
                    "restore",
                    "Takes back that it was deleted; throws ``RepositoryError/notFound`` when it wasn't, or the caller "
                        + "may not.",
                    [id], result: type, [.text("try await self.table.restore(id.columnValues)")]))
        }
        return functions
    }

    // MARK: Links

    private static func links(_ link: LinkShape) -> [FunctionDeclaration] {
        let near = FunctionDeclaration.Parameter("of", "id", type: link.near.key)
        let far = FunctionDeclaration.Parameter(link.singular, "target", type: link.far.key)
        let layout = SwiftStatement.line(
            "let links = ",
            .call(
                "self.table.links",
                [
                    .init(nil, .text("StoredJunctions.\(escaped(link.junction))")),
                    .init("near", .strings(link.near.columns)), .init("far", .strings(link.far.columns)),
                ]))
        let read: [SwiftStatement] =
            link.far.type == nil
            ? [
                layout, .text("var keys: [\(link.far.key)] = []"),
                .block(
                    "for values in try await links.keys(of: id.columnValues)",
                    [
                        .text("guard let key = \(link.far.key)(columnValues: values) else { continue }"),
                        .text("keys.append(key)"),
                    ]),
                .text("return keys"),
            ]
            : [layout, .text("return try await links.targets(of: id.columnValues)")]
        return [
            function(
                link.name, link.documentation ?? "Its \(link.name) that the caller may see.", [near],
                result: "[\(link.far.type ?? link.far.key)]", read),
            function(
                "add", "Links it with one of its `\(link.name)`; a link that is there already stays.",
                [far, .init("to", "id", type: link.near.key)],
                [
                    layout,
                    .text("try await links.add(id.columnValues, target.columnValues)"),
                ]),
            function(
                "remove", "Takes one of its `\(link.name)` away.",
                [far, .init("from", "id", type: link.near.key)],
                [
                    layout,
                    .text("try await links.remove(id.columnValues, target.columnValues)"),
                ]),
        ]
    }
}
