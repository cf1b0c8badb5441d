internal import Expressions
internal import Specification

extension DomainModel.Entity {
    /// The most characters that the texts in one entry of an index may have in all. An entry has at most a third of
    /// a page, 2704 bytes (manual, "B-Tree Indexes"), a character up to four, and an index may have further columns.
    private static let mostIndexedCharacters = 500

    /// Whether a row may be refused because of what sign-up says for `attribute`: another row has it, it isn't of
    /// the form that the attribute asks for, or it makes an entry of an index too long. A text that is only too long
    /// for the attribute is cut.
    public func mayRefuse(_ attribute: DomainModel.Attribute) -> Bool {
        if isHeldToMore(attribute) { return true }
        return indexes.contains { index in
            let columns = index.columns.map(\.column) + index.include
            guard columns.contains(attribute.column) else { return false }
            let indexed = attributes.filter { columns.contains($0.column) }
            return indexed.reduce(0) { $0 + charactersAtSignUp($1) } > Self.mostIndexedCharacters
        }
    }

    /// Whether it is held to more than a length.
    private func isHeldToMore(_ attribute: DomainModel.Attribute) -> Bool {
        !attribute.canBeEmpty
            || uniques.contains { $0.columns.contains(attribute.column) }
            || checks.contains { $0.condition.columns.contains(attribute.column) }
    }

    /// How many characters the profile may have in `attribute` where all that is held to more was left out; no
    /// more than are needed to exceed every index.
    private func charactersAtSignUp(_ attribute: DomainModel.Attribute) -> Int {
        let longest =
            if attribute.signUpSource != nil, !isHeldToMore(attribute) {
                attribute.maxLength ?? .max
            } else if case .literal(.string(let text)) = attribute.defaultValue {
                text.unicodeScalars.count
            } else {
                0
            }
        return min(longest, Self.mostIndexedCharacters + 1)
    }
}
