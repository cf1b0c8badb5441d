internal import Diagnostics

/// A condition on a row: a comparison, or any of several conditions.
public indirect enum Condition: SpecificationValue {
    case comparison(Comparison)
    case any([Condition])

    public static func read(_ node: Node, _ reading: inout Reading) -> Condition? {
        if let alternatives = node.member("any") {
            if case .object(let members) = node.value {
                for member in members where member.key != "any" {
                    reading.unknownKey(member, of: "a condition with 'any'", known: ["any"])
                }
            }
            return [Condition].read(alternatives.value, &reading).map(Condition.any)
        }
        return Comparison.read(node, &reading).map(Condition.comparison)
    }

    public func write() -> Node {
        switch self {
        case .comparison(let comparison): comparison.write()
        case .any(let alternatives): Node(.object([Node.Member("any", alternatives.write())]))
        }
    }

    public static func schema(_ definitions: inout SchemaDefinitions) -> JSONSchema {
        definitions.reference("condition") { definitions in
            .any(of: [
                Comparison.schema(&definitions),
                .object(
                    title: "one of several conditions",
                    properties: [("any", .array(of: .reference("condition")))], required: ["any"]),
            ])
        }
    }
}

/// A field compared with a value, with nothing, or with the present moment.
public struct Comparison: SpecificationObject {
    public static let title = "a condition"
    public static let definition = "comparison"
    public var field = ""
    public var isEqual: Literal?
    public var isNot: Literal?
    public var isOneOf: [Literal]?
    public var isNull: Bool?
    public var atLeast: Literal?
    public var atMost: Literal?
    public var past: Bool?
    public var future: Bool?
    public var source = Source()
    public init() {}
    public static let keys: [Key<Comparison>] = [
        Key(required: "field", \.field, "The field that is compared."),
        Key("is", \.isEqual, "It has this value."),
        Key("isNot", \.isNot, "It has another value, or none."),
        Key("in", \.isOneOf, "It has one of these values."),
        Key("isNull", \.isNull, "It has no value (true) or one (false)."),
        Key("atLeast", \.atLeast, "It is this or more."),
        Key("atMost", \.atMost, "It is this or less."),
        Key("past", \.past, "It lies in the past (true) or doesn't."),
        Key("future", \.future, "It lies in the future (true) or doesn't."),
    ]
}
