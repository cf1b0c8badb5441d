internal import Diagnostics
internal import Expressions
internal import Naming
internal import Specification

/// Fields whose values take two columns.
extension Normalizer {
    mutating func makeCompound(
        _ field: FieldDeclaration, _ kind: DomainModel.CompoundValue.Kind, column: String, ofEntityAt index: Int
    ) {
        let entity = model.entities[index]
        let hasOwnCurrency = kind == .money && field.currency == nil && field.sameCurrencyAs == nil
        refuseWholeValues(of: field, hasOneColumn: kind == .money && !hasOwnCurrency)
        // Signing up brings no such value.
        _ = signUpSource(of: field, type: .float, in: entity)
        let attributes = kind == .money ? amount(field, column, of: entity) : place(field, column)
        for var attribute in attributes {
            guard checkLength(ofDatabaseName: attribute.column, "column", at: field.source.location("name")) else {
                continue
            }
            attribute.isHidden = field.hidden ?? false
            attribute.isPersonal = field.personal
            if attributes.count > 1 { attribute.compound = .init(camelCase(field.name), kind) }
            model.entities[index].attributes.append(attribute)
        }
    }

    /// Keys that state the value itself, which has two parts.
    private mutating func refuseWholeValues(of field: FieldDeclaration, hasOneColumn: Bool) {
        let refused = ["list", "generated", "from"] + (hasOneColumn ? [] : ["default", "backfill"])
        for key in refused where field.source.keys.contains(key) {
            let isAmount = field.type == .money && ["default", "backfill"].contains(key)
            error(
                "key-does-not-apply",
                isAmount
                    ? "\"\(key)\" says an amount and no currency"
                    : "\"\(key)\" can't be said of a field of type '\(field.type.rawValue)'",
                at: field.source.location(ofKey: key),
                fix: isAmount ? "state the \"currency\" of '\(field.name)', or leave it out" : "leave it out")
        }
    }

    // MARK: Locations

    private func place(_ field: FieldDeclaration, _ column: String) -> [DomainModel.Attribute] {
        [("Latitude", "90"), ("Longitude", "180")].map { part, most in
            var attribute = DomainModel.Attribute(
                name: camelCase(field.name) + part, column: "\(column)_\(snakeCase(part))", type: .float,
                isRequired: field.isRequired)
            attribute.description = "\(part) in degrees." + (field.description.map { " \($0)" } ?? "")
            attribute.minimum = Number("-\(most)")
            attribute.maximum = Number(most)
            return attribute
        }
    }

    // MARK: Money

    private mutating func amount(
        _ field: FieldDeclaration, _ column: String, of entity: Entity
    ) -> [DomainModel.Attribute] {
        let name = camelCase(field.name)
        let type = DomainModel.AttributeType.decimal(precision: 19, scale: 4)
        var amount = DomainModel.Attribute(name: name, column: column, type: type, isRequired: field.isRequired)
        amount.description = field.description
        addBounds(of: field, to: &amount)
        if field.currency != nil || field.sameCurrencyAs != nil {
            let errors = diagnostics.count
            amount.defaultValue = defaultValue(of: field, type: type)
            if diagnostics.count == errors { checkDefault(of: amount, at: field.source.location("default")) }
            amount.backfill = backfill(of: field, type: type)
        }
        // Whose currency it is, is found when every field is known.
        if field.sameCurrencyAs != nil {
            if field.currency != nil {
                error(
                    "two-currencies", "an amount has a \"currency\" or that of another one, not both",
                    at: field.source.location(ofKey: "sameCurrencyAs"), fix: "leave one of them out")
            }
            return [amount]
        }
        var code = DomainModel.Attribute(
            name: name + "Currency", column: "\(column)_currency", type: .currency(only: field.currency),
            isRequired: field.isRequired || field.currency != nil)
        code.description = "The currency of \(column), by its code."
        if let only = field.currency {
            checkCurrency(only, at: field.source.location("currency"))
            amount.currency = .fixed(only)
            code.defaultValue = .literal(.string(only))
        } else {
            amount.currency = .column(code.column)
            decide(
                "\(entity.name).\(name)", "each amount has a currency of its own, in \(code.column)",
                because: "no \"currency\" was stated, and an amount means nothing without one")
        }
        return [amount, code]
    }

