internal import CLibPQ

/// An error or a notice as the server reported it.
///
/// The fields are those of the protocol's ErrorResponse and NoticeResponse (PostgreSQL manual, "Error and
/// Notice Message Fields"). Texts are in the server's language, `severity` and `sqlState` never are.
public struct ServerMessage: Sendable, Hashable {
    /// `ERROR`, `FATAL`, `WARNING`, `NOTICE`, …, never translated.
    public var severity: String
    /// Five characters, for instance `23505` (PostgreSQL manual, appendix "Error Codes").
    public var sqlState: String
    /// One line that says what happened.
    public var message: String
    /// More about it; may quote values of the row that was refused.
    public var detail: String?
    /// What the server suggests.
    public var hint: String?
    /// Where it happened inside functions; may quote data.
    public var context: String?
    public var schema: String?
    public var table: String?
    public var column: String?
    public var dataType: String?
    public var constraint: String?
    /// One-based, in characters (Unicode scalars, not bytes) of the SQL that was sent.
    public var position: Int?
    /// The SQL that a function was running, when the error lies there; `internalPosition` points into it.
    public var internalQuery: String?
    public var internalPosition: Int?

    public init(severity: String, sqlState: String, message: String) {
        self.severity = severity
        self.sqlState = sqlState
        self.message = message
    }

    /// Copies the fields; the result stays the caller's.
    init(_ result: OpaquePointer) {
        func field(_ code: Unicode.Scalar) -> String? {
            PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
        }
        // "V" is the untranslated severity, "S" its translation (all that servers before 9.6 sent).
        severity = field("V") ?? field("S") ?? "ERROR"
        sqlState = field("C") ?? ""
        message = field("M") ?? tidy(String(cString: PQresultErrorMessage(result)))
        detail = field("D")
        hint = field("H")
        context = field("W")
        schema = field("s")
        table = field("t")
        column = field("c")
        dataType = field("d")
        constraint = field("n")
        position = field("P").flatMap { Int($0) }
        internalQuery = field("q")
        internalPosition = field("p").flatMap { Int($0) }
    }

    /// Details of these states print the whole row that was refused, so they don't belong into a log.
    public var detailQuotesRow: Bool { sqlState == "23502" || sqlState == "23514" || sqlState == "44000" }
}

extension ServerMessage: CustomStringConvertible {
    /// The message, its SQLSTATE, and the detail and hint where they quote no row.
    public var description: String {
        var text = message
        if !sqlState.isEmpty { text += " (SQLSTATE \(sqlState))" }
        if let detail, !detailQuotesRow { text += "\n  detail: \(detail)" }
        if let hint { text += "\n  hint: \(hint)" }
        return text
    }
}

/// libpq ends its texts in a newline and begins them with the severity.
func tidy(_ text: String) -> String {
    var text = text[...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
}
