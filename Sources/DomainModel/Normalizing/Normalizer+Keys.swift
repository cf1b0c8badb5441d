internal import Diagnostics
internal import Naming
internal import Specification

extension Normalizer {
    /// The parts of composite keys, by name; their columns follow with ``resolveReferenceColumns()``.
    mutating func resolveKeys() {
        for index in model.entities.indices {
            guard case .composite = model.entities[index].key else { continue }
            let entity = model.entities[index]
            var parts: [DomainModel.KeyPart] = []
            for (position, name) in declarations[index].key.enumerated() {
                let place = declarations[index].source.location("key", .index(position))
                let folded = camelCase(name)
                if parts.contains(where: { $0.name == folded }) {
                    error("duplicate-name", "'\(name)' occurs twice in this key", at: place)
                } else if let attribute = entity.attribute(named: folded) {
                    if attribute.isList || attribute.type == .json || attribute.type.isVector {
                        error("key-type", "'\(name)' can't be part of a key", at: place)
                    }
                    parts.append(.init(name: folded, columns: [attribute.column]))
                    requirePart(folded, of: index)
                } else if entity.reference(named: folded) != nil {
                    parts.append(.init(name: folded, columns: []))
                    requirePart(folded, of: index)
                } else {
                    unknownMember(name, of: entity, at: place)
                }
            }
            model.entities[index].key = .composite(parts)
        }
    }

    /// A part of a primary key is never null.
    private mutating func requirePart(_ name: String, of index: Int) {
        if let position = model.entities[index].attributes.firstIndex(where: { $0.name == name }) {
            model.entities[index].attributes[position].isRequired = true
        }
        if let position = model.entities[index].references.firstIndex(where: { $0.name == name }) {
            if model.entities[index].references[position].onDelete == .setNull {
                error(
                    "set-null-required", "a part of a key can't be set to null when the other row is deleted",
                    at: referenceSources[model.entities[index].name]?[name]?.location("onDelete"),
                    fix: "write \"cascade\" or \"restrict\"")
            }
            model.entities[index].references[position].isRequired = true
        }
    }

    mutating func unknownMember(_ name: String, of entity: Entity, at place: SourceLocation?) {
        let parts = entity.parts(ofValueNamed: camelCase(name))
        if let first = parts.first {
            error(
                "unknown-field", "'\(name)' is a value of \(parts.count) parts, and one is meant here", at: place,
                fix: "write '\(first.name)'")
            return
        }
        let arc = entity.references.filter { $0.arc == camelCase(name) }
        if let first = arc.first {
            error(
                "unknown-field", "'\(name)' leads to one of \(arc.count) entities, and one is meant here", at: place,
                fix: "write "
                    + (arc.count < 4 ? arc.map { "'\($0.name)'" }.joined(separator: " or ") : "'\(first.name)'"))
            return
        }
        guard !isLeftOut(name, of: entity) else { return }
        let known = entity.attributes.map(\.name) + entity.references.map(\.name)
        error(
            "unknown-field", "'\(entity.name)' has no field or relation '\(name)'", at: place,
            fix: nearest(to: name, among: known).map { "write '\($0)'" })
    }

    /// Whether the entity declares a column of this name that is missing in the model, because something is wrong
    /// with it or it isn't generated yet. Either was reported where it is declared.
    func isLeftOut(_ name: String, of entity: Entity) -> Bool {
        guard let index = index(ofEntity: entity.name) else { return false }
        let name = camelCase(name)
        return declarations[index].fields.contains { camelCase($0.name) == name }
            || declarations[index].relations.contains {
                camelCase($0.name) == name && ($0.kind == .belongsTo || !$0.source.isReadable("kind"))
            }
    }

    /// The columns of each reference: one for each column of the key that it refers to.
    mutating func resolveReferenceColumns() {
        var resolved: [String: [String]] = [:]
        for entity in model.entities { _ = keyColumns(of: entity.name, &resolved, path: []) }
        for index in model.entities.indices {
            let entity = model.entities[index]
            for position in entity.references.indices {
                model.entities[index].references[position].columns = columns(
                    of: entity.references[position], in: entity.name, &resolved, path: [entity.name])
            }
            if case .composite(let parts) = entity.key {
                model.entities[index].key = .composite(
                    parts.map { part in
                        let reference = model.entities[index].reference(named: part.name)
                        return .init(name: part.name, columns: reference?.columns ?? part.columns)
                    })
                let source = declarations[index].source
                checkWidth(ofIndex: model.entities[index].keyColumns.count, "this key", at: source.location("key"))
            }
        }
    }

