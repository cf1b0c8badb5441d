internal import DomainModel
internal import Naming
internal import Specification

extension RowFormula {
    /// A few words for the name of a function: `of_owner`, `where_status`.
    var summary: String {
        switch self {
        case .caller(.signedIn), .caller(.hasAccount): "for_accounts"
        case .caller(.secondFactor): "with_second_factor"
        case .caller(.role(let roles)): "for_\(roles.map(snakeCase).joined(separator: "_or_"))"
        case .isThere: "there"
        case .column(let test): "where_\(snakeCase(test.name))"
        case .isCaller(let column): "of_\(Self.relation(column))"
        case .listed(let listing):
            (["by", snakeCase(pluralized(listing.entity))] + listing.values.map(snakeCase)).joined(separator: "_")
        case .at(let step, let inner): "\(snakeCase(step.name))_\(inner.summary)"
        case .through(let step, let right): "\(right.rawValue)_\(snakeCase(step.name))"
        case .all(let parts): parts.map(\.summary).joined(separator: "_and_")
        case .any(let parts): parts.map(\.summary).joined(separator: "_or_")
        }
    }

    /// What follows after the rows in a comment: "whose owner is the caller".
    var phrase: String {
        switch self {
        case .caller(.signedIn): return "if the caller is signed in"
        case .caller(.hasAccount): return "if the caller has an account"
        case .caller(.secondFactor): return "if the caller's session has a second factor"
        case .caller(.role(let roles)): return "if the caller is \(roles.map { "'\($0)'" }.joined(separator: " or "))"
        case .isThere: return "that aren't deleted"
        case .column(let test): return "where \(DomainModel.RowCondition.field(test).phrase)"
        case .isCaller(let column): return "whose \(Naming.phrase(Self.relation(column))) is the caller"
        case .listed(let listing):
            let values = listing.values.map { "'\($0)'" }.joined(separator: " or ")
            return "for which \(Naming.phrase(pluralized(listing.entity))) name the caller"
                + (values.isEmpty ? "" : " as \(values)")
        case .at(let step, let inner):
            let name = Naming.phrase(step.name)
            return "with \(article(before: name)) \(name) \(inner.phrase)"
        case .through(let step, let right): return "whose \(Naming.phrase(step.name)) the caller may \(right.rawValue)"
        case .all(let parts): return parts.map(\.phrase).joined(separator: " and ")
        case .any(let parts): return parts.map(\.phrase).joined(separator: ", or ")
        }
    }

    private static func relation(_ column: String) -> String {
        column.hasSuffix("_id") ? String(column.dropLast(3)) : column
    }
}
