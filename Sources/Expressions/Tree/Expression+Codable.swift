import Diagnostics

/// An expression is stored as its SQL and read again through the parser, so that a checkpoint somebody edited can
/// hold no more than a specification can.
extension Expression: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            self = try Expression(sql: container.decode(String.self))
        } catch let error as DiagnosticsError {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: error.diagnostics.map(\.message).joined(separator: "; "))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(sql)
    }
}
