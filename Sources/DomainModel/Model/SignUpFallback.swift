extension DomainModel {
    /// What a profile has in a field for which sign-up brings nothing that it takes.
    public enum SignUpFallback: Hashable, Sendable {
        case null
        case value(Default)
        /// The empty text.
        case empty
        /// There is nothing: such a sign-up fails, and the specification's author was warned.
        case none
    }
}

extension DomainModel.Attribute {
    /// What a profile has where sign-up brings nothing that it takes.
    public var signUpFallback: DomainModel.SignUpFallback {
        if let defaultValue { return .value(defaultValue) }
        if !isRequired || generated != nil { return .null }
        return canBeEmpty ? .empty : .none
    }
}
