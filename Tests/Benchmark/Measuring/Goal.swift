import Foundation

/// What something may cost, against what it does.
struct Goal {
    var name: String
    /// nil where it can't be told.
    var measured: Double?
    var limit: Double
    var unit: String
    /// Why it can't be told.
    var note = ""

    var isMissed: Bool { measured.map { $0 > limit * 1.2 } ?? false }

    static func report(_ goals: [Goal]) {
        func padded(_ name: String) -> String { name.padding(toLength: 66, withPad: " ", startingAt: 0) }
        print("\n\(padded("goal"))  measured    limit    ratio")
        for goal in goals {
            guard let measured = goal.measured else {
                print("\(padded(goal.name)) \(goal.note)")
                continue
            }
            print(
                padded(goal.name) + number(measured) + number(goal.limit) + number(measured / goal.limit)
                    + "  \(goal.unit)\(goal.isMissed ? "  MISSED" : "")")
        }
    }
}

/// Right-aligned, for a column of a table.
func number(_ value: Double) -> String {
    let text = String(format: value >= 100 ? "%.0f" : "%.3f", value)
    return String(repeating: " ", count: max(1, 9 - text.count)) + text
}

extension [Double] {
    var median: Double { isEmpty ? .nan : sorted()[count / 2] }
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
