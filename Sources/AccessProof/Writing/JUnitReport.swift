internal import Diagnostics

/// The result in the format that continuous integration servers read: a suite for each table, a case for each actor and
/// kind of request.
public struct JUnitReport: Sendable {
    public let text: String

    /// - Parameter results: the results, each with the name of the world that it is about.
    public init(_ results: [(world: String, result: ProofResult)]) {
        var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#]
        let total = results.reduce(0) { $0 + $1.result.cells.count }
        let failed = results.reduce(0) { $0 + $1.result.mismatches.count }
        lines.append(#"<testsuites name="access matrix" tests="\#(total)" failures="\#(failed)">"#)
        for (world, result) in results {
            for (table, cells) in Self.grouped(result.cells, by: \.cell.table) {
                let failures = cells.count { !$0.cell.agrees(with: $0.answer) }
                lines.append(
                    #"  <testsuite name="\#(Self.escaped("\(table) (\(world))"))" tests="\#(cells.count)" "#
                        + #"failures="\#(failures)">"#)
                for (name, cells) in Self.grouped(cells, by: { "\($0.cell.request.rawValue) by \($0.cell.actor.name)" })
                {
                    let failures = cells.filter { !$0.cell.agrees(with: $0.answer) }
                        .map { ProofResult.Mismatch(cell: $0.cell, answer: $0.answer) }
                    let head = #"    <testcase classname="\#(Self.escaped(table))" name="\#(Self.escaped(name))""#
                    guard !failures.isEmpty else {
                        lines.append(head + "/>")
                        continue
                    }
                    lines.append(head + ">")
                    for failure in failures {
                        lines.append(
                            #"      <failure message="\#(Self.escaped(failure.diagnostic.message))">"#
                                + Self.escaped(failure.cell.script) + "</failure>")
                    }
                    lines.append("    </testcase>")
                }
                lines.append("  </testsuite>")
            }
        }
        text = lines.joined(separator: "\n") + "\n</testsuites>\n"
    }

    private typealias Answered = (cell: ProofCell, answer: String)

    /// In the order in which the keys occur first.
    private static func grouped(_ cells: [Answered], by key: (Answered) -> String) -> [(String, [Answered])] {
        var groups: [(String, [Answered])] = []
        var positions: [String: Int] = [:]
        for cell in cells {
            let key = key(cell)
            if let position = positions[key] {
                groups[position].1.append(cell)
            } else {
                positions[key] = groups.count
                groups.append((key, [cell]))
            }
        }
        return groups
    }

    /// XML 1.0 has no way to write control characters, so they are replaced.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\n", "\t": escaped.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20: escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
