/// A DBML file as it is written: nothing is looked up yet. Ranges are UTF-8 offsets in the file.
struct FileSyntax: Sendable {
    var uses: [UseSyntax] = []
    var projects: [ProjectSyntax] = []
    var tables: ContiguousArray<TableSyntax> = []
    var partials: [TableSyntax] = []
    var references: [ReferenceSyntax] = []
    var enums: [EnumSyntax] = []
    var groups: [GroupSyntax] = []
    var notes: [StickyNoteSyntax] = []
    var records: [RecordsSyntax] = []
    var views: [NameSyntax] = []
    /// Comments for other programs that stand outside of every table.
    var annotations: [AnnotationSyntax] = []
}

/// A name, with its quotes and escapes gone.
struct NameSyntax: Sendable, Equatable {
    var text: String
    var range: Range<UInt32>
}

/// `name` or `schema.name`.
struct QualifiedNameSyntax: Sendable, Equatable {
    var schema: NameSyntax?
    var name: NameSyntax

    var range: Range<UInt32> { (schema ?? name).range.through(name.range) }
    /// As it is written in messages.
    var text: String { schema.map { "\($0.text).\(name.text)" } ?? name.text }
}

/// `Project shop { database_type: 'PostgreSQL' }`.
struct ProjectSyntax: Sendable {
    var name: NameSyntax?
    var note: String?
    var settings: [SettingSyntax] = []
    var range: Range<UInt32>
}

/// `Table` or `TablePartial`.
struct TableSyntax: Sendable {
    var name: QualifiedNameSyntax
    var alias: NameSyntax?
    var settings: [SettingSyntax] = []
    var columns: ContiguousArray<ColumnSyntax> = []
    var injections: [InjectionSyntax] = []
    var indexes: [IndexSyntax] = []
    var checks: [CheckSyntax] = []
    var records: [RecordsSyntax] = []
    var note: String?
    var annotations: [AnnotationSyntax] = []
    /// Whether a line of the body couldn't be read, so that a column may be missing.
    var isIncomplete = false
}

/// `~timestamps` in a table.
struct InjectionSyntax: Sendable {
    var partial: NameSyntax
    /// How many columns stand before it.
    var position: Int
}

/// `id uuid [pk]`.
struct ColumnSyntax: Sendable {
    var name: NameSyntax
    var type: TypeSyntax
    var settings: [SettingSyntax] = []
}

/// `schema.name(arguments)[]`.
struct TypeSyntax: Sendable, Equatable {
    var name: QualifiedNameSyntax
    /// What stands between the parentheses, piece by piece, as it is written.
    var arguments: [String] = []
    /// How many pairs of brackets follow.
    var dimensions = 0
    var range: Range<UInt32>

    /// As it is written.
    var text: String {
        let parentheses = arguments.isEmpty ? "" : "(\(arguments.joined(separator: ",")))"
        return name.text + parentheses + String(repeating: "[]", count: dimensions)
    }
}

/// One of the settings between brackets: `not null`, `default: 0`.
struct SettingSyntax: Sendable {
    /// In lower case, words apart by one space.
    var name: String
    var nameRange: Range<UInt32>
    var value: ValueSyntax?
    var valueRange: Range<UInt32>
}

/// The value of a setting or of a record.
enum ValueSyntax: Sendable, Equatable {
    /// With its sign.
    case number(String)
    case string(String)
    case expression(String)
    case color(String)
    /// Bare words, as they are written: `cascade`, `set null`, `true`.
    case words(String)
    /// `status.active` or `"quoted"`.
    case path([NameSyntax])
    /// `> users.id`.
    case reference(ReferenceOperator, EndpointSyntax)
    /// Nothing between two commas of a record.
    case empty
}

/// How many rows there are on each side.
enum ReferenceOperator: Sendable, Equatable {
    /// `<`: one on the left, many on the right.
    case oneToMany
    /// `>`.
    case manyToOne
    /// `-`.
    case oneToOne
    /// `<>`.
    case manyToMany

    /// The same from the other side.
    var reversed: Self {
        switch self {
        case .oneToMany: .manyToOne
        case .manyToOne: .oneToMany
        case .oneToOne: .oneToOne
        case .manyToMany: .manyToMany
        }
    }
}

/// `schema.table.column` or `table.(a, b)`.
struct EndpointSyntax: Sendable, Equatable {
    var table: QualifiedNameSyntax
    var columns: [NameSyntax]
    var range: Range<UInt32>
}

/// `Ref name: a.b > c.d [delete: cascade]`.
struct ReferenceSyntax: Sendable {
    var name: NameSyntax?
    var left: EndpointSyntax
    var kind: ReferenceOperator
    var right: EndpointSyntax
    var settings: [SettingSyntax] = []
    var range: Range<UInt32>
}

/// A line of `indexes`.
struct IndexSyntax: Sendable {
    enum Part: Sendable {
        case column(NameSyntax)
        case expression(String, Range<UInt32>)
    }
    var parts: [Part]
    var settings: [SettingSyntax] = []
    var range: Range<UInt32>
}

/// A line of `checks`.
struct CheckSyntax: Sendable {
    var sql: String
    var settings: [SettingSyntax] = []
    var range: Range<UInt32>
}

/// `Enum status { draft published }`, a value a line.
struct EnumSyntax: Sendable {
    struct Value: Sendable {
        var name: NameSyntax
        var settings: [SettingSyntax] = []
    }
    var name: QualifiedNameSyntax
    var values: [Value] = []
    var note: String?
    var isIncomplete = false
}

/// `TableGroup content { posts }`.
struct GroupSyntax: Sendable {
    var name: NameSyntax
    var settings: [SettingSyntax] = []
    var members: [QualifiedNameSyntax] = []
    var note: String?
}

/// `Note name { 'text' }` of a file.
struct StickyNoteSyntax: Sendable {
    var name: NameSyntax
    var text: String
}

/// `Records users(id, name) { 1, 'Ada' }`; in a table without the name, and perhaps without the columns.
struct RecordsSyntax: Sendable {
    struct Value: Sendable {
        var value: ValueSyntax
        var range: Range<UInt32>
    }
    var table: QualifiedNameSyntax?
    var columns: [NameSyntax]?
    var rows: [[Value]] = []
    var range: Range<UInt32>
}

/// `use { table users as people } from './common'` and its like.
struct UseSyntax: Sendable {
    struct Item: Sendable {
        enum Kind: String, CaseIterable, Sendable {
            case table, `enum`, partial = "tablepartial", group = "tablegroup", note, schema
        }
        var kind: Kind
        var name: QualifiedNameSyntax
        var alias: NameSyntax?
    }
    /// Whether files that use this one get the same.
    var isReexported: Bool
    /// nil means everything.
    var items: [Item]?
    var path: String
    var pathRange: Range<UInt32>
}
