internal import Specification

extension ColumnType {
    /// The type that a column of this PostgreSQL type has in a specification, so that it becomes the same again; what
    /// the language has no type of its own for is a custom one.
    ///
    /// - Parameter name: as `format_type` prints it, not an enum's.
    init(postgreSQL name: String) {
        let isList = name.hasSuffix("[]")
        let element = isList ? String(name.dropLast(2)) : name
        if let type = Self.exact[element] {
            self.init(type)
        } else if let (precision, scale) = Self.numeric(element) {
            self.init(.decimal)
            self.precision = precision
            self.scale = scale
        } else {
            self.init(.custom)
            sql = element
        }
        self.isList = isList
    }

    private static let exact: [String: FieldType] = [
        "text": .text, "integer": .integer, "bigint": .bigint, "double precision": .float, "boolean": .boolean,
        "uuid": .uuid, "jsonb": .json, "inet": .ip, "bytea": .bytes, "date": .date, "time without time zone": .time,
        "timestamp with time zone": .timestamp, "timestamp without time zone": .localTimestamp, "interval": .duration,
    ]

    private static func numeric(_ name: String) -> (Int, Int)? {
        guard let match = name.wholeMatch(of: /numeric\((\d+),(\d+)\)/), let precision = Int(match.1),
            let scale = Int(match.2)
        else { return nil }
        return (precision, scale)
    }
}
