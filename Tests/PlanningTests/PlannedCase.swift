import Diagnostics
import Foundation
import PlannedSpecifications
import Planning
import Specification
import Testing

/// Requests about one specification, one a line, and what is expected of each.
enum PlannedCases {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

    /// The specification that `name.requests` speak of; nil for those that begin one.
    static func base(_ name: String) throws -> Specification? {
        let url = folder.appending(path: "\(name).json")
        guard let bytes = try? Data(contentsOf: url) else { return nil }
        let file = SourceFile(path: "\(name).json", bytes: Array(bytes))
        var reading = Reading(file: file)
        return Specification.read(try Document(file).root, &reading)
    }

    static func requests(_ name: String) throws -> [String] {
        try String(contentsOf: folder.appending(path: "\(name).requests"), encoding: .utf8)
            .split(separator: "\n").map(String.init)
    }

    /// What became of a request: its edits, or why there are none, and what wasn't understood.
    static func text(_ request: String, _ plan: Plan) -> String {
        var lines = ["> \(request)"]
        lines += plan.edits.map { "  \($0.edit.line)" }
        if plan.isAlreadyTrue { lines.append("  already true") }
        if let refusal = plan.refusal { lines.append("  refused: \(refusal)") }
        lines += plan.alternatives.map { "  or: \($0.phrase)" }
        lines += plan.notUnderstood.map { "  not understood: \($0.words)" }
        return lines.joined(separator: "\n")
    }
}

extension Specification {
    /// A specification without anything, which a request begins.
    static var empty: Specification {
        var specification = Specification()
        specification.name = "app"
        return specification
    }
}
