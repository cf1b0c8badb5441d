internal import DomainModel

/// The rows that there are before a request, found by their keys.
struct OracleRows: Sendable {
    typealias Row = AccessOracle.Row

    /// By the name of their entity or junction.
    private var rows: [String: [Row]]
    private var byKey: [String: [[OracleValue]: Row]] = [:]

    init(_ rows: [String: [Row]], _ entities: [String: DomainModel.Entity]) {
        self.rows = rows
        for (name, entity) in entities {
            let columns = entity.keyColumns
            byKey[name] = Dictionary(
                rows[name, default: []].map { row in (columns.map { row[$0] ?? .null }, row) },
                uniquingKeysWith: { first, _ in first })
        }
    }

    func all(_ table: String) -> [Row] { rows[table, default: []] }

    /// The row with this key; nil where a part of it is empty, or there is none.
    func row(of entity: String, key: [OracleValue]) -> Row? {
        key.contains(.null) ? nil : byKey[entity]?[key]
    }

    /// The same with one more row, which nothing refers to.
    func adding(_ row: Row, to table: String) -> OracleRows {
        var copy = self
        copy.rows[table, default: []].append(row)
        return copy
    }
}