    private mutating func keyColumns(
        of name: String, _ resolved: inout [String: [String]], path: [String]
    ) -> [String] {
        if let columns = resolved[name] { return columns }
        guard let entity = entity(named: name), case .composite(let parts) = entity.key else { return ["id"] }
        if path.contains(name) {
            error(
                "key-cycle", "the key of '\(name)' contains itself by way of \(path.joined(separator: ", "))",
                at: position(of: name).flatMap { declarations[$0].source.location("key") })
            resolved[name] = []
            return []
        }
        var columns: [String] = []
        for part in parts {
            if let reference = entity.reference(named: part.name) {
                columns += self.columns(of: reference, in: name, &resolved, path: path + [name])
            } else {
                columns += part.columns
            }
        }
        resolved[name] = columns
        return columns
    }

    private mutating func columns(
        of reference: Reference, in entity: String, _ resolved: inout [String: [String]], path: [String]
    ) -> [String] {
        let source = referenceSources[entity]?[reference.name]
        let base = snakeCase(reference.name)
        guard case .entity(let target) = reference.target, let other = self.entity(named: target),
            case .composite = other.key
        else {
            if let stated = source?.string("column") {
                let place = source?.location("column")
                checkFree(column: stated, at: place)
                return [statedName(stated, "column", at: place) ?? "\(base)_id"]
            }
            let column = base + "_id"
            checkLength(ofDatabaseName: column, "column", at: source?.location("name"))
            return [column]
        }
        let parts = keyColumns(of: target, &resolved, path: path)
        if let stated = source?.string("column") {
            let place = source?.location("column")
            if parts.count == 1 {
                checkFree(column: stated, at: place)
                return [statedName(stated, "column", at: place) ?? "\(base)_\(parts[0])"]
            }
            error(
                "key-does-not-apply", "a reference to the composite key of '\(target)' has several columns",
                at: source?.location(ofKey: "column"), fix: "leave \"column\" out")
        }
        return parts.map { part in
            let column = "\(base)_\(part)"
            checkLength(ofDatabaseName: column, "column", at: source?.location("name"))
            return column
        }
    }

    /// Required relations that lead back to where they began: no first row could ever be created.
    mutating func refuseRequiredCycles() {
        var requirements: [String: [(reference: String, target: String)]] = [:]
        for entity in model.entities {
            for reference in entity.references where reference.isRequired && !reference.isDeferrable {
                if case .entity(let target) = reference.target {
                    requirements[entity.name, default: []].append((reference.name, target))
                }
            }
        }
        var finished: Set<String> = []
        for entity in model.entities where !finished.contains(entity.name) {
            reportCycle(from: entity.name, requirements, &finished)
        }
    }

    /// Depth first, with a stack of its own: a chain of entities may be long.
    private mutating func reportCycle(
        from start: String, _ requirements: [String: [(reference: String, target: String)]],
        _ finished: inout Set<String>
    ) {
        var path: [(entity: String, next: Int)] = [(start, 0)]
        var onPath: [String: Int] = [start: 0]
        while let (entity, next) = path.last {
            let edges = requirements[entity] ?? []
            guard next < edges.count else {
                finished.insert(entity)
                onPath[entity] = nil
                path.removeLast()
                continue
            }
            path[path.count - 1].next += 1
            let edge = edges[next]
            if let position = onPath[edge.target] {
                let cycle = path[position...].map { step in
                    "\(step.entity).\(requirements[step.entity]?[step.next - 1].reference ?? "")"
                }
                error(
                    "required-cycle",
                    "each of these needs the next one to exist first: \(cycle.joined(separator: " → "))",
                    at: referenceSources[entity]?[edge.reference]?.location("name"),
                    fix: "make one of these relations optional, or write \"deferrable\": true")
            } else if !finished.contains(edge.target) {
                onPath[edge.target] = path.count
                path.append((edge.target, 0))
            }
        }
    }
}
