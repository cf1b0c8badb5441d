internal import Diagnostics
internal import Naming

extension SpecificationEditor {
    mutating func addField(_ field: FieldDeclaration, to entityName: String) throws(DiagnosticsError) {
        let position = try index(ofEntity: entityName)
        let entity = specification.entities[position]
        if let existing = entity.fields.first(where: { isSameMember($0.name, field.name) }),
            existing.write().says(field.write())
        {
            return
        }
        try requireFree(member: field.name, in: entity)
        try requireEnum(of: field)
        specification.entities[position].fields.append(field)
    }

    mutating func changeField(
        _ name: String, of entityName: String, _ changes: Changes<FieldDeclaration>
    ) throws(DiagnosticsError) {
        let position = try index(ofEntity: entityName)
        let place = try fieldIndex(name, in: specification.entities[position])
        let before = specification
        let old = before.entities[position].fields[place]
        try changes.apply(to: &specification.entities[position].fields[place], renamedBy: "renameField")
        let new = specification.entities[position].fields[place]
        try requireEnum(of: new)
        if old.databaseColumns != new.databaseColumns {
            let renaming = MemberRenaming(
                before: before, entity: before.entities[position].name, old: old.name, new: old.name)
            try renameReferences(renaming, columns: (old.databaseColumns, new.databaseColumns))
        }
    }

    func requireEnum(of field: FieldDeclaration) throws(DiagnosticsError) {
        if let shared = field.sharedEnum { _ = try enumIndex(shared) }
    }

    mutating func splitField(
        _ name: String, of entityName: String, into fields: [FieldDeclaration], separator: String
    ) throws(DiagnosticsError) {
        let position = try index(ofEntity: entityName)
        let entity = specification.entities[position]
        if isDone(adding: fields, removing: [name], in: entity) { return }
        let place = try fieldIndex(name, in: entity)
        let old = entity.fields[place]
        try requireText([old] + fields, of: entity)
        try requireOtherNames(fields, than: [old])
        guard fields.count > 1, !separator.isEmpty else {
            throw EditRefusal.invalid(
                "a field is split into two or more, at a separator", at: old.source.location("name"))
        }
        try removeField(old.name, of: entity.name)
        let column = old.databaseColumns[0]
        let parts = fields.enumerated().map { index, field in
            field.backfilled(by: Self.part(index, of: fields.count, of: column, separator, required: field.isRequired))
        }
        try insert(parts, at: place, of: position)
        let columns = fields.map { quotedIdentifier($0.databaseColumns[0]) }.joined(separator: ", ")
        let joined = "concat_ws(\(Self.quoted(separator)), \(columns))"
        keep(old, as: old.isRequired ? joined : "nullif(\(joined), '')", in: position)
    }

    /// Programs that know a field go on working until somebody lets it go.
    private mutating func keep(_ field: FieldDeclaration, as sql: String, in position: Int) {
        var former = FormerField()
        former.name = field.name
        former.column = field.column
        former.sql = sql
        specification.entities[position].formerFields.removeAll { isSameMember($0.name, field.name) }
        specification.entities[position].formerFields.append(former)
    }

    mutating func mergeFields(
        _ names: [String], of entityName: String, into field: FieldDeclaration, separator: String
    ) throws(DiagnosticsError) {
        let position = try index(ofEntity: entityName)
        let entity = specification.entities[position]
        if isDone(adding: [field], removing: names, in: entity) { return }
        guard names.count > 1 else {
            throw EditRefusal.invalid("two or more fields are merged", at: entity.source.location("name"))
        }
        var places: [Int] = []
        for name in names { places.append(try fieldIndex(name, in: entity)) }
        let old = places.map { entity.fields[$0] }
        try requireText(old + [field], of: entity)
        try requireOtherNames([field], than: old)
        for field in old { try removeField(field.name, of: entity.name) }
        let columns = old.map { quotedIdentifier($0.databaseColumns[0]) }.joined(separator: ", ")
        let joined = "concat_ws(\(Self.quoted(separator)), \(columns))"
        let first = places.min() ?? 0
        try insert(
            [field.backfilled(by: field.isRequired ? joined : "nullif(\(joined), '')")], at: first, of: position)
        for (index, part) in old.enumerated() {
            let value = Self.part(
                index, of: old.count, of: field.databaseColumns[0], separator, required: part.isRequired)
            keep(part, as: value, in: position)
        }
    }

