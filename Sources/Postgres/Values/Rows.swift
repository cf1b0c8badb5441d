internal import CLibPQ

/// The result of one statement, copied out of libpq: a value that holds no memory of the connection.
public struct Rows: Sendable {
    /// What the server says about a column of the result.
    public struct Column: Sendable, Hashable {
        public let name: String
        /// `pg_type.oid`.
        let typeOID: UInt32
        public let format: Format
    }

    public let columns: [Column]
    /// How many rows the command inserted, updated, deleted, returned or copied.
    public let affected: Int
    /// The command's tag: `INSERT 0 1`, `CREATE TABLE`, …
    public let command: String

    // All values in one buffer: ten thousand rows are two allocations, not a hundred thousand.
    private let bytes: [UInt8]
    private let cells: [Range<Int>?]
    private let rowCount: Int

    /// Copies `result` and frees it.
    init(consuming result: OpaquePointer) {
        defer { PQclear(result) }
        let width = PQnfields(result)
        let height = PQntuples(result)
        columns = (0..<width).map { column in
            Column(
                name: String(cString: PQfname(result, column)), typeOID: PQftype(result, column),
                format: PQfformat(result, column) == 1 ? .binary : .text)
        }
        affected = Int(String(cString: PQcmdTuples(result))) ?? 0
        command = String(cString: PQcmdStatus(result))
        var bytes: [UInt8] = []
        var cells: [Range<Int>?] = []
        cells.reserveCapacity(Int(width) * Int(height))
        for row in 0..<height {
            for column in 0..<width {
                guard PQgetisnull(result, row, column) == 0, let value = PQgetvalue(result, row, column)
                else {
                    cells.append(nil)
                    continue
                }
                let start = bytes.count
                let raw = UnsafeRawBufferPointer(start: value, count: Int(PQgetlength(result, row, column)))
                bytes.append(contentsOf: raw)
                cells.append(start..<bytes.count)
            }
        }
        self.bytes = bytes
        self.cells = cells
        rowCount = Int(height)
    }

    /// The only row of a result that must have one; further rows are ignored.
    public var one: Row {
        get throws(PostgresError) {
            guard let first else { throw .value(.noRows) }
            return first
        }
    }

    /// A decimal number without a sign, read without making a string of it.
    func decimal(row: Int, column: Int) -> Int? {
        guard let range = cells[row * columns.count + column], !range.isEmpty, range.count < 19 else { return nil }
        var value = 0
        for byte in bytes[range] {
            guard byte >= 48, byte < 58 else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        return value
    }

    func cell(row: Int, column: Int) -> ArraySlice<UInt8>? {
        cells[row * columns.count + column].map { bytes[$0] }
    }
}

extension Rows: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { rowCount }

    public subscript(position: Int) -> Row {
        precondition(position >= 0 && position < rowCount, "row \(position) of \(rowCount)")
        return Row(rows: self, index: position)
    }
}
