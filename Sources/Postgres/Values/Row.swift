/// One row of a result. Columns are named, or counted from 0.
///
/// ```swift
/// for row in try await connection.query("select id, title, done from todos") {
///     print(try row.int("id"), try row.optionalText("title") ?? "(none)", try row.bool(2))
/// }
/// ```
///
/// Accessors throw ``PostgresError/value(_:)``: for a column that isn't there, for NULL (see ``optionalText(_:)``
/// and ``isNull(_:)``), and for a value that isn't of the type.
public struct Row: Sendable {
    let rows: Rows
    /// Counted from 0.
    public let index: Int

    /// An integer by the column's place. Catalogs are read by the hundred thousand of them, so a plain number is read
    /// without anything in between.
    public func int(_ column: Int) throws(PostgresError) -> Int {
        if rows.columns.indices.contains(column), rows.columns[column].format == .text,
            let value = rows.decimal(row: index, column: column)
        {
            return value
        }
        return try required(column, optionalInt)
    }

    /// The column's value as text.
    public func text(_ column: some ColumnKey) throws(PostgresError) -> String {
        try required(column, optionalText)
    }
    /// The column's value as text, nil for NULL.
    public func optionalText(_ column: some ColumnKey) throws(PostgresError) -> String? {
        try decode(column, "String") { bytes, _ in
            // No text of PostgreSQL holds a zero; the binary form of most other types does.
            bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
        }
    }

    /// Integers of every width, `oid` included.
    public func int(_ column: some ColumnKey) throws(PostgresError) -> Int {
        try required(column, optionalInt)
    }
    private func optionalInt(_ column: some ColumnKey) throws(PostgresError) -> Int? {
        let typeOID = rows.columns[try column.position(in: rows)].typeOID
        return try decode(column, "Int") { bytes, format in
            format == .text
                ? Int(String(decoding: bytes, as: UTF8.self)) : integer(ofBinary: bytes, typeOID: typeOID)
        }
    }

    /// A `boolean`.
    public func bool(_ column: some ColumnKey) throws(PostgresError) -> Bool {
        try required(column, optionalBool)
    }
    private func optionalBool(_ column: some ColumnKey) throws(PostgresError) -> Bool? {
        try decode(column, "Bool") { bytes, format in
            switch (format, bytes.first, bytes.count) {
            case (.text, UInt8(ascii: "t"), 1), (.binary, 1, 1): true
            case (.text, UInt8(ascii: "f"), 1), (.binary, 0, 1): false
            default: nil
            }
        }
    }

    /// The bytes of a `bytea`, or of any type as they came.
    public func bytes(_ column: some ColumnKey) throws(PostgresError) -> [UInt8] {
        try required(column, optionalBytes)
    }
    private func optionalBytes(_ column: some ColumnKey) throws(PostgresError) -> [UInt8]? {
        let byteaOID: UInt32 = 17
        let isBytea = rows.columns[try column.position(in: rows)].typeOID == byteaOID
        return try decode(column, "[UInt8]") { bytes, format in
            format == .text && isBytea ? bytesFromHexadecimal(bytes) : Array(bytes)
        }
    }

    /// The elements of a one-dimensional array without NULLs, such as `text[]` or `name[]`, in text form.
    public func texts(_ column: some ColumnKey) throws(PostgresError) -> [String] {
        try required(column, optionalTexts)
    }
    private func optionalTexts(_ column: some ColumnKey) throws(PostgresError) -> [String]? {
        try decode(column, "[String]") { bytes, format in format == .text ? elements(ofArray: bytes) : nil }
    }

    /// Whether the column is NULL.
    public func isNull(_ column: some ColumnKey) throws(PostgresError) -> Bool {
        rows.cell(row: index, column: try column.position(in: rows)) == nil
    }

    private func decode<Value>(
        _ column: some ColumnKey, _ expected: String, _ parse: (ArraySlice<UInt8>, Format) -> Value?
    ) throws(PostgresError) -> Value? {
        let position = try column.position(in: rows)
        guard let bytes = rows.cell(row: index, column: position) else { return nil }
        let column = rows.columns[position]
        guard let value = parse(bytes, column.format) else {
            throw .value(
                .mismatch(column: column.name, row: index, expected: expected, typeOID: column.typeOID))
        }
        return value
    }

    private func required<Key: ColumnKey, Value>(
        _ column: Key, _ read: (Key) throws(PostgresError) -> Value?
    ) throws(PostgresError) -> Value {
        if let value = try read(column) { return value }
        throw .value(.isNull(column: rows.columns[try column.position(in: rows)].name, row: index))
    }
}

/// Names a column: a `String` by its name, an `Int` by its place, counted from 0.
public protocol ColumnKey {
    /// The column's place in `rows`, counted from 0; throws ``PostgresError/value(_:)`` when there is none.
    func position(in rows: Rows) throws(PostgresError) -> Int
}

extension String: ColumnKey {
    public func position(in rows: Rows) throws(PostgresError) -> Int {
        if let position = rows.columns.firstIndex(where: { $0.name == self }) { return position }
        throw .value(.noSuchColumn(self, available: rows.columns.map(\.name)))
    }
}

extension Int: ColumnKey {
    public func position(in rows: Rows) throws(PostgresError) -> Int {
        if rows.columns.indices.contains(self) { return self }
        throw .value(.noSuchColumnIndex(self, count: rows.columns.count))
    }
}
