internal import Diagnostics
internal import Naming
internal import Specification

extension Normalizer {
    func isAccount(_ target: DomainModel.ReferenceTarget) -> Bool {
        switch target {
        case .account: true
        case .entity(let name): name == accountEntity
        }
    }

    mutating func chooseOwner(ofEntityAt index: Int) {
        let entity = model.entities[index]
        let declaration = declarations[index]
        if entity.isAccount {
            if declaration.owner != nil {
                error(
                    "owner-of-account", "the profile of an account is its own owner",
                    at: declaration.source.location(ofKey: "owner"), fix: "leave \"owner\" out")
            }
            model.entities[index].owner = .itself
            return
        }
        let accounts = entity.references.filter { isAccount($0.target) }
        if let stated = declaration.owner {
            guard let reference = accounts.first(where: { $0.name == camelCase(stated) }) else {
                withoutOwner.insert(entity.name)
                if entity.attribute(named: camelCase(stated)) != nil {
                    refuse(accountField: stated, at: declaration.source.location("owner"))
                    return
                }
                if isLeftOut(stated, of: entity) { return }
                error(
                    "unknown-owner", "'\(stated)' is no relation of '\(entity.name)' to an account",
                    at: declaration.source.location("owner"),
                    fix: nearest(to: stated, among: accounts.map(\.name)).map { "write '\($0)'" }
                        ?? "add a belongsTo relation to User")
                return
            }
            setOwner(reference, ofEntityAt: index)
            return
        }
        let candidates = accounts.filter { EntityDeclaration.ownerNames.contains($0.name) }
        if candidates.count > 1 {
            withoutOwner.insert(entity.name)
            error(
                "ambiguous-owner",
                "'\(entity.name)' has several possible owners: \(candidates.map(\.name).joined(separator: " and "))",
                at: declaration.source.location("name"),
                notes: candidates.map {
                    .init(
                        "'\($0.name)' is declared here", at: referenceSources[entity.name]?[$0.name]?.location("name"))
                }, fix: "say which one with \"owner\": \"\(candidates[0].name)\"")
        } else if let owner = candidates.first {
            decide(
                "\(entity.name).owner", "the account in \(owner.name) owns the row",
                because: "it is the only relation to User that is named like an owner")
            setOwner(owner, ofEntityAt: index)
        } else if EntityDeclaration.ownerNames.contains(where: { isLeftOut($0, of: entity) }) {
            withoutOwner.insert(entity.name)
        }
    }

    private mutating func setOwner(_ reference: Reference, ofEntityAt index: Int) {
        let entity = model.entities[index]
        model.entities[index].owner = .reference(reference.name)
        let source = referenceSources[entity.name]?[reference.name]
        if !reference.isRequired {
            diagnostics.warning(
                "optional-owner", "a row of '\(entity.name)' without \(reference.name) belongs to nobody",
                at: source?.location("name"), fix: "add \"required\": true")
        }
        if source?.string("onDelete") == nil, declarations[index].appendOnly != true,
            specification.defaults?.onDelete == nil,
            !ruledByInverse.contains(.init(entity: entity.name, relation: reference.name)),
            let position = model.entities[index].references.firstIndex(where: { $0.name == reference.name })
        {
            model.entities[index].references[position].onDelete = .cascade
            decide(
                "\(entity.name).\(reference.name)",
                "deleting the account deletes its \(phrase(pluralized(entity.name)))",
                because: "the owner's data goes with the owner")
        }
    }
}
