internal import Diagnostics
internal import Expressions
internal import Naming
internal import Specification

/// Periods that may not overlap.
extension Normalizer {
    /// What compares the values that rows share beside their periods.
    private static let comparing = "btree_gist"

    mutating func makeExclusions(ofEntityAt index: Int) {
        for declared in declarations[index].noOverlap { makeExclusion(declared, ofEntityAt: index) }
    }

    private mutating func makeExclusion(_ declared: NoOverlap, ofEntityAt index: Int) {
        let entity = model.entities[index]
        let source = declared.source
        guard let from = bound(declared.from, "from", of: entity, source),
            let to = bound(declared.to, "to", of: entity, source)
        else { return }
        if from.column == to.column || from.type != to.type {
            error(
                "overlap-type", "a period lies between two fields of one type, and these are not",
                at: source.location("to"))
            return
        }
        let within = columns(named: declared.within, of: entity, source, key: "within")
        guard !within.isEmpty || declared.within.isEmpty else { return }
        for (position, column) in within.enumerated() {
            guard let attribute = entity.attributes.first(where: { $0.column == column }), !attribute.canBeCompared
            else { continue }
            error(
                "overlap-type", "an index of periods can't compare '\(attribute.name)'",
                at: source.location("within", .index(min(position, declared.within.count - 1))))
        }
        var condition: Expression?
        if let text = declared.condition {
            let kinds = columnKinds(of: entity)
            condition = readExpression(
                text, columns: kinds, expecting: .boolean, at: { source.location(inStringAt: "where", range: $0) })
            checkIndexCondition(condition, kinds, at: source.location("where"))
        }
        let name = relationNames.fresh(
            entity.table, (within + [from.column, to.column]).joined(separator: "_"), "excl")
        model.entities[index].exclusions.append(
            .init(name: name, within: within, from: from.column, to: to.column, condition: condition))
        keepOrder(of: from.column, to.column, ofEntityAt: index)
        if !within.isEmpty, !model.extensions.contains(Self.comparing) {
            model.extensions.append(Self.comparing)
            model.extensions.sort()
            decide(
                "extensions", "\(Self.comparing) is installed",
                because: "it lets an index compare what '\(entity.name)' shares and its periods at once")
        }
    }

    /// A period ends after it begins.
    private mutating func keepOrder(of from: String, _ to: String, ofEntityAt index: Int) {
        addCheck(
            .binary(.greater, .column(to), .column(from)),
            named: "\(model.entities[index].table)_\(to)_after_\(from)_check", to: index)
    }

    private mutating func bound(
        _ name: String, _ key: String, of entity: Entity, _ source: Source
    ) -> DomainModel.Attribute? {
        guard let attribute = entity.attribute(named: camelCase(name)) else {
            if source.isReadable(key) { unknownMember(name, of: entity, at: source.location(.key(key))) }
            return nil
        }
        guard attribute.rangeType != nil else {
            error(
                "overlap-type", "a period lies between dates or timestamps, and '\(name)' is neither",
                at: source.location(.key(key)))
            return nil
        }
        return attribute
    }
}

extension DomainModel.Attribute {
    /// Whether an index of periods can hold it beside them (manual, "btree_gist").
    fileprivate var canBeCompared: Bool {
        if isList { return false }
        switch type {
        case .json, .custom, .boolean, .vector: return false
        default: return true
        }
    }
}
