internal import AccessControl
internal import DomainModel
internal import Naming
internal import SQL

/// A column of a table whose rows are made up.
struct ProofColumn: Sendable {
    let name: String
    /// As SQL: `numeric(12,2)`.
    let type: String
    let isRequired: Bool
    /// Values that rules tell apart, in the text form of PostgreSQL; none for keys, references and what no rule reads.
    let choices: [String]
    let target: Target?
    /// Other columns of the same reference come with it.
    let group: String
    let defaultValue: DomainModel.Default?
    /// Whether it is the key that the database makes.
    let isKey: Bool
    /// Timestamps of rows and generated columns: no request states them.
    let isMadeByDatabase: Bool

    /// The column that a reference points at.
    struct Target: Sendable {
        /// The entity; nil for `auth.users`.
        let entity: String?
        let column: String
    }

    var quoted: String { quotedIdentifier(name) }

    /// What a query selects, so that ``value(_:)`` understands it.
    var reading: String { isMoment ? "extract(epoch from \(quoted))::text" : "\(quoted)::text" }

    var isMoment: Bool { type.hasPrefix("timestamp") }

    /// What the database shows of it as text, as the oracle compares it.
    func value(_ text: String?) -> OracleValue {
        guard let text else { return .null }
        switch type {
        case "boolean": return .boolean(text == "true" || text == "t")
        case "integer", "bigint", "double precision": return Double(text).map { .number($0) } ?? .null
        case let type where type.hasPrefix("timestamp"): return Double(text).map { .moment($0) } ?? .null
        case let type where type.hasPrefix("numeric"): return Double(text).map { .number($0) } ?? .null
        default: return .text(text)
        }
    }

    func sql(_ value: OracleValue) -> String {
        switch value {
        case .null: "null"
        case .text(let text): quotedLiteral(text)
        case .number(let number):
            number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
        case .boolean(let value): String(value)
        case .moment(let seconds):
            type == "timestamp" ? "to_timestamp(\(seconds)) at time zone 'UTC'" : "to_timestamp(\(seconds))"
        }
    }
}