    mutating func moveField(_ name: String, of entityName: String, to target: String) throws(DiagnosticsError) {
        let origin = specification.entities[try index(ofEntity: entityName)]
        let goal = specification.entities[try index(ofEntity: target)]
        guard origin.name != goal.name else {
            throw EditRefusal.invalid("'\(name)' is a field of \(goal.name) already", at: goal.source.location("name"))
        }
        if !origin.fields.contains(where: { isSameMember($0.name, name) }),
            goal.fields.contains(where: { isSameMember($0.name, name) })
        {
            return
        }
        var field = origin.fields[try fieldIndex(name, in: origin)]
        try removeField(field.name, of: origin.name)
        warnOfLoss(of: field, from: origin, to: goal.name)
        // Where its rows came from meant the other table.
        field.renamedFrom = nil
        field.backfill = nil
        try addField(field, to: goal.name)
    }

    mutating func extractEntity(
        _ new: EntityDeclaration, from entityName: String, fields: [String], relation: RelationDeclaration
    ) throws(DiagnosticsError) {
        let position = try index(ofEntity: entityName)
        let entity = specification.entities[position]
        let isThere = specification.entity(named: new.name) != nil
        if isThere, entity.relations.contains(where: { $0.write().says(relation.write()) }),
            !entity.fields.contains(where: { field in fields.contains { isSameMember($0, field.name) } })
        {
            return
        }
        var extracted = new
        for name in fields {
            var field = entity.fields[try fieldIndex(name, in: entity)]
            try removeField(field.name, of: entity.name)
            warnOfLoss(of: field, from: entity, to: new.name)
            field.renamedFrom = nil
            field.backfill = nil
            if !extracted.fields.contains(where: { isSameMember($0.name, name) }) { extracted.fields.append(field) }
        }
        try addEntity(extracted)
        try addRelation(relation, to: entity.name)
    }

    /// An expression of the language sees one row of one table.
    private mutating func warnOfLoss(of field: FieldDeclaration, from entity: EntityDeclaration, to target: String) {
        diagnostics.warning(
            "edit-values-not-carried",
            "the values of \(entity.name).\(field.name) aren't carried over to \(target): a migration would have to "
                + "write them across two tables", at: field.source.location("name"),
            fix: "copy them in a hand-written migration before this field is dropped")
    }

    private func isDone(adding fields: [FieldDeclaration], removing names: [String], in entity: EntityDeclaration)
        -> Bool
    {
        !entity.fields.contains { field in
            names.contains { name in
                isSameMember(name, field.name) && !fields.contains { isSameMember($0.name, name) }
            }
        }
            && fields.allSatisfy { new in entity.fields.contains { $0.write().says(new.write()) } }
    }

    private func requireText(_ fields: [FieldDeclaration], of entity: EntityDeclaration) throws(DiagnosticsError) {
        let texts: [FieldType] = [.text, .email, .url, .slug, .phone, .color]
        for field in fields where !texts.contains(field.type) || field.list == true {
            throw EditRefusal.invalid(
                "'\(field.name)' holds no text, and only texts are split and joined",
                at: field.source.location("type") ?? entity.source.location("name"))
        }
    }

    /// A column that stays keeps its values, and would never be filled from the others.
    private func requireOtherNames(
        _ fields: [FieldDeclaration], than old: [FieldDeclaration]
    ) throws(DiagnosticsError) {
        for field in fields {
            guard let same = old.first(where: { isSameMember($0.name, field.name) }) else { continue }
            throw EditRefusal.invalid(
                "'\(field.name)' would keep the values that '\(same.name)' has now", at: same.source.location("name"),
                fix: "give the new field another name, and rename it when the change was migrated")
        }
    }

    private mutating func insert(_ fields: [FieldDeclaration], at place: Int, of position: Int) throws(DiagnosticsError)
    {
        for (offset, field) in fields.enumerated() {
            let entity = specification.entities[position]
            try requireFree(member: field.name, in: entity)
            specification.entities[position].fields.insert(field, at: min(place + offset, entity.fields.count))
        }
    }

    /// The part number `index` of a column; the last one is all that is left, so that no word is lost.
    private static func part(_ index: Int, of count: Int, of column: String, _ separator: String, required: Bool)
        -> String
    {
        let column = quotedIdentifier(column)
        func part(_ number: Int) -> String { "split_part(\(column), \(quoted(separator)), \(number))" }
        guard index > 0 else { return part(1) }
        guard index == count - 1 else { return required ? part(index + 1) : "nullif(\(part(index + 1)), '')" }
        let lengths = (1...index).map { "length(\(part($0)))" }.joined(separator: " + ")
        let rest = "substring(\(column), \(lengths) + \(index * separator.unicodeScalars.count + 1))"
        return required ? rest : "nullif(\(rest), '')"
    }

    private static func quoted(_ text: String) -> String { "'" + doubling("'", in: text) + "'" }
}

extension FieldDeclaration {
    fileprivate func backfilled(by sql: String) -> FieldDeclaration {
        var field = self
        if field.backfill == nil { field.backfill = .sql(sql) }
        return field
    }
}
