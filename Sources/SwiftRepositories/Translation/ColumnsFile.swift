extension SwiftFile {
    /// How an entity's values are kept in columns: `Storage/Todo+Columns.swift`.
    static func columns(_ entity: EntityShape) -> SwiftFile {
        var declarations: [Declaration] = [
            .type(storedType(entity.type, layout: .layout(of: entity), entity.members)), .type(storedKey(entity)),
        ]
        declarations.append(
            .type(
                TypeDeclaration(
                    kind: .extension, name: entity.draft,
                    members: [.variable(entries(entity.stated, isChange: false))])))
        if !entity.changeable.isEmpty {
            declarations.append(
                .type(
                    TypeDeclaration(
                        kind: .extension, name: entity.patch,
                        members: [.variable(entries(entity.changeable, isChange: true))])))
        }
        return SwiftFile(path: "Storage/\(entity.type)+Columns.swift", declarations: declarations)
    }

    /// The same for former versions, which nobody writes.
    static func columns(ofHistory history: EntityShape) -> SwiftFile {
        SwiftFile(
            path: "Storage/\(history.type)+Columns.swift",
            declarations: [
                .type(storedType(history.type, layout: .layout(of: history), history.members)),
                .type(storedKey(history)),
            ])
    }

    static func storedType(
        _ type: String, layout: SwiftExpression, _ members: [MemberShape]
    ) -> TypeDeclaration {
        TypeDeclaration(
            kind: .extension, name: type, conformances: ["StoredEntity"],
            members: [
                .variable(
                    VariableDeclaration(
                        isStatic: true, isConstant: true, name: "layout", value: layout)),
                .function(
                    FunctionDeclaration(
                        name: "init", parameters: [.init("row", type: "StoredRow")], error: "RepositoryError",
                        body: members.map { member in
                            .text("self.\(member.name) = try row.\(reading(member))")
                        })),
            ])
    }

    private static func reading(_ member: MemberShape) -> String {
        if member.columns.count == 1 { return "value(\(stringLiteral(member.columns[0])))" }
        let columns = SwiftExpression.strings(member.columns).flat
        return member.isOptional ? "optionalKey(\(columns))" : "key(\(columns))"
    }

    // MARK: Keys

    private static func storedKey(_ entity: EntityShape) -> TypeDeclaration {
        guard !entity.keyParts.isEmpty else {
            return TypeDeclaration(
                kind: .extension, name: entity.type + ".ID", conformances: ["ColumnConvertible", "StoredKey"])
        }
        // Whoever refers to a key of one column sees one value.
        if entity.keyParts.count == 1, let part = entity.keyParts.first, part.columns.count == 1 {
            return TypeDeclaration(
                kind: .extension, name: entity.type + ".ID", conformances: ["ColumnConvertible", "StoredKey"],
                members: [.function(singleKeyReader(part)), .variable(singleKeyValue(part))])
        }
        return TypeDeclaration(
            kind: .extension, name: entity.type + ".ID", conformances: ["StoredKey"],
            members: [.function(keyReader(entity)), .variable(keyValues(entity))])
    }

    private static func singleKeyReader(_ part: MemberShape) -> FunctionDeclaration {
        FunctionDeclaration(
            name: "init?", parameters: [.init("columnValue", type: "ColumnValue")],
            body: [
                .text("guard let \(escaped(part.name)) = \(part.type)(columnValue: columnValue) else { return nil }"),
                .line("", .call("self.init", [SwiftExpression.Argument(part.name, .text(escaped(part.name)))])),
            ])
    }

    private static func singleKeyValue(_ part: MemberShape) -> VariableDeclaration {
        VariableDeclaration(
            name: "columnValue", type: "ColumnValue", getter: [.text("self.\(part.name).columnValue")])
    }

    private static func keyReader(_ entity: EntityShape) -> FunctionDeclaration {
        let width = entity.keyParts.reduce(0) { $0 + $1.columns.count }
        var body: [SwiftStatement] = [.text("guard columnValues.count == \(width) else { return nil }")]
        var start = 0
        for part in entity.keyParts {
            let value =
                part.columns.count == 1
                ? "\(part.type)(columnValue: columnValues[\(start)])"
                : "\(part.type)(columnValues: Array(columnValues[\(start)..<\(start + part.columns.count)]))"
            body.append(.text("guard let \(escaped(part.name)) = \(value) else { return nil }"))
            start += part.columns.count
        }
        let arguments = entity.keyParts.map { SwiftExpression.Argument($0.name, .text(escaped($0.name))) }
        body.append(.line("", .call("self.init", arguments)))
        return FunctionDeclaration(
            name: "init?", parameters: [.init("columnValues", type: "[ColumnValue]")], body: body)
    }

    private static func keyValues(_ entity: EntityShape) -> VariableDeclaration {
        let values = entity.keyParts.map { part in
            part.columns.count == 1
                ? "[self.\(part.name).columnValue]" : "self.\(part.name).columnValues"
        }
        let sum = SwiftStatement.text(values.joined(separator: " + "))
        let isLong = values.reduce(0) { $0 + $1.utf8.count + 3 } > SwiftRenderer.lineLength / 2
        return VariableDeclaration(
            name: "columnValues", type: "[ColumnValue]",
            getter: isLong
                ? [.text("var values: [ColumnValue] = []")] + values.map { .text("values += \($0)") }
                    + [.text("return values")] : [sum])
    }

    // MARK: Drafts and patches

    static func entries(_ members: [MemberShape], isChange: Bool) -> VariableDeclaration {
        var body: [SwiftStatement] = []
        for member in members {
            let columns =
                member.columns.count == 1
                ? stringLiteral(member.columns[0]) : SwiftExpression.strings(member.columns).flat
            let function = isChange ? "setIfChanged" : member.isNeeded ? "set" : "setIfStated"
            let value = "self.\(member.name)" + (member.isInLowerCase ? ".inLowerCase" : "")
            body.append(.text("entries.\(function)(\(columns), \(value))"))
        }
        if body.isEmpty {
            return VariableDeclaration(name: "columnEntries", type: "[ColumnEntry]", getter: [.text("[]")])
        }
        return VariableDeclaration(
            name: "columnEntries", type: "[ColumnEntry]",
            getter: [.text("var entries: [ColumnEntry] = []")] + body + [.text("return entries")])
    }
}
