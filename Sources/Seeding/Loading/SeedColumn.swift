/// A column as the database's catalog describes it.
struct SeedColumn: Sendable {
    var name: String
    /// As SQL, with its length or precision.
    var type: String
    var valueType: ValueType
    /// As SQL.
    var defaultValue: String?
    var isNullable: Bool
    /// `generated always as (…)`, or `generated always as identity`: no row may state it.
    var isGenerated: Bool
    /// The sequence that fills it, as SQL.
    var sequence: String?

    /// Which JSON values it takes.
    indirect enum ValueType: Hashable, Sendable {
        case boolean, number, text, json
        case array(of: ValueType)
        /// Whatever the type's input function reads.
        case other

        /// From `pg_type.typcategory` and the type's name, which says something only in the category `U`: an enum may
        /// be called `jsonb` too.
        init(category: String, name: String) {
            switch (category, name) {
            case ("U", "json"), ("U", "jsonb"): self = .json
            case ("U", "uuid"), ("U", "bytea"): self = .text
            case ("B", _): self = .boolean
            case ("N", _): self = .number
            case ("S", _), ("E", _), ("D", _), ("T", _), ("I", _): self = .text
            default: self = .other
            }
        }

        /// What a JSON value for it looks like.
        var description: String {
            switch self {
            case .boolean: "true or false"
            case .number: "a number"
            case .text: "a string"
            case .json: "any JSON value"
            case .array: "a list"
            case .other: "a string, number, true or false"
            }
        }
    }
}
