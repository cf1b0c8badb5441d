internal import DomainModel
internal import SpecificationFormats

/// The diagram of a model's entities: what they keep, and how they are connected.
struct MermaidDiagram {
    let model: DomainModel

    var text: String {
        var diagram = EntityRelationshipDiagram()
        for entity in model.entities {
            diagram.entities.append(
                .init(entity.name, entity.attributes.map { .init($0.type.word, $0.name) }))
        }
        for entity in model.entities {
            // A version has the relations of its row, which say nothing new.
            for reference in entity.isHistory ? Array(entity.references.prefix(1)) : entity.references {
                diagram.relationships.append(
                    .init(
                        name(of: reference.target), reference.isRequired ? .one : .oneAtMost, entity.name,
                        reference.isUnique ? .oneAtMost : .any, label: reference.name))
            }
        }
        for junction in model.junctions {
            diagram.relationships.append(
                .init(
                    name(of: junction.declaring.target), .any, name(of: junction.other.target), .any,
                    label: junction.relation))
        }
        return diagram.text
    }

    private func name(of target: DomainModel.ReferenceTarget) -> String {
        if case .entity(let name) = target { name } else { "Account" }
    }
}
