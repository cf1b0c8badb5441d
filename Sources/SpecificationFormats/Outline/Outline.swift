internal import Naming
internal import Specification

/// The tables of a specification: what formats that know nothing but tables can say of it. What they can't is listed
/// in ``losses``.
struct Outline: Sendable {
    var tables: [Table] = []
    var references: [Reference] = []
    var enums: [Enum] = []
    var groups: [NamedGroup] = []
    /// What isn't in the tables, and of what, in the order in which it was met.
    var losses: [(what: String, of: [String])] = []

    struct Table: Sendable {
        var schema: String?
        var name: String
        /// The entity, or what the links are.
        var entity: String
        var description: String?
        var columns: [Column] = []
        /// Names of the columns of the primary key.
        var key: [String] = []
        var uniques: [(name: String?, columns: [String])] = []
        var indexes: [(name: String?, columns: [String], method: IndexMethod?)] = []
        var checks: [(name: String?, sql: String)] = []
        /// Whether its rows only link others.
        var isJunction = false

        /// As other tables refer to it.
        var title: String { schema.map { "\($0).\(name)" } ?? name }
    }

    struct Column: Sendable {
        var name: String
        /// As PostgreSQL calls it.
        var type: String
        /// The enum that is its type, instead.
        var enumeration: String?
        var isList = false
        var isRequired = false
        var isUnique = false
        /// Whether the database counts its values.
        var isCounted = false
        var defaultValue: DefaultValue?
        var checks: [String] = []
        var description: String?
    }

    struct Reference: Sendable {
        /// The relation.
        var name: String
        var table: Int
        var columns: [String]
        var target: Int
        var targetColumns: [String]
        var onDelete = DeleteRule.restrict
        var isRequired = false
        var isUnique = false
    }

    struct Enum: Sendable {
        /// In snake_case, as a type of PostgreSQL's would be called.
        var name: String
        var description: String?
        var values: [EnumValue]
    }

    struct NamedGroup: Sendable {
        var name: String
        var description: String?
        var tables: [Int]
    }

    /// Lists something that has no place in tables.
    mutating func lose(_ what: String, of subject: String = "") {
        if let index = losses.firstIndex(where: { $0.what == what }) {
            if !subject.isEmpty { losses[index].of.append(subject) }
        } else {
            losses.append((what, subject.isEmpty ? [] : [subject]))
        }
    }

    /// Supabase's own table of accounts.
    static let accounts = Table(
        schema: "auth", name: "users", entity: "Account", description: "Supabase's own table of accounts.",
        columns: [Column(name: "id", type: "uuid", isRequired: true)], key: ["id"])
}
