/// Why a value of a result couldn't be read. Never holds the value itself.
public enum ValueProblem: Error, Sendable, Hashable {
    case noSuchColumn(String, available: [String])
    case noSuchColumnIndex(Int, count: Int)
    case isNull(column: String, row: Int)
    /// `expected` is a Swift type, `typeOID` the type the server gave the column (`pg_type.oid`).
    case mismatch(column: String, row: Int, expected: String, typeOID: UInt32)
    case noRows
}

extension ValueProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noSuchColumn(let name, let available):
            "the result has no column \"\(name)\", only \(available.joined(separator: ", "))"
        case .noSuchColumnIndex(let index, let count):
            "the result has no column \(index), it has \(count) (from 0)"
        case .isNull(let column, let row):
            "column \"\(column)\" of row \(row) is null; read it with an optional accessor"
        case .mismatch(let column, let row, let expected, let typeOID):
            "column \"\(column)\" of row \(row) (type \(typeOID)) can't be read as \(expected)"
        case .noRows: "the statement returned no row where one was expected"
        }
    }
}
