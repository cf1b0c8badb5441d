internal import DomainModel
internal import Naming
internal import SQL
internal import Specification

extension SchemaBuilder {
    mutating func table(of entity: DomainModel.Entity) -> TableSchema {
        let name = QualifiedName("public", entity.table)
        var table = CreateTable(name, comment: entity.description)
        var origins: [String: ColumnOrigin] = [:]
        func add(_ column: CreateTable.Column, _ origin: ColumnOrigin) {
            table.columns.append(column)
            origins[column.name] = origin
        }
        switch entity.key {
        case .id(.uuid): add(.init("id", "uuid", notNull: true, default: .function("gen_random_uuid")), .key)
        case .id(.bigint):
            // Stated, because PostgreSQL cuts long names and steps aside for taken ones, and the sequence is
            // closed by its name.
            let sequence = QualifiedName("public", names.fresh(entity.table, "id_seq"))
            add(.init("id", "bigint", notNull: true, sequence: sequence), .key)
        case .account: add(.init("id", "uuid", notNull: true), .key)
        case .composite: break
        }
        for attribute in entity.attributes { add(column(for: attribute), .attribute(attribute)) }
        for reference in entity.references {
            let types = target(of: reference.target).types
            for (position, column) in reference.columns.enumerated() {
                let value: SQLExpression? =
                    reference.defaultValue == .caller ? .function(QualifiedName("auth", "uid")) : nil
                add(
                    .init(
                        column, types[position], notNull: reference.isRequired, default: value,
                        comment: reference.description),
                    .reference(reference, position: position))
            }
        }
        if entity.hasTimestamps {
            add(.init("created_at", "timestamptz", notNull: true, default: .function("now")), .createdAt)
            add(.init("updated_at", "timestamptz", notNull: true, default: .function("now")), .updatedAt)
        }
        if entity.isSoftDeleted {
            add(.init(DomainModel.Entity.deletionColumn, "timestamptz", comment: "When it was deleted."), .deletedAt)
        }
        table.constraints = constraints(of: entity)
        var schema = TableSchema(
            source: .entity(entity.name), definition: table, indexes: indexes(of: entity, table), triggers: [],
            companions: [], origins: origins)
        if entity.isAppendOnly {
            schema.triggers.append(
                .init(
                    boundedName("\(entity.table)_refuse_change"), on: name, "before update or delete",
                    execute: Self.refuseChange))
        } else if entity.hasTimestamps {
            schema.triggers.append(
                .init(
                    boundedName("\(entity.table)_set_updated_at"), on: name, "before update",
                    execute: Self.setUpdatedAt))
        }
        if entity.isAccount { schema.companions = signUp(of: entity) }
        schema.companions += tenancy(of: entity)
        return schema
    }

    private func constraints(of entity: DomainModel.Entity) -> [CreateTable.Constraint] {
        var constraints: [CreateTable.Constraint] = [
            .init(entity.keyConstraint, .primaryKey(entity.keyColumns))
        ]
        for attribute in entity.attributes {
            if let check = check(for: attribute) {
                constraints.append(.init(boundedName("\(entity.table)_\(attribute.column)_check"), .check(check)))
            }
        }
        constraints += entity.checks.map { .init($0.name, .check(.user($0.condition))) }
        for unique in entity.uniques where unique.condition == nil && entity.countsDeletedRows(unique) {
            constraints.append(.init(unique.name, .unique(unique.columns), isDeferred: unique.isDeferrable))
        }
        constraints += entity.exclusions.compactMap { exclusion in
            guard let type = entity.attributes.first(where: { $0.column == exclusion.from })?.rangeType else {
                return nil
            }
            var conditions = exclusion.condition.map { [SQLExpression.user($0)] } ?? []
            if entity.isSoftDeleted { conditions.append(.isNull(.column(DomainModel.Entity.deletionColumn), true)) }
            return .init(
                exclusion.name,
                .exclude(
                    .init(
                        within: exclusion.within, type, from: exclusion.from, to: exclusion.to,
                        condition: conditions.isEmpty ? nil : .conjunction(conditions))))
        }
        if entity.isAccount {
            constraints.append(
                .init(
                    boundedName("\(entity.table)_id_fkey"),
                    .foreignKey(.init(["id"], references: Self.accounts, ["id"], onDelete: .cascade))))
        }
        for reference in entity.references {
            let target = target(of: reference.target)
            let name = "\(entity.table)_\(reference.columns.joined(separator: "_"))"
            if reference.tenant == nil || reference.columns.count > 1 {
                constraints.append(
                    .init(
                        reference.constraint ?? boundedName("\(name)_fkey"),
                        .foreignKey(
                            .init(
                                reference.columns, references: target.table, target.columns,
                                onDelete: action(reference.onDelete),
                                matchesFully: !reference.isRequired && reference.columns.count > 1)),
                        isDeferred: reference.isDeferrable))
            }
            // With the tenant in it, the key leads to no other tenant's row; an empty reference leads nowhere.
            if let tenant = reference.tenant {
                constraints.append(
                    .init(
                        boundedName("\(name)_\(tenant.column)_fkey"),
                        .foreignKey(
                            .init(
                                reference.columns + [tenant.column], references: target.table,
                                target.columns + [tenant.target], onDelete: action(reference.onDelete),
                                cleared: reference.onDelete == .setNull ? reference.columns : [])),
                        isDeferred: reference.isDeferrable))
            }
        }
        return constraints
    }

