internal import AccessControl
public import Diagnostics
internal import SQL
internal import Schema

/// What came of a proof.
public struct ProofResult: Sendable {
    /// Each cell with what PostgreSQL answered: the number of rows, or the SQLSTATE.
    public private(set) var cells: [(cell: ProofCell, answer: String)] = []
    /// Tables for which no row was found that meets their constraints: only creating is tried on them.
    public let emptyTables: [String]
    /// The statements that made the rows, without their semicolons.
    public let fixture: [String]

    init(_ rows: ProofRows) {
        emptyTables = rows.tables.filter { (rows.rows[$0.name] ?? []).isEmpty }.map(\.schema.name.name)
        fixture = rows.statements
    }

    mutating func add(_ cell: ProofCell, _ answer: String) { cells.append((cell, answer)) }

    public var mismatches: [Mismatch] {
        cells.compactMap { $0.cell.agrees(with: $0.answer) ? nil : Mismatch(cell: $0.cell, answer: $0.answer) }
    }

    /// A line for each table and kind of request, in the order in which they were tried.
    public var lines: [Line] {
        var lines: [Line] = []
        var positions: [String: Int] = [:]
        for (cell, answer) in cells {
            let key = "\(cell.table) \(cell.request)"
            let position = positions[key] ?? lines.count
            if position == lines.count {
                positions[key] = position
                lines.append(Line(table: cell.table, request: cell.request))
            }
            lines[position].add(cell, answer)
        }
        return lines
    }

    /// All of them together.
    public var total: Counts { lines.reduce(into: Counts()) { $0.add($1.counts) } }

    /// How many cells there were, by what the rules say.
    public struct Counts: Codable, Hashable, Sendable {
        public var cells = 0
        public var allowed = 0
        public var refused = 0
        /// Nothing was there to be read or changed, as far as the actor sees.
        public var empty = 0
        public var mismatches = 0

        public init() {}

        public mutating func add(_ other: Counts) {
            cells += other.cells
            allowed += other.allowed
            refused += other.refused
            empty += other.empty
            mismatches += other.mismatches
        }
    }

    /// The cells of one table and kind of request.
    public struct Line: Sendable {
        public let table: String
        public let request: ProofCell.Request
        public private(set) var counts = Counts()

        fileprivate init(table: String, request: ProofCell.Request) {
            self.table = table
            self.request = request
        }

        fileprivate mutating func add(_ cell: ProofCell, _ answer: String) {
            counts.cells += 1
            switch cell.expected {
            case .refused: counts.refused += 1
            case .rows(0): counts.empty += 1
            case .rows: counts.allowed += 1
            }
            if !cell.agrees(with: answer) { counts.mismatches += 1 }
        }
    }

    /// A cell in which PostgreSQL does something else than the rules say.
    public struct Mismatch: Hashable, Sendable {
        public let cell: ProofCell
        public let answer: String

        /// For people: "2 rows", "an error with SQLSTATE 22P02".
        public var found: String {
            if answer == "42501" { return "refused (42501)" }
            if let count = Int(answer), answer.utf8.count < 5 { return "\(count) \(count == 1 ? "row" : "rows")" }
            return "an error with SQLSTATE \(answer)"
        }

        /// What happened, and the script that shows it.
        public var diagnostic: Diagnostic {
            Diagnostic(
                .error, "access-mismatch",
                "\(cell.table), \(cell.request.rawValue) by \(cell.actor.name)"
                    + "\(cell.isOpen ? ", with all privileges" : ""): the rules say \(cell.expected.words), the database "
                    + "answers \(found)",
                notes: [.init(cell.script)])
        }
    }
}
