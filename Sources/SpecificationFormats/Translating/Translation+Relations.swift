internal import Naming
internal import Specification

extension Translation {
    mutating func addRelations(to made: inout TableTranslation) {
        for reference in held[made.position] ?? [] {
            guard let ends = ends(of: reference) else { continue }
            addRelation(reference, from: ends.from, to: ends.to, to: &made)
        }
    }

    private mutating func addRelation(
        _ reference: Schema.Reference, from: Schema.Reference.Side, to: Schema.Reference.Side,
        to made: inout TableTranslation
    ) {
        let target = schema.tables[to.table]
        // The profile of an account; said already.
        if to.table == accounts, from.columns == made.key, made.members[from.columns[0]]?.name == "id" { return }
        func leaveOut(_ code: String, _ message: String, fix: String? = nil) {
            warning(code, message, at: reference.place, fix: fix)
        }
        guard let entity = targetName(to.table) else {
            return leaveOut(
                to.table == accounts ? "accounts-hidden" : "reference-left-out",
                "the reference to '\(target.title)' is left out, because "
                    + (to.table == accounts
                        ? "an entity User means another table" : "that table isn't used by this file"),
                fix: to.table == accounts ? "refer to that table, or let its key refer to auth.users" : "use it as well"
            )
        }
        let key = key(ofTableAt: to.table)
        guard Set(key) == Set(to.columns), !key.isEmpty else {
            return leaveOut(
                "reference-to-column",
                "the reference to '\(target.title).\(names(to))' is left out: relations point at primary keys",
                fix: "refer to the primary key, or make these columns it")
        }
        guard from.columns.allSatisfy({ !made.consumed.contains($0) }) else {
            return leaveOut(
                "second-reference", "'\(made.table.title).\(names(from))' refers to another table already",
                fix: "give each reference columns of its own")
        }
        guard let relation = relation(reference, from: from, to: to, entity, &made) else {
            return leaveOut(
                "composite-reference",
                "the reference to '\(target.title).\(names(to))' is left out: its columns aren't named after those of "
                    + "the key",
                fix: "call them \(key.map { "parent_\(target.columns[$0].name)" }.joined(separator: " and ")), or "
                    + "with another word for 'parent'")
        }
        made.relations[from.columns.min() ?? 0] = relation
        made.consumed.formUnion(from.columns)
        for position in from.columns {
            let column = made.table.columns[position]
            made.members[position] = Member(
                name: relation.name, column: SpecificationName.database(column.name),
                type: column.type, isRelation: true)
            for sql in column.checks { addCheck(sql, named: nil, to: &made) }
        }
        warnOfType(reference, from: from, to: to, made.table)
    }

    private func names(_ side: Schema.Reference.Side) -> String {
        side.columns.map { schema.tables[side.table].columns[$0].name }.joined(separator: ", ")
    }

    /// The entity that a table became; `User` for the accounts, where no entity has that name.
    func targetName(_ position: Int) -> String? {
        guard position == accounts else { return entityNames[position] }
        return userTable == nil ? "User" : nil
    }

