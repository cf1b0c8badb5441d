internal import Diagnostics
internal import Naming
internal import Specification

extension Normalizer {
    /// What a column is for, in words where they are needed.
    private enum Claim: CustomStringConvertible {
        case key, timestamps, softDelete, search
        case field(String), relation(String)

        var description: String {
            switch self {
            case .key: "the key"
            case .timestamps: "the timestamps"
            case .softDelete: "the time of deletion"
            case .search: "the words that rows are searched by"
            case .field(let name): "the field '\(name)'"
            case .relation(let name): "the relation '\(name)'"
            }
        }
    }

    /// Two things that would share a column, or a name in Swift.
    mutating func refuseCollisions(inEntityAt index: Int) {
        let entity = model.entities[index]
        let declaration = declarations[index]
        var columns: [String: (what: Claim, source: Source?)] = [:]
        var names: [String: Source?] = [:]
        let whole: Source? = declaration.source
        switch entity.key {
        case .id, .account:
            columns["id"] = (.key, whole)
            names["id"] = .some(whole)
        case .composite: break
        }
        if entity.hasTimestamps {
            columns["created_at"] = (.timestamps, whole)
            columns["updated_at"] = (.timestamps, whole)
            names["createdAt"] = .some(whole)
            names["updatedAt"] = .some(whole)
        }
        if declaration.softDelete == true {
            columns[Entity.deletionColumn] = (.softDelete, whole)
            names["deletedAt"] = .some(whole)
        }
        if !declaration.search.isEmpty { columns[DomainModel.Search.column] = (.search, whole) }
        func claim(_ column: String, _ what: Claim, _ source: Source?) {
            if let first = columns[column] {
                error(
                    "name-collision", "\(what) and \(first.what) would both be the column '\(column)'",
                    at: source?.location("name"),
                    notes: [.init("the other one is declared here", at: first.source?.location("name"))],
                    fix: "give one of them another name, or state another \"column\"")
            } else {
                columns[column] = (what, source)
            }
        }
        /// A collision of columns says it all where there is one.
        func claimName(_ name: String, column: String?, _ source: Source?) {
            if let first = names[name] {
                if let column, columns[column] != nil { return }
                error(
                    "duplicate-name", "'\(entity.name)' has two members named '\(name)', apart from their spelling",
                    at: source?.location("name"),
                    notes: [.init("the other one is declared here", at: first?.location("name"))])
            } else {
                names[name] = .some(source)
            }
        }
        let known = Dictionary(entity.attributes.map { ($0.name, $0.column) }, uniquingKeysWith: { first, _ in first })
        let parts = Dictionary(grouping: entity.attributes.filter { $0.compound != nil }) { $0.compound?.name ?? "" }
        for field in declaration.fields {
            let name = camelCase(field.name)
            if let parts = parts[name] {
                claimName(name, column: parts.first?.column, field.source)
                for part in parts {
                    if part.name != name { claimName(part.name, column: part.column, field.source) }
                    claim(part.column, .field(field.name), field.source)
                }
                continue
            }
            guard let attributeColumn = known[name] else { continue }
            let column = field.column ?? attributeColumn
            claimName(name, column: column, field.source)
            claim(column, .field(field.name), field.source)
        }
        for reference in entity.references {
            let source = referenceSources[entity.name]?[reference.name]
            claimName(reference.name, column: reference.columns.first, source)
            for column in reference.columns { claim(column, .relation(reference.name), source) }
        }
        for relation in declaration.relations where relation.kind != .belongsTo && isUsable(relation) {
            claimName(camelCase(relation.name), column: nil, relation.source)
        }
    }
}
