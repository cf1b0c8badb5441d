internal import DomainModel
internal import Specification

extension SwiftExpression {
    /// What the package knows about an entity's table.
    static func layout(of entity: EntityShape) -> SwiftExpression {
        let table = entity.entity.table
        var arguments: [Argument] = [
            .init(nil, .string(table)),
            .init("columns", .array(entity.members.flatMap { columns($0, of: table) })),
            .init("key", .strings(entity.entity.keyColumns)),
        ]
        let uniques = entity.entity.uniques.map { unique($0, of: entity) }
        if !uniques.isEmpty { arguments.append(.init("uniques", .array(uniques))) }
        let references = references(of: entity)
        if !references.isEmpty { arguments.append(.init("references", .array(references))) }
        arguments.append(
            .init(
                "order",
                .array(
                    entity.order.map {
                        .text(
                            "\($0.isDescending ? ".descending" : ".ascending")(\(stringLiteral($0.column)))")
                    })))
        let exclusions = entity.entity.exclusions.map(exclusion)
        if !exclusions.isEmpty { arguments.append(.init("exclusions", .array(exclusions))) }
        if entity.isSoftDeleted {
            arguments.append(
                .init(
                    "softDeletion",
                    .call(
                        "SoftDeletionLayout",
                        [
                            .init("column", .string(DomainModel.Entity.deletionColumn)),
                            .init("delete", .string(entity.entity.deletingFunction)),
                            .init("restore", .string(entity.entity.restoringFunction)),
                        ])))
        }
        return .call("TableLayout", arguments)
    }

    /// The same about a junction's.
    static func layout(of junction: JunctionShape) -> SwiftExpression {
        let sides = [junction.declaring, junction.other]
        let table = junction.junction.table
        let columns = sides.flatMap { side in
            zip(side.columns, side.kinds).map { column, kind in
                SwiftExpression.call(
                    "ColumnLayout",
                    [
                        .init("name", .string(column)), .init("field", .string(column)),
                        .init("type", .text(".\(kind)")), .init("isRequired", .text("true")),
                    ])
            }
        }
        let references = sides.map {
            reference(
                named: ConstraintNames.foreignKey(table, $0.columns), $0.columns, to: $0.table, .cascade)
        }
        return .call(
            "TableLayout",
            [
                .init(nil, .string(table)), .init("columns", .array(columns)),
                .init("key", .strings(sides.flatMap(\.columns))), .init("references", .array(references)),
            ])
    }

    private static func unique(_ unique: DomainModel.Unique, of entity: EntityShape) -> SwiftExpression {
        let fields = entity.members.showing(unique.columns)
        var arguments: [Argument] = [
            .init("name", .string(unique.name)), .init("columns", .strings(unique.columns)),
            .init("fields", .strings(fields.map(\.name))),
        ]
        if unique.condition != nil { arguments.append(.init("isPartial", .text("true"))) }
        return .call("UniqueLayout", arguments)
    }

    private static func exclusion(_ exclusion: DomainModel.Exclusion) -> SwiftExpression {
        var arguments: [Argument] = [
            .init("name", .string(exclusion.name)), .init("within", .strings(exclusion.within)),
            .init("from", .string(exclusion.from)), .init("to", .string(exclusion.to)),
        ]
        if exclusion.condition != nil { arguments.append(.init("isPartial", .text("true"))) }
        return .call("ExclusionLayout", arguments)
    }

    private static func references(of entity: EntityShape) -> [SwiftExpression] {
        let table = entity.entity.table
        var references: [SwiftExpression] = []
        if entity.entity.isAccount {
            references.append(
                reference(named: ConstraintNames.foreignKey(table, ["id"]), ["id"], to: "auth.users", .cascade))
        }
        for member in entity.members {
            guard case .reference(let value) = member.source, let target = member.targetTable else {
                continue
            }
            let name = value.constraint ?? ConstraintNames.foreignKey(table, value.columns)
            references.append(reference(named: name, value.columns, to: target, value.onDelete))
        }
        return references
    }

    private static func reference(
        named name: String, _ columns: [String], to target: String, _ onDelete: DeleteRule
    ) -> SwiftExpression {
        .call(
            "ReferenceLayout",
            [
                .init("name", .string(name)),
                .init("columns", .strings(columns)), .init("table", .string(target)),
                // Rows in memory are checked one change at a time: there, both are one.
                .init("onDelete", .text(".\((onDelete == .noAction ? .restrict : onDelete).rawValue)")),
            ])
    }
}