    private mutating func relation(
        _ reference: Schema.Reference, from: Schema.Reference.Side, to: Schema.Reference.Side, _ entity: String,
        _ made: inout TableTranslation
    ) -> RelationDeclaration? {
        let target = schema.tables[to.table]
        let columns = from.columns.map { made.table.columns[$0] }
        var relation = RelationDeclaration()
        relation.entity = entity
        let keyColumns = to.columns.map { SpecificationName.database(target.columns[$0].name) }
        if columns.count == 1 {
            let column = databaseName(of: columns[0])
            let stem =
                SpecificationName.relation(column, key: keyColumns[0]) ?? SpecificationName.relation(column, key: "id")
            let plain = camelCase(column)
            // A key that is only called `id` is named after what it points at.
            let base = stem ?? (words(of: column) == ["id"] ? camelCase(entity) : plain)
            relation.name = made.names.take([base, plain, camelCase(entity), base + "Relation"])
            let part = identifier(ofTableAt: to.table) != nil ? "id" : keyColumns[0]
            if column != "\(snakeCase(relation.name))_\(part)" { relation.column = column }
        } else {
            let prefixes = Set(
                zip(columns, keyColumns).map { column, part in
                    column.name.hasSuffix("_\(part)") ? String(column.name.dropLast(part.utf8.count + 1)) : ""
                })
            guard let prefix = prefixes.first, prefixes.count == 1, !prefix.isEmpty,
                snakeCase(camelCase(prefix)) == prefix, !made.names.contains(prefix)
            else { return nil }
            relation.name = made.names.take([camelCase(prefix)])
        }
        let isRequired = columns.allSatisfy { $0.isNotNull } && !columns.isEmpty
        if isRequired, to.table == made.position {
            warning(
                "required-self-relation",
                "'\(made.table.title).\(names(from))' becomes optional: the first row has nothing to refer to",
                at: reference.place)
        } else if isRequired {
            relation.required = true
        }
        let isUnique =
            reference.kind == .oneToOne || columns.count == 1 && columns[0].isUnique
            || isUniqueIndex(from.columns, of: made.table)
        // A key is unique by itself.
        if isUnique, Set(made.key) != Set(from.columns) { relation.unique = true }
        relation.onDelete = deleteRule(of: reference, of: relation, to: to.table)
        relation.constraint = reference.constraint
        relation.indexed = reference.isIndexed ? nil : false
        relation.deferrable = reference.isDeferrable ? true : nil
        relation.description = columns.count == 1 ? columns[0].note : nil
        relation.defaultValue = defaultValue(of: columns, to: to.table, made)
        return relation
    }

    func isUniqueIndex(_ columns: [Int], of table: Schema.Table) -> Bool {
        columns.count == 1
            && table.indexes.contains {
                $0.isUnique && $0.name == nil && $0.condition == nil && $0.parts == [.column(columns[0])]
            }
    }

    private mutating func deleteRule(
        of reference: Schema.Reference, of relation: RelationDeclaration, to target: Int
    ) -> DeleteRule? {
        if let action = reference.onUpdate, action != "no action", action != "restrict",
            identifier(ofTableAt: target) == nil
        {
            warning(
                "lost-update-action", "'update: \(action)' is left out: a specification's keys don't change",
                at: reference.place)
        }
        switch reference.onDelete {
        case "cascade": return .cascade
        case "set null":
            guard relation.required != true else {
                warning(
                    "set-null-required", "'delete: set null' is left out: the column is not null",
                    at: reference.place, fix: "write 'delete: cascade', or leave 'not null' out")
                return nil
            }
            return .setNull
        case "no action": return .noAction
        case "set default":
            warning("lost-delete-action", "'delete: set default' is left out", at: reference.place)
            return nil
        default:
            // An owner's rows would go with the owner otherwise.
            return isAccount(target) ? .restrict : nil
        }
    }

    private func isAccount(_ position: Int) -> Bool { position == accounts || isProfile(tableAt: position) }

    private mutating func defaultValue(
        of columns: [Schema.Column], to target: Int, _ made: TableTranslation
    ) -> DefaultValue? {
        for column in columns {
            guard let value = column.defaultValue, value != .null else { continue }
            if case .expression(let sql) = value, sql.lowercased() == "auth.uid()" { return .literal(.string("me")) }
            warning(
                "relation-default", "the default of '\(made.table.title).\(column.name)' is left out", at: column.place,
                fix: "a relation to an account may have `auth.uid()`, and others have none")
        }
        return nil
    }

    private mutating func warnOfType(
        _ reference: Schema.Reference, from: Schema.Reference.Side, to: Schema.Reference.Side, _ table: Schema.Table
    ) {
        for (own, other) in zip(from.columns, to.columns) {
            let column = table.columns[own]
            let target = schema.tables[to.table].columns[other]
            let (type, wanted) = (column.type, target.type)
            let wholes: Set<FieldType> = [.integer, .bigint]
            let agrees =
                column.enumeration == target.enumeration
                && (type.type == wanted.type && type.sql == wanted.sql
                    || wholes.contains(type.type) && wholes.contains(wanted.type))
            guard !agrees else { continue }
            warning(
                "reference-type",
                "'\(table.title).\(column.name)' takes the type of '\(schema.tables[to.table].title).\(target.name)', "
                    + "which is \(target.typeName) and not \(column.typeName)", at: column.typePlace)
        }
    }
}