    private mutating func checkCurrency(_ code: String, at place: SourceLocation?) {
        guard let format = DomainModel.AttributeType.currency(only: nil).format, !format.matches(code) else { return }
        let upper = code.uppercased()
        error(
            "invalid-currency", "'\(code)' isn't the code of a currency, which has three capital letters (ISO 4217)",
            at: place, fix: format.matches(upper) ? "write '\(upper)'" : "write one such as 'USD'")
    }

    /// The amounts whose currency another amount says.
    mutating func shareCurrencies(ofEntityAt index: Int) {
        for field in declarations[index].fields where field.type == .money {
            guard let name = field.sameCurrencyAs,
                let position = model.entities[index].attributes.firstIndex(where: { $0.name == camelCase(field.name) }),
                let path = currencyPath(name, of: field, in: model.entities[index])
            else { continue }
            model.entities[index].attributes[position].currency = .shared(path)
        }
    }

    private mutating func currencyPath(
        _ name: String, of field: FieldDeclaration, in entity: Entity
    ) -> [String]? {
        let place = field.source.location("sameCurrencyAs")
        if let other = entity.attribute(named: camelCase(name)), camelCase(name) != camelCase(field.name) {
            if other.currency != nil { return [other.name] }
            error(
                "no-currency", "'\(name)' has no currency of its own", at: place,
                fix: "name a field of type 'money' that has one")
            return nil
        }
        guard let reference = entity.reference(named: camelCase(name)) else {
            unknownMember(name, of: entity, at: place)
            return nil
        }
        guard case .entity(let target) = reference.target, let other = self.entity(named: target) else {
            error("no-currency", "'\(name)' leads to an account, which has no amounts", at: place)
            return nil
        }
        var amounts = other.attributes.filter { if case .column = $0.currency { true } else { false } }
        if amounts.isEmpty {
            amounts = other.attributes.filter { if case .fixed = $0.currency { true } else { false } }
        }
        guard let amount = amounts.first, amounts.count == 1 else {
            error(
                "no-currency",
                amounts.isEmpty
                    ? "'\(target)' has no amount that says a currency"
                    : "'\(target)' has more than one amount that says a currency: "
                        + amounts.map(\.name).joined(separator: ", "),
                at: place,
                fix: amounts.isEmpty
                    ? "give it a field of type 'money'"
                    : "let all but one of them be in the currency of that one, with \"sameCurrencyAs\"")
            return nil
        }
        return [reference.name, amount.name]
    }

    // MARK: Together or not at all

    /// The parts of an optional value are there or missing together.
    mutating func keepTogether(ofEntityAt index: Int) {
        let entity = model.entities[index]
        for first in entity.attributes where first.compound != nil && !first.isRequired {
            guard let name = first.compound?.name else { continue }
            let parts = entity.parts(ofValueNamed: name)
            guard parts.count == 2, parts[0] == first, !parts[1].isRequired else { continue }
            let check = Expression.binary(
                .equal, .test(.column(parts[0].column), .null), .test(.column(parts[1].column), .null))
            addCheck(check, named: "\(entity.table)_\(parts[1].column)_with_\(parts[0].column)_check", to: index)
        }
    }

    /// A check that nobody stated, under a name that is free.
    mutating func addCheck(_ check: Expression, named wanted: String, to index: Int) {
        let entity = model.entities[index]
        guard !entity.checks.contains(where: { $0.condition == check }) else { return }
        let taken = Set(
            entity.checks.map(\.name) + entity.attributes.map { boundedName("\(entity.table)_\($0.column)_check") })
        var name = boundedName(wanted)
        var number = 1
        while taken.contains(name) {
            name = boundedName("\(wanted)\(number)")
            number += 1
        }
        model.entities[index].checks.append(.init(name: name, condition: check))
    }
}
