internal import Diagnostics
internal import Naming
internal import Specification

extension Normalizer {
    mutating func conditions(
        _ declared: OneOrMore<Condition>?, of entity: Entity, _ source: Source, key: String
    ) -> [DomainModel.RowCondition] {
        (declared?.elements ?? []).compactMap { condition($0, of: entity, source, key: key) }
    }

    private mutating func condition(
        _ condition: Condition, of entity: Entity, _ source: Source, key: String
    ) -> DomainModel.RowCondition? {
        switch condition {
        case .comparison(let comparison): return fieldTest(comparison, of: entity).map { .field($0) }
        case .any(let alternatives):
            if alternatives.isEmpty {
                error(
                    "empty-condition", "no row meets one of no conditions", at: source.location(.key(key)),
                    fix: "name the conditions, or leave \"any\" out")
            }
            return .any(alternatives.compactMap { self.condition($0, of: entity, source, key: key) })
        }
    }

    private mutating func fieldTest(_ comparison: Comparison, of entity: Entity) -> DomainModel.FieldTest? {
        guard let path = resolve(comparison.field, of: entity, at: comparison.source.location("field")) else {
            return nil
        }
        return fieldTest(comparison, path, of: path.entity)
    }

    private mutating func fieldTest(
        _ comparison: Comparison, _ path: ResolvedPath, of entity: Entity
    ) -> DomainModel.FieldTest? {
        let source = comparison.source
        let attribute = entity.attribute(named: camelCase(path.last))
        // Of a value of two columns, a condition names the part that it asks for.
        guard let columns = attribute.map({ [$0.column] }) ?? columns(named: path.last, of: entity),
            let column = columns.first, attribute != nil || !isOfSeveralParts(path.last, entity)
        else {
            unknownMember(path.last, of: entity, at: source.location("field"))
            return nil
        }
        var tests: [(key: String, test: DomainModel.FieldTest.Test, values: [Literal])] = []
        if let value = comparison.isEqual { tests.append(("is", .isEqual(value), [value])) }
        if let value = comparison.isNot { tests.append(("isNot", .isNot(value), [value])) }
        if let values = comparison.isOneOf { tests.append(("in", .isOneOf(values), values)) }
        if let isNull = comparison.isNull { tests.append(("isNull", .isNull(isNull), [])) }
        if let value = comparison.atLeast { tests.append(("atLeast", .atLeast(value), [value])) }
        if let value = comparison.atMost { tests.append(("atMost", .atMost(value), [value])) }
        if let past = comparison.past { tests.append(("past", .past(past), [])) }
        if let future = comparison.future { tests.append(("future", .future(future), [])) }
        guard tests.count == 1, let (key, test, values) = tests.first else {
            error(
                "one-test",
                tests.isEmpty
                    ? "a condition needs a test: is, isNot, in, isNull, atLeast, atMost, past or future"
                    : "a condition has one test; several are written as a list of conditions",
                at: source.location("field"))
            return nil
        }
        let place = source.location(.key(key))
        if case .isOneOf([]) = test { error("condition-type", "the list is empty", at: place) }
        let type = attribute?.type ?? keyType(ofColumn: column, of: entity, named: path.last)
        if attribute?.isList == true || (type == .json && key != "isNull") {
            error("condition-type", "'\(comparison.field)' can't be compared in a rule", at: place)
        } else if let type {
            for value in values { check(value, fits: type, "condition", at: place) }
            if let attribute, ["is", "isNot", "in"].contains(key),
                let reason = values.lazy.compactMap({ Self.refusal(of: $0, by: attribute) }).first
            {
                error(
                    "impossible-condition", "no row can hold this value: \(reason.message)", at: place, fix: reason.fix)
            }
            if ["past", "future"].contains(key), ![.date, .timestamp, .localTimestamp].contains(type) {
                error("condition-type", "only a date or timestamp lies in the past or future", at: place)
            }
            if ["atLeast", "atMost"].contains(key), !hasOrder(type) {
                error("condition-type", "'\(comparison.field)' has no order", at: place)
            }
        } else if key != "isNull" {
            error(
                "condition-type", "a relation is only tested for being there, with \"isNull\"", at: place)
        }
        return .init(path.steps, name: camelCase(path.last), column: column, test)
    }

    /// Whether it is a value of two columns or a relation to one of several entities.
    private func isOfSeveralParts(_ name: String, _ entity: Entity) -> Bool {
        let name = camelCase(name)
        return !entity.parts(ofValueNamed: name).isEmpty || entity.references.contains { $0.arc == name }
    }

    /// The type of a column that every table has without declaring it.
    private func keyType(
        ofColumn column: String, of entity: Entity, named name: String
    ) -> DomainModel.AttributeType? {
        guard entity.reference(named: camelCase(name)) == nil else { return nil }
        switch (column, entity.key) {
        case ("created_at", _), ("updated_at", _): return .timestamp
        case ("id", .id(.bigint)): return .bigint
        case ("id", .id(.uuid)), ("id", .account): return .uuid
        default: return nil
        }
    }

    /// Whether "at least" means something. Enums are kept as text or not, and the two sort differently.
    private func hasOrder(_ type: DomainModel.AttributeType) -> Bool {
        switch type {
        case .boolean, .uuid, .bytes, .json, .enumeration, .vector: false
        default: true
        }
    }
}
