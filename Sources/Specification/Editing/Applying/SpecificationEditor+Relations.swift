internal import Diagnostics

extension SpecificationEditor {
    mutating func addRelation(_ relation: RelationDeclaration, to entityName: String) throws(DiagnosticsError) {
        let position = try index(ofEntity: entityName)
        let entity = specification.entities[position]
        if let existing = entity.relations.first(where: { isSameMember($0.name, relation.name) }),
            existing.write().says(relation.write())
        {
            return
        }
        try requireFree(member: relation.name, in: entity)
        try requireTargets(of: relation, in: entity)
        specification.entities[position].relations.append(relation)
    }

    mutating func changeRelation(
        _ name: String, of entityName: String, _ changes: Changes<RelationDeclaration>
    ) throws(DiagnosticsError) {
        let position = try index(ofEntity: entityName)
        let place = try relationIndex(name, in: specification.entities[position])
        let before = specification
        let old = before.entities[position].relations[place]
        try changes.apply(to: &specification.entities[position].relations[place], renamedBy: "renameRelation")
        let new = specification.entities[position].relations[place]
        try requireTargets(of: new, in: before.entities[position])
        if old.databaseColumns != new.databaseColumns, !new.databaseColumns.isEmpty {
            let renaming = MemberRenaming(
                before: before, entity: before.entities[position].name, old: old.name, new: old.name)
            try renameReferences(renaming, columns: (old.databaseColumns, new.databaseColumns))
        }
    }
}
