internal import Specification

/// The tables that a specification is made of, from wherever they were read, with every name looked up.
struct Schema: Sendable {
    var project: Project?
    var tables: ContiguousArray<Table> = []
    var enums: [Enum] = []
    var references: [Reference] = []
    var groups: [Group] = []

    struct Project: Sendable {
        var name: String?
        var note: String?
    }

    struct Table: Sendable {
        /// nil for `public`.
        var schema: String?
        var name: String
        var note: String?
        var columns: ContiguousArray<Column> = []
        var indexes: [Index] = []
        var checks: [Check] = []
        /// The name of the primary key's constraint, where it isn't the usual one.
        var keyName: String?
        /// Who may do what; nil where nothing is said about it.
        var policies: [Policy]?
        var records: Records?
        var annotations: [AnnotationSyntax] = []
        /// Whether `created_at` and `updated_at` are kept as berry keeps them; nil where their columns have to tell.
        var hasTimestamps: Bool?
        var place: Place

        /// As messages call it.
        var title: String { schema.map { "\($0).\(name)" } ?? name }

        /// The positions of the columns of the primary key, in its order.
        var key: [Int] {
            if let index = indexes.first(where: \.isPrimaryKey) {
                return index.parts.compactMap { if case .column(let position) = $0 { position } else { nil } }
            }
            return columns.indices.filter { columns[$0].isPrimaryKey }
        }
    }

    struct Column: Sendable {
        var name: String
        var type: ColumnType
        /// The type as it is written.
        var typeName: String
        /// The position in ``Schema/enums`` of the enum that is its type.
        var enumeration: Int?
        var isPrimaryKey = false
        var isNotNull = false
        var isUnique = false
        var isIncrement = false
        /// Whether it is no key that berry would make, even where it is called `id`.
        var isOwnKey = false
        var defaultValue: Value?
        /// The expression that the database computes the values from.
        var generated: String?
        var note: String?
        var checks: [String] = []
        var place: Place
        var typePlace: Place
    }

    /// A default, or a value of a record.
    enum Value: Sendable, Equatable {
        case null
        case boolean(Bool)
        case number(String)
        case string(String)
        case expression(String)
    }

    struct Index: Sendable {
        enum Part: Sendable, Equatable {
            case column(Int)
            case expression(String)
        }
        var parts: [Part]
        var name: String?
        /// In lower case.
        var method: String?
        var note: String?
        var isUnique = false
        var isPrimaryKey = false
        /// Which rows it is about, as SQL; nil for all of them.
        var condition: String?
        var place: Place
    }

    /// A policy of row level security, as far as a grant says the same.
    struct Policy: Sendable, Equatable {
        enum Caller: Sendable, Equatable {
            case anyone, signedIn
            /// The account that this column refers to.
            case account(Int)
        }
        var caller: Caller
        var can: [Operation]
    }

    struct Check: Sendable {
        var name: String?
        var sql: String
        var place: Place
    }

    struct Records: Sendable {
        var columns: [Int]
        var rows: [[Value]]
        var place: Place
    }

    struct Enum: Sendable {
        struct Value: Sendable {
            var name: String
            var note: String?
        }
        var schema: String?
        var name: String
        var note: String?
        var values: [Value] = []
        var place: Place
        /// Whether something that a specification is made of uses it.
        var isIncluded = false
    }

    /// A reference as it is stated; which side holds the key follows from ``kind``.
    struct Reference: Sendable {
        struct Side: Sendable, Hashable {
            var table: Int
            var columns: [Int]
        }
        var name: String?
        /// The name of the foreign key, where it isn't the usual one.
        var constraint: String?
        var isIndexed = true
        var isDeferrable = false
        var left: Side
        var kind: ReferenceOperator
        var right: Side
        /// In lower case: `set null`.
        var onDelete: String?
        var onUpdate: String?
        var place: Place

        /// The side that holds the key, and the one that it points at; nil where a table of links does. Of two
        /// columns that are one-to-one, it is the second.
        var ends: (from: Side, to: Side)? {
            switch kind {
            case .manyToOne: (left, right)
            case .oneToMany, .oneToOne: (right, left)
            case .manyToMany: nil
            }
        }
    }

    struct Group: Sendable {
        var name: String
        var note: String?
        var tables: [Int] = []
    }
}

/// A place in one of the files that were read together.
struct Place: Sendable, Equatable {
    /// Of what stands in no file.
    static let nowhere = Place(file: 0, range: 0..<0)

    /// The position of the file among them.
    var file: Int
    var range: Range<UInt32>
}
