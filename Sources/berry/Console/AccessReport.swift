import AccessProof
import Diagnostics
import Pipeline

/// What `berry db test` prints.
struct AccessReport: Encodable {
    /// So many mismatches are printed in full; `--json` has all.
    static let shown = 50

    var worlds: [String]
    var total = ProofResult.Counts()
    var lines: [Line] = []
    private var failures: [Failure] = []
    private(set) var mismatches: [ProofResult.Mismatch] = []
    private var emptyTables: [String]

    /// The cells of one table and kind of request, in all worlds.
    struct Line: Encodable {
        var table: String
        var request: ProofCell.Request
        var counts: ProofResult.Counts
    }

    private struct Failure: Encodable {
        var world: String
        var table: String
        var request: ProofCell.Request
        var actor: String
        var allPrivileges: Bool
        var sql: String
        var expected: String
        var found: String
        /// For psql, on a database with the rows of the proof.
        var script: String
    }

    private enum CodingKeys: String, CodingKey {
        case worlds, total, lines
        case failures = "mismatches"
        case emptyTables
    }

    init(_ outcomes: [AccessTestRun.Outcome]) {
        worlds = outcomes.map(\.world)
        emptyTables = outcomes.first?.result.emptyTables ?? []
        var positions: [String: Int] = [:]
        for outcome in outcomes {
            for line in outcome.result.lines {
                total.add(line.counts)
                if let position = positions["\(line.table) \(line.request)"] {
                    lines[position].counts.add(line.counts)
                } else {
                    positions["\(line.table) \(line.request)"] = lines.count
                    lines.append(Line(table: line.table, request: line.request, counts: line.counts))
                }
            }
            for mismatch in outcome.result.mismatches {
                mismatches.append(mismatch)
                failures.append(
                    Failure(
                        world: outcome.world, table: mismatch.cell.table, request: mismatch.cell.request,
                        actor: mismatch.cell.actor.name, allPrivileges: mismatch.cell.isOpen, sql: mismatch.cell.sql,
                        expected: mismatch.cell.expected.words, found: mismatch.found, script: mismatch.cell.script))
            }
        }
    }

    /// A line for each table and kind of request, and the sum.
    var text: String {
        let head = ["table", "request", "cells", "allowed", "refused", "nothing", "mismatches"]
        let rows = lines.map { line in [line.table, line.request.rawValue] + Self.columns(line.counts) }
        let table = [head] + rows
        let widths = head.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
        let text = table.map { row in
            zip(row, widths).enumerated().map { column, cell in
                let padding = String(repeating: " ", count: cell.1 - cell.0.count)
                return column < 2 ? cell.0 + padding : padding + cell.0
            }.joined(separator: "  ")
        }
        let sum =
            "\(total.cells) cells (\(worlds.joined(separator: "; "))): \(total.allowed) allow, \(total.refused) "
            + "refuse, \(total.empty) find nothing; \(total.mismatches) "
            + "mismatch\(total.mismatches == 1 ? "" : "es")."
        return (text + ["", sum]).joined(separator: "\n").printable
    }

    private static func columns(_ counts: ProofResult.Counts) -> [String] {
        [counts.cells, counts.allowed, counts.refused, counts.empty, counts.mismatches].map(String.init)
    }

    var warnings: [Diagnostic] {
        var warnings = emptyTables.map {
            Diagnostic(
                .warning, "proof-empty-table",
                "no row was found that meets the constraints of '\($0)', so nothing but creating was tried on it")
        }
        if mismatches.count > Self.shown {
            warnings.append(
                Diagnostic(
                    .warning, "proof-mismatches",
                    "the first \(Self.shown) of \(mismatches.count) mismatches are shown; --json has all of them"))
        }
        return warnings
    }
}
