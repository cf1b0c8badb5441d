/// Who may read, create, change and delete what: what a database answers when everybody asks for everything.
///
/// Nothing is concluded from the text of policies, so it is as true of policies that somebody wrote by hand as of
/// generated ones. Tables are filled with rows that are the same wherever their columns are, so two surveys can be
/// compared.
public struct AccessSurvey: Codable, Hashable, Sendable {
    /// Tables and views of the schema `public`, by name.
    public var tables: [SurveyedTable]

    public init(tables: [SurveyedTable]) { self.tables = tables }
}

/// Who may do what with one table or view.
public struct SurveyedTable: Codable, Hashable, Sendable {
    public var name: String
    public var kind: Kind
    /// Those whom the database tells apart, the widest circle first.
    public var lines: [Line]
    /// What clients state, read and change of a row at all, whoever they are; nil for a view.
    public var columns: Columns?
    /// What else holds, as sentences.
    public var limits: [String]

    /// Names of columns.
    public struct Columns: Codable, Hashable, Sendable {
        public var all: [String]
        public var read: [String]
        public var create: [String]
        public var update: [String]
    }

    public enum Kind: String, Codable, Sendable { case table, view }

    /// What some people may do.
    public struct Line: Codable, Hashable, Sendable {
        /// In the plural, as it stands inside a sentence: "editors", "admins of the team".
        public var who: String
        public var read: Cell?
        public var create: Cell?
        public var update: Cell?
        public var delete: Cell?

        public subscript(right: SurveyedRight) -> Cell? {
            get {
                switch right {
                case .read: read
                case .create: create
                case .update: update
                case .delete: delete
                }
            }
            set {
                switch right {
                case .read: read = newValue
                case .create: create = newValue
                case .update: update = newValue
                case .delete: delete = newValue
                }
            }
        }

        init(who: String) { self.who = who }
    }

    /// With which rows.
    public enum Cell: Hashable, Sendable {
        case no
        case every
        /// Those that a condition tells from the others, in words: "status is 'published'".
        case those(String)
        /// Some of them, and no single column says which.
        case some
    }
}

/// What can be done with rows; the raw values are stable words of files.
public enum SurveyedRight: String, Codable, Sendable, CaseIterable {
    case read, create, update, delete

    /// For people.
    public var verb: String { self == .update ? "change" : rawValue }
}

/// `"no"`, `"every row"`, `"some rows"`, `"rows where status is 'published'"`.
extension SurveyedTable.Cell: Codable {
    private static let prefix = "rows where "

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        switch try container.decode(String.self) {
        case "no": self = .no
        case "every row": self = .every
        case "some rows": self = .some
        case let text where text.hasPrefix(Self.prefix): self = .those(String(text.dropFirst(Self.prefix.count)))
        case let text:
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' says of no rows")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// As files have it.
    public var text: String {
        switch self {
        case .no: "no"
        case .every: "every row"
        case .those(let condition): Self.prefix + condition
        case .some: "some rows"
        }
    }
}
