internal import Naming
internal import Specification

extension OutlineBuilder {
    mutating func addConstraints(ofEntityAt index: Int) {
        let entity = specification.entities[index]
        for unique in entity.unique {
            let columns = unique.fields.flatMap { self.columns(named: $0, ofEntityAt: index) }
            if unique.condition != nil {
                outline.lose("uniques of some rows only", of: "\(entity.name).\(unique.fields.joined(separator: "+"))")
            } else if !columns.isEmpty {
                outline.tables[index].uniques.append((unique.name, columns))
            }
        }
        for field in entity.fields where field.indexed == true {
            let method: IndexMethod? = field.list == true || field.type == .json ? .gin : nil
            outline.tables[index].indexes.append((nil, [column(of: field)], method))
        }
        for declared in entity.indexes {
            let columns = declared.fields.flatMap { self.columns(named: $0, ofEntityAt: index) }
            let subject = "\(entity.name).\(declared.fields.joined(separator: "+"))"
            if declared.condition != nil { outline.lose("the conditions of indexes", of: subject) }
            if !declared.include.isEmpty { outline.lose("further fields of indexes", of: subject) }
            if declared.fields.contains(where: { $0.hasPrefix("-") }) {
                outline.lose("the order of indexes", of: subject)
            }
            if !columns.isEmpty { outline.tables[index].indexes.append((declared.name, columns, declared.method)) }
        }
        outline.tables[index].checks = entity.checks.map { ($0.name, $0.sql) }
    }

    /// The tables that berry makes for links without an entity of their own.
    mutating func addJunctions() {
        var done: [(from: Int, to: Int, relation: RelationDeclaration)] = []
        for (index, entity) in specification.entities.enumerated() {
            for relation in entity.relations where relation.kind == .manyToMany && relation.via == nil {
                guard let target = target(of: relation.entity) else { continue }
                let isOtherSide = done.contains { first in
                    guard first.from == target, first.to == index, first.relation.name != relation.name else {
                        return false
                    }
                    if let inverse = first.relation.inverse {
                        return Self.folded(inverse) == Self.folded(relation.name)
                    }
                    if let inverse = relation.inverse {
                        return Self.folded(inverse) == Self.folded(first.relation.name)
                    }
                    return index != target
                }
                if isOtherSide { continue }
                done.append((index, target, relation))
                addJunction(relation, from: index, to: target)
            }
        }
    }

    private mutating func addJunction(_ relation: RelationDeclaration, from index: Int, to target: Int) {
        let entity = specification.entities[index]
        let other = target == index ? singularized(camelCase(relation.name)) : camelCase(relation.entity ?? "")
        var table = Outline.Table(
            name: snakeCase(entity.name) + "_" + snakeCase(relation.name),
            entity: pascalCase(entity.name) + pascalCase(singularized(relation.name)))
        table.description = relation.description
        table.isJunction = true
        let position = outline.tables.count
        for (name, side) in [(camelCase(entity.name), index), (other, target)] {
            let keyColumns = key(ofTableAt: side)
            let columns = keyColumns.map { "\(snakeCase(name))_\($0)" }
            for (column, type) in zip(columns, keyTypes(ofTableAt: side)) {
                table.columns.append(
                    .init(name: column, type: type.type, enumeration: type.enumeration, isRequired: true))
            }
            table.key += columns
            outline.references.append(
                .init(
                    name: name, table: position, columns: columns, target: side, targetColumns: keyColumns,
                    onDelete: .cascade, isRequired: true))
        }
        outline.tables.append(table)
    }

    /// Everything else that a specification says.
    mutating func listLosses() {
        let whole: [(String, Bool)] = [
            ("target", specification.target != nil), ("roles", !specification.roles.isEmpty),
            ("rolesFrom", specification.rolesFrom != nil),
            ("anonymousAccounts", specification.anonymousAccounts != nil), ("tenancy", specification.tenancy != nil),
            ("enumStorage", specification.defaults?.enumStorage != nil), ("views", !specification.views.isEmpty),
            ("queries", !specification.queries.isEmpty), ("modules", !specification.modules.isEmpty),
            ("extensions", !specification.extensions.isEmpty), ("include", !specification.include.isEmpty),
            ("sql", !specification.sql.isEmpty),
        ]
        for (what, isStated) in whole where isStated { outline.lose(what) }
        for entity in specification.entities {
            let stated: [(String, Bool)] = [
                ("owner", entity.owner != nil), ("members", entity.members != nil), ("access", entity.access != nil),
                ("noOverlap", !entity.noOverlap.isEmpty), ("softDelete", entity.softDelete == true),
                ("appendOnly", entity.appendOnly == true), ("history", entity.history == true),
                ("realtime", entity.realtime == true), ("search", !entity.search.isEmpty),
                ("order", !entity.order.isEmpty), ("partitionBy", entity.partitionBy != nil),
                ("renamedFrom", entity.renamedFrom != nil),
                ("deferrable", entity.unique.contains { $0.deferrable == true }), ("keyName", entity.keyName != nil),
            ]
            for (what, isStated) in stated where isStated { outline.lose(what, of: entity.name) }
            for field in entity.fields {
                let stated: [(String, Bool)] = [
                    ("from", field.from != nil), ("hidden", field.hidden == true), ("personal", field.personal == true),
                    ("generated", field.generated != nil), ("backfill", field.backfill != nil),
                    ("removed", !field.removed.isEmpty), ("renamedFrom", field.renamedFrom != nil),
                ]
                for (what, isStated) in stated where isStated { outline.lose(what, of: "\(entity.name).\(field.name)") }
            }
            for relation in entity.relations {
                let stated: [(String, Bool)] = [
                    ("inverse", relation.inverse != nil || relation.kind == .hasMany || relation.kind == .hasOne),
                    ("deferrable", relation.deferrable == true), ("backfill", relation.backfill != nil),
                    ("indexed", relation.indexed == false), ("constraint", relation.constraint != nil),
                    ("renamedFrom", relation.renamedFrom != nil),
                ]
                for (what, isStated) in stated where isStated {
                    outline.lose(what, of: "\(entity.name).\(relation.name)")
                }
            }
        }
    }
}