    private func action(_ rule: DeleteRule) -> CreateTable.ForeignKey.Action {
        switch rule {
        case .cascade: .cascade
        case .restrict: .restrict
        case .setNull: .setNull
        case .noAction: .noAction
        }
    }

    /// Declared indexes, partial uniques, and one for each foreign key and each column that a rule reads, unless
    /// a key or an earlier index begins with its columns.
    private mutating func indexes(of entity: DomainModel.Entity, _ table: CreateTable) -> [CreateIndex] {
        var indexes: [CreateIndex] = []
        for unique in entity.uniques {
            var conditions = unique.condition.map { [SQLExpression.user($0)] } ?? []
            if !entity.countsDeletedRows(unique) {
                conditions.append(.isNull(.column(DomainModel.Entity.deletionColumn), true))
            }
            if conditions.isEmpty { continue }
            indexes.append(
                .init(
                    unique.name, on: table.name, unique.columns.map { .init($0) }, unique: true,
                    condition: .conjunction(conditions)))
        }
        for index in entity.indexes {
            indexes.append(
                .init(
                    index.name, on: table.name,
                    index.columns.map { .init($0.column, descending: $0.isDescending) },
                    method: index.method.rawValue, include: index.include,
                    condition: index.condition.map(SQLExpression.user)))
        }
        var leading = [entity.keyColumns]
        leading += entity.uniques.filter { $0.condition == nil && entity.countsDeletedRows($0) }.map(\.columns)
        leading += entity.indexes.filter { $0.condition == nil && $0.method == .btree }.map { $0.columns.map(\.column) }
        let wanted =
            entity.references.filter(\.isIndexed).map { $0.columns + [$0.tenant?.column].compactMap(\.self) }
            + entity.testedColumns.map { [$0] }
        for columns in wanted where !leading.contains(where: { $0.starts(with: columns) }) {
            leading.append(columns)
            let isLong = entity.attributes.contains { columns == [$0.column] && $0.isUnbounded }
            indexes.append(
                .init(
                    names.fresh(entity.table, columns.joined(separator: "_"), "idx"), on: table.name,
                    columns.map { .init($0) }, method: isLong ? "hash" : "btree"))
        }
        return indexes
    }

    mutating func table(of junction: DomainModel.Junction) -> TableSchema {
        let name = QualifiedName("public", junction.table)
        var table = CreateTable(name, comment: junction.description)
        var origins: [String: ColumnOrigin] = [:]
        for side in [junction.declaring, junction.other] {
            let types = target(of: side.target).types
            for (position, column) in side.columns.enumerated() {
                table.columns.append(.init(column, types[position], notNull: true))
                origins[column] = .junctionSide(side, position: position)
            }
        }
        let columns = junction.declaring.columns + junction.other.columns
        table.constraints.append(.init(boundedName("\(junction.table)_pkey"), .primaryKey(columns)))
        if junction.isReflexive {
            let differ = zip(junction.declaring.columns, junction.other.columns).map {
                SQLExpression.compare(.column($0), "<>", .column($1))
            }
            table.constraints.append(
                .init(boundedName("\(junction.table)_check"), .check(.disjunction(differ))))
        }
        for side in [junction.declaring, junction.other] {
            let target = target(of: side.target)
            table.constraints.append(
                .init(
                    boundedName("\(junction.table)_\(side.columns.joined(separator: "_"))_fkey"),
                    .foreignKey(.init(side.columns, references: target.table, target.columns, onDelete: .cascade))))
        }
        let reverse = CreateIndex(
            names.fresh(junction.table, junction.other.columns.joined(separator: "_"), "idx"), on: name,
            junction.other.columns.map { .init($0) })
        return TableSchema(
            source: .junction(junction.name), definition: table, indexes: [reverse], triggers: [], companions: [],
            origins: origins)
    }
}

extension DomainModel.Attribute {
    /// Whether values may be too long for a btree, whose entries have at most a third of a page: an index that nobody
    /// asked for must not make an insert fail.
    fileprivate var isUnbounded: Bool {
        switch type {
        case .text: (maxLength ?? .max) > 500
        case .url, .email, .json, .bytes, .custom: true
        default: isList
        }
    }
}
