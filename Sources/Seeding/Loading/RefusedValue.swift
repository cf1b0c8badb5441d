internal import Diagnostics
internal import Postgres
internal import SQL

/// A value that COPY couldn't read as its column's type.
struct RefusedValue {
    private let message: ServerMessage
    private let batch: SeedBatch
    /// The rows that were copied, by position.
    private let rows: [Int]

    init(_ message: ServerMessage, _ batch: SeedBatch, _ rows: [Int]) {
        self.message = message
        self.batch = batch
        self.rows = rows
    }

    var diagnostic: Diagnostic {
        let (line, column) = place
        let row = line.flatMap { rows.indices.contains($0 - 1) ? batch.rows[rows[$0 - 1]] : nil }
        let target = column.map { batch.columns[$0] }
        let subject = row.map { "row \($0.number)" } ?? "a row"
        let ending = target.map { ", column '\($0.name)' (\($0.type))" } ?? ""
        return Diagnostic(
            "seed-value", "\(subject) of '\(batch.table.name.label)'\(ending) is refused", message,
            at: row?.location(of: target?.name),
            fix: target.map { "write a value of the type \($0.type)" } ?? "write values that the columns' types allow")
    }

    /// The line of COPY's data and the position of the column, from the context that the server reports:
    /// `COPY berry_seed_0, line 3, column c2: "…"`. The words between may be in another language.
    private var place: (line: Int?, column: Int?) {
        let words = (message.context ?? "").utf8.split { byte in
            !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
                || byte == UInt8(ascii: "_") || byte >= 0x80)
        }.map { String($0) ?? "" }
        guard let start = words.firstIndex(of: batch.stage) else { return (nil, nil) }
        let rest = words[(start + 1)...]
        guard let lineIndex = rest.firstIndex(where: { Int($0) != nil }) else { return (nil, nil) }
        // The column's name is at most two words further on; beyond that, values begin.
        let column = rest[(lineIndex + 1)...].prefix(3).lazy.compactMap { word -> Int? in
            guard word.hasPrefix("c"), let number = Int(word.dropFirst()) else { return nil }
            return batch.columns.indices.contains(number - 1) ? number - 1 : nil
        }.first
        return (Int(rest[lineIndex]), column)
    }
}
