internal import DomainModel

/// Mermaid's entity-relationship diagram, as GitHub renders it.
struct MermaidDiagram {
    let model: DomainModel

    var text: String {
        var text = "erDiagram\n"
        for entity in model.entities {
            text += "  \(entity.name) {\n"
            for attribute in entity.attributes {
                text += "    \(attribute.type.word) \(attribute.name)\n"
            }
            text += "  }\n"
        }
        for entity in model.entities {
            for reference in entity.references {
                let target = if case .entity(let name) = reference.target { name } else { "Account" }
                let many = reference.isUnique ? "o|" : "o{"
                text +=
                    "  \(target) \(reference.isRequired ? "||" : "|o")--\(many) \(entity.name) : \(reference.name)\n"
            }
        }
        for junction in model.junctions {
            let ends = [junction.declaring, junction.other].map { side in
                if case .entity(let name) = side.target { name } else { "Account" }
            }
            text += "  \(ends[0]) }o--o{ \(ends[1]) : \(junction.relation)\n"
        }
        return text
    }
}
