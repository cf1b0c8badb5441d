internal import Expressions

extension DomainModel {
    /// What the texts of a type look like.
    public struct TextFormat: Sendable {
        /// A regular expression without anchors; it matches no line break.
        public let expression: String
        /// The fewest characters that such a text has.
        public let shortest: Int
        private let pattern: Pattern?

        fileprivate init(_ expression: String, shortest: Int) {
            self.expression = expression
            self.shortest = shortest
            pattern = Pattern("^(\(expression))$")
        }

        /// Whether the whole text has the format.
        public func matches(_ text: String) -> Bool { pattern?.matches(text) ?? false }

        fileprivate static let email = TextFormat(#"[^@\s]+@[^@\s]+\.[^@\s]+"#, shortest: 5)
        fileprivate static let url = TextFormat(#"https?://[^\s]+"#, shortest: 8)
        fileprivate static let slug = TextFormat("[a-z0-9]+(-[a-z0-9]+)*", shortest: 1)
        fileprivate static let phone = TextFormat(#"\+?[0-9][0-9 ()./-]{3,30}"#, shortest: 4)
        fileprivate static let color = TextFormat("#[0-9a-fA-F]{6}", shortest: 7)
        fileprivate static let currency = TextFormat("[A-Z]{3}", shortest: 3)
        fileprivate static let path = TextFormat(#"[^/\n]+(/[^/\n]+)*"#, shortest: 1)
        fileprivate static let timeZone = TextFormat("[A-Za-z]+([/_+-][A-Za-z0-9]+)*", shortest: 1)
    }
}

extension DomainModel.AttributeType {
    /// What its values look like; nil for what is no text or any text.
    public var format: DomainModel.TextFormat? {
        switch self {
        case .email: DomainModel.TextFormat.email
        case .url: DomainModel.TextFormat.url
        case .slug: DomainModel.TextFormat.slug
        case .phone: DomainModel.TextFormat.phone
        case .color: DomainModel.TextFormat.color
        case .currency(only: nil): DomainModel.TextFormat.currency
        case .file, .image: DomainModel.TextFormat.path
        case .timeZone: DomainModel.TextFormat.timeZone
        default: nil
        }
    }
}
