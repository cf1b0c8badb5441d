internal import DomainModel
internal import Specification

extension SwiftExpression {
    /// What the package knows about the columns of one property.
    static func columns(_ member: MemberShape, of table: String) -> [SwiftExpression] {
        zip(member.columns, member.kinds).enumerated().map { position, pair in
            let (column, kind) = pair
            let attribute = member.attribute(at: position)
            var arguments: [Argument] = [
                .init("name", .string(column)), .init("field", .string(member.name)),
                .init("type", .text(".\(kind)")),
            ]
            if !member.isOptional { arguments.append(.init("isRequired", .text("true"))) }
            if member.isList { arguments.append(.init("isList", .text("true"))) }
            if let fill = fill(member, kind) { arguments.append(.init("fill", .text(fill))) }
            let limits = limits(attribute, allowed: member.allowed)
            if !limits.isEmpty {
                arguments.append(.init("check", .string(ConstraintNames.check(table, column))))
                arguments += limits
            }
            if case .decimal(let precision, let scale) = attribute?.type {
                arguments.append(.init("digits", .text("(\(precision), \(scale))")))
            }
            if column == "updated_at", case .timestamp = member.source {
                arguments.append(.init("isUpdateTime", .text("true")))
            }
            return .call("ColumnLayout", arguments)
        }
    }

    private static func limits(_ attribute: DomainModel.Attribute?, allowed: [String]) -> [Argument] {
        guard let attribute else { return [] }
        var limits: [Argument] = []
        if !allowed.isEmpty { limits.append(.init("allowed", .strings(allowed))) }
        let shortest = max(0, attribute.minLength ?? 0)
        if attribute.minLength != nil || attribute.maxLength != nil, shortest <= attribute.maxLength ?? .max {
            let longest = attribute.maxLength.map { String($0) } ?? "Int.max"
            limits.append(.init("length", .text("\(shortest)...\(longest)")))
        }
        if let minimum = attribute.minimum { limits.append(.init("minimum", .string(minimum.text))) }
        if let maximum = attribute.maximum { limits.append(.init("maximum", .string(maximum.text))) }
        return limits
    }

    private static func fill(_ member: MemberShape, _ kind: String) -> String? {
        switch member.source {
        case .timestamp: return ".now"
        case .compound: return nil
        case .identifier: return member.isStated ? nil : kind == "integer" ? ".identity" : ".uuid"
        case .reference(let reference): return reference.defaultValue.map { fill($0, kind, isList: false) }
        case .attribute(let attribute):
            return attribute.defaultValue.map { fill($0, kind, isList: attribute.isList) }
        }
    }

    private static func fill(_ value: DomainModel.Default, _ kind: String, isList: Bool) -> String {
        switch value {
        case .caller: ".caller"
        case .literal(let literal):
            DefaultText.text(of: literal, kind: kind, isList: isList).map { ".literal(\(stringLiteral($0)))" }
                ?? ".database"
        // In memory, the two expressions that nearly every application uses are stood in for by their type.
        case .expression where isList: ".database"
        case .expression where kind == "timestamp": ".now"
        case .expression where kind == "uuid": ".uuid"
        case .expression: ".database"
        }
    }
}
