internal import DomainModel
internal import Expressions
internal import Specification

/// What there is to know about each column of an entity, as a Markdown table.
struct FieldTable {
    let entity: DomainModel.Entity

    var text: String {
        var text = Markdown.row(["name", "column", "type", "required", "notes"]) + "|---|---|---|---|---|\n"
        switch entity.key {
        case .id(let type):
            text += Markdown.row(["id", "`id`", type.rawValue, "yes", "the key, made by the database"])
        case .account:
            text += Markdown.row(["id", "`id`", "uuid", "yes", "the account's id; deleted with the account"])
        case .composite: break
        }
        for attribute in entity.attributes {
            text += Markdown.row([
                attribute.name, "`\(attribute.column)`", attribute.type.phrase + (attribute.isList ? " list" : ""),
                attribute.isRequired ? "yes" : "", Self.notes(attribute.description, facts(about: attribute)),
            ])
        }
        for reference in entity.references {
            text += Markdown.row([
                reference.name, reference.columns.map { "`\($0)`" }.joined(separator: ", "), reference.target.phrase,
                reference.isRequired ? "yes" : "", Self.notes(reference.description, facts(about: reference)),
            ])
        }
        if entity.hasTimestamps {
            let fact = "default `now()`; "
            text += Markdown.row(["createdAt", "`created_at`", "timestamp", "yes", fact + "set when the row is made"])
            text += Markdown.row(["updatedAt", "`updated_at`", "timestamp", "yes", fact + "set at each change"])
        }
        if entity.isSoftDeleted {
            let column = Markdown.code(DomainModel.Entity.deletionColumn, inTable: true)
            text += Markdown.row([
                "deletedAt", column, "timestamp", "", "set when the row is deleted; no client reads it",
            ])
        }
        return text
    }

    private static func notes(_ description: String?, _ facts: [String]) -> String {
        let sentence = description.map { Markdown.sentence($0) } ?? ""
        return [sentence, facts.joined(separator: "; ")].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func facts(about attribute: DomainModel.Attribute) -> [String] {
        var facts = isInKey(attribute.name) ? ["part of the key"] : []
        if attribute.isHidden { facts.append("hidden from every client") }
        if let computed = attribute.generated {
            facts.append("computed: \(Markdown.code(computed.sql, inTable: true))")
        }
        if let value = attribute.defaultValue { facts.append(Self.phrase(of: value)) }
        if let range = Self.range(attribute.minLength.map { "\($0)" }, attribute.maxLength.map { "\($0)" }) {
            facts.append("\(range) characters")
        }
        if let range = Self.range(attribute.minimum?.text, attribute.maximum?.text) {
            facts.append(attribute.isList ? "each \(range)" : range)
        }
        if let pattern = attribute.pattern { facts.append("matches \(Markdown.code(pattern.source, inTable: true))") }
        if attribute.type == .email, !attribute.isList { facts.append("in lower case") }
        facts += uniqueness(of: [attribute.column])
        if let source = attribute.signUpSource { facts.append("taken from \(source.phrase) at sign-up") }
        return facts
    }

    private func facts(about reference: DomainModel.Reference) -> [String] {
        var facts = isInKey(reference.name) ? ["part of the key"] : []
        if let value = reference.defaultValue { facts.append(Self.phrase(of: value)) }
        facts += uniqueness(of: reference.columns)
        facts.append("on delete: \(reference.onDelete.phrase)")
        if reference.isDeferrable { facts.append("checked at the end of a transaction") }
        return facts
    }

    private func isInKey(_ name: String) -> Bool {
        guard case .composite(let parts) = entity.key else { return false }
        return parts.contains { $0.name == name }
    }

    private func uniqueness(of columns: [String]) -> [String] {
        entity.uniques.filter { $0.columns == columns }.map { unique in
            "unique" + (entity.countsDeletedRows(unique) ? "" : " among rows that aren't deleted")
                + (unique.condition.map { " where \(Markdown.code($0.sql, inTable: true))" } ?? "")
        }
    }

    private static func range(_ least: String?, _ greatest: String?) -> String? {
        switch (least, greatest) {
        case (let least?, let greatest?): least == greatest ? "exactly \(least)" : "\(least) to \(greatest)"
        case (let least?, nil): "at least \(least)"
        case (nil, let greatest?): "at most \(greatest)"
        case (nil, nil): nil
        }
    }

    private static func phrase(of value: DomainModel.Default) -> String {
        switch value {
        case .caller: "by default the account that creates the row"
        case .literal(let literal): "default " + Markdown.code(CanonicalJSON.line(of: literal.write()), inTable: true)
        case .expression(let expression): "default " + Markdown.code(expression.sql, inTable: true)
        }
    }
}

extension DomainModel.ReferenceTarget {
    var phrase: String { if case .entity(let name) = self { name } else { "account" } }
}

extension DeleteRule {
    fileprivate var phrase: String {
        switch self {
        case .setNull: "set null"
        case .noAction: "no action"
        default: rawValue
        }
    }
}

extension DomainModel.SignUpSource {
    fileprivate var phrase: String {
        switch self {
        case .email: "the account's email"
        case .phone: "the account's phone"
        case .metadata(let key): "\(Markdown.code(key, inTable: true)) in the account's metadata"
        }
    }
}
