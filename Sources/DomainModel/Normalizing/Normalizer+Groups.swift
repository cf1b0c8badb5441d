internal import Diagnostics
internal import Specification

extension Normalizer {
    mutating func makeGroups() {
        var seen: Set<String> = []
        for declared in specification.groups {
            let source = declared.source
            if declared.name.isEmpty {
                if source.isReadable("name") {
                    error("invalid-name", "a group's name can't be empty", at: source.location("name"))
                }
            } else if !seen.insert(Self.folded(declared.name)).inserted {
                error(
                    "duplicate-name", "the group '\(declared.name)' is declared twice, apart from its spelling",
                    at: source.location("name"), fix: "give one of them another name")
            }
            var group = DomainModel.Group(declared.name, description: declared.description, entities: [])
            for (index, name) in declared.entities.enumerated() {
                let place = source.location("entities", .index(index))
                guard let position = position(of: name) else {
                    // One whose name is wrong was reported where it is declared.
                    if specification.entities.contains(where: { $0.name == name }) { continue }
                    let suggestion = nearest(to: name, among: specification.entities.map(\.name))
                    error(
                        "unknown-entity", "there is no entity '\(name)'", at: place,
                        fix: suggestion.map { "write '\($0)'" } ?? "declare it in \"entities\"")
                    continue
                }
                let entity = model.entities[position].name
                if group.entities.contains(entity) {
                    error(
                        "duplicate-name", "'\(entity)' is in this group already", at: place, fix: "leave it out here")
                } else {
                    group.entities.append(entity)
                }
            }
            model.groups.append(group)
        }
    }
}
