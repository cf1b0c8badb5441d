internal import Expressions

extension DomainModel.Entity {
    /// Whether a row may be refused because of what sign-up says for `attribute`: another row has it, or it isn't of
    /// the form that the attribute asks for. A text that is only too long is cut.
    public func mayRefuse(_ attribute: DomainModel.Attribute) -> Bool {
        func isIndexed(_ columns: [DomainModel.Ordering]) -> Bool {
            columns.contains { $0.column == attribute.column }
        }
        return !attribute.canBeEmpty
            || uniques.contains { $0.columns.contains(attribute.column) }
            || checks.contains { $0.condition.columns.contains(attribute.column) }
            // An entry of an index has at most a third of a page.
            || ((attribute.maxLength ?? .max) > 500 && indexes.contains { isIndexed($0.columns) })
    }
}

extension DomainModel.Attribute {
    /// Whether it takes every text up to its length, the empty one too.
    public var canBeEmpty: Bool { type == .text && (minLength ?? 0) == 0 && pattern == nil }

    /// What a profile has where sign-up brings nothing that it takes.
    public var signUpFallback: DomainModel.SignUpFallback {
        if let defaultValue { return .value(defaultValue) }
        if !isRequired { return .null }
        return canBeEmpty ? .empty : .none
    }
}

extension DomainModel {
    public enum SignUpFallback: Hashable, Sendable {
        case null
        case value(Default)
        /// The empty text.
        case empty
        /// There is nothing: such a sign-up fails, and the specification's author was warned.
        case none
    }
}
