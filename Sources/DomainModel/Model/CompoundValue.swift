extension DomainModel {
    /// A value that takes more than one column, all of which are there or missing.
    public struct CompoundValue: Codable, Hashable, Sendable {
        /// The field, camelCase: `price`.
        public var name: String
        public var kind: Kind

        public enum Kind: String, Codable, Sendable {
            /// An amount and its currency.
            case money
            /// A latitude and a longitude, in degrees.
            case location
        }

        public init(_ name: String, _ kind: Kind) {
            self.name = name
            self.kind = kind
        }
    }

    /// What the amounts in a column are counted in.
    public enum Currency: Codable, Hashable, Sendable {
        /// What another column of the row says.
        case column(String)
        /// The one with this code.
        case fixed(String)
        /// That of another amount: the names of the relation and the field, or of a field of the same row.
        case shared([String])
    }
}

extension DomainModel.Entity {
    /// The columns of a compound value; none for what is no such value.
    public func parts(ofValueNamed name: String) -> [DomainModel.Attribute] {
        attributes.filter { $0.compound?.name == name }
    }
}
