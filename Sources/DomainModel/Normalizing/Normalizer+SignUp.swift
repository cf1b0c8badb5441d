internal import Diagnostics
internal import Expressions
internal import Naming
internal import Specification

extension Normalizer {
    mutating func signUpSource(
        of field: FieldDeclaration, type: DomainModel.AttributeType, in entity: Entity
    ) -> DomainModel.SignUpSource? {
        guard let text = field.from else {
            if entity.isAccount, field.isRequired, field.defaultValue == nil, field.generated == nil {
                error(
                    "no-sign-up-source",
                    "signing up creates a row of \(entity.name), so the required field '\(field.name)' needs a source",
                    at: field.source.location("name"),
                    fix: "add \"from\": \"metadata.\(snakeCase(field.name))\" or a default, or make it optional")
            }
            return nil
        }
        let place = field.source.location("from")
        guard entity.isAccount else {
            error(
                "from-outside-account", "only the profile of an account takes values from sign-up", at: place,
                fix: "leave \"from\" out")
            return nil
        }
        if !type.isText || field.list == true {
            error("from-type", "sign-up has only texts, and this field holds something else", at: place)
        }
        switch text {
        case "auth.email": return .email
        case "auth.phone": return .phone
        default:
            let key = text.hasPrefix("metadata.") ? String(text.dropFirst("metadata.".count)) : ""
            guard checkName(key, "the key after 'metadata.'", at: place) else { return nil }
            return .metadata(key)
        }
    }

    /// Warns where somebody couldn't sign up because the row of the profile would be refused.
    mutating func warnOfRefusedSignUps(ofEntityAt index: Int) {
        let entity = model.entities[index]
        guard entity.isAccount else { return }
        for field in declarations[index].fields {
            guard let attribute = entity.attribute(named: camelCase(field.name)), attribute.signUpFallback == .none,
                let source = attribute.signUpSource
            else { continue }
            diagnostics.warning(
                "sign-up-without-value",
                "\(Self.signUps(without: source)) fail, because the profile requires '\(field.name)'",
                at: field.source.location("required"),
                fix: attribute.type == .text
                    ? "leave \"required\" out, or state a default" : "leave \"required\" out")
        }
        for reference in entity.references where reference.isRequired {
            error(
                "no-sign-up-source",
                "signing up creates a row of \(entity.name), and nothing says then what '\(reference.name)' points at",
                at: referenceSources[entity.name]?[reference.name]?.location("required"),
                fix: "leave \"required\" out")
        }
        let row = leastProfile(of: entity)
        for unique in entity.uniques where unique.condition?.evaluate(row: { row[$0] }) != .boolean(false) {
            let values = unique.columns.map { row[$0] ?? .unknown }
            guard !values.contains(.null), !values.contains(.unknown) else { continue }
            let field = declarations[index].fields.first {
                entity.attribute(named: camelCase($0.name))?.column == unique.columns.first
            }
            diagnostics.warning(
                "sign-up-taken",
                "only one account can sign up without saying anything: the next one's profile would hold the same "
                    + unique.columns.joined(separator: " and "),
                at: field?.source.location("name"), fix: "leave \"required\" and \"default\" out")
        }
        // Those that berry adds stand behind the declared ones.
        guard entity.checks.count >= declarations[index].checks.count else { return }
        for (check, declaration) in zip(entity.checks, declarations[index].checks) {
            guard check.condition.evaluate(row: { row[$0] }) == .boolean(false) else { continue }
            diagnostics.warning(
                "sign-up-against-check",
                "signing up without saying anything fails, because the profile would violate this check",
                at: declaration.source.location("sql"),
                fix: "admit what the fields hold then: nothing, an empty text where they are required, or the default")
        }
    }

    /// Which sign-ups bring nothing that a field with this source may hold.
    private static func signUps(without source: DomainModel.SignUpSource) -> String {
        switch source {
        case .email: "sign-ups by phone and anonymous ones"
        case .phone: "sign-ups by e-mail and anonymous ones"
        case .metadata(let key): "sign-ups without a '\(key)' in their metadata that the field takes"
        }
    }

    /// The columns of a profile for which sign-up brought nothing, as far as they are known here.
    private func leastProfile(of entity: Entity) -> [String: Value] {
        var row: [String: Value] = [:]
        for attribute in entity.attributes {
            switch attribute.signUpFallback {
            case .null: row[attribute.column] = .null
            case .empty: row[attribute.column] = .text("")
            case .value(.literal(.string(let text))) where attribute.type.isText: row[attribute.column] = .text(text)
            case .value(.literal(.boolean(let value))): row[attribute.column] = .boolean(value)
            case .value(.expression(let expression)): row[attribute.column] = expression.evaluate { _ in nil }
            case .value, .none: row[attribute.column] = .unknown
            }
        }
        for reference in entity.references {
            for column in reference.columns { row[column] = .null }
        }
        return row
    }
}
