internal import Diagnostics
internal import Expressions
internal import Naming
internal import Specification

/// Fields that PostgreSQL computes.
extension Normalizer {
    /// Reads their expressions, when every column of the entity is known.
    mutating func makeGenerated(ofEntityAt index: Int) {
        let declared = declarations[index].fields.filter { $0.generated != nil }
        if declared.isEmpty { return }
        let entity = model.entities[index]
        let kinds = columnKinds(of: entity)
        let computed = Set(declared.compactMap { entity.attribute(named: camelCase($0.name))?.column })
        for field in declared {
            guard let position = entity.attributes.firstIndex(where: { $0.name == camelCase(field.name) }),
                let text = field.generated
            else { continue }
            let attribute = entity.attributes[position]
            refuseOtherValues(of: field)
            if entity.keyColumns.contains(attribute.column) {
                error(
                    "generated-key", "a key can't be computed from other fields",
                    at: field.source.location(ofKey: "generated"), fix: "leave \"generated\" out")
            }
            let expression = readExpression(
                text, columns: kinds, expecting: kind(of: attribute.type, isList: attribute.isList),
                at: { field.source.location(inStringAt: "generated", range: $0) })
            guard let expression else { continue }
            let place = field.source.location("generated")
            if let other = expression.columns.sorted().first(where: computed.contains) {
                error(
                    "generated-expression",
                    "'\(field.name)' can't be computed from '\(other)', which is computed itself",
                    at: place, fix: "write out what '\(other)' is computed from")
            } else if expression.volatility(columns: kinds) != .immutable {
                error(
                    "generated-expression",
                    "what is computed depends on the row alone, not on the time, the session or its settings",
                    at: place)
            } else {
                model.entities[index].attributes[position].generated = expression
            }
        }
    }

    /// Whatever else says what the field holds.
    private mutating func refuseOtherValues(of field: FieldDeclaration) {
        for key in ["default", "backfill", "from"] where field.source.keys.contains(key) {
            error(
                "generated-value", "PostgreSQL computes '\(field.name)', so nothing else says what it holds",
                at: field.source.location(ofKey: key), fix: "leave it out")
        }
    }

    /// Conditions on what is computed after triggers have run, where a trigger asks them.
    mutating func refuseConditionsOnGenerated() {
        for (index, entity) in model.entities.enumerated() {
            let computed = Set(entity.attributes.filter { $0.generated != nil }.map(\.column))
            if computed.isEmpty { continue }
            let isGuarded = [Operation.create, .update].contains { !entity.differingColumns(for: $0).isEmpty }
            let tests = entity.rules.flatMap(\.tests).filter { $0.steps.isEmpty && computed.contains($0.column) }
            guard isGuarded, let test = tests.first else { continue }
            error(
                "generated-condition",
                "'\(test.name)' is computed too late to decide which fields a request may state",
                at: declarations[index].source.location("access"),
                fix: "give every grant the same \"fields\", or test what '\(test.name)' is computed from")
        }
    }
}
