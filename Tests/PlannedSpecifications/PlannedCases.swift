internal import Diagnostics
internal import DomainModel
public import Foundation
public import Planning
public import Specification

/// Requests about one specification, one a line, and what is expected of each.
public enum PlannedCases {
    public static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "PlanningTests/Cases")

    /// The specifications that there are requests about; the last begins one.
    public static let names = [
        "apiary", "cellar", "choir", "dental", "depot", "estate", "farm", "festival", "gym", "library", "marina",
        "music", "podcast", "new",
    ]

    /// The specification that `name.requests` speak of; nil for those that begin one.
    public static func base(_ name: String) throws -> Specification? {
        let url = folder.appending(path: "\(name).json")
        guard let bytes = try? Data(contentsOf: url) else { return nil }
        let file = SourceFile(path: "\(name).json", bytes: Array(bytes))
        var reading = Reading(file: file)
        return Specification.read(try Document(file).root, &reading)
    }

    public static func requests(_ name: String) throws -> [String] {
        try String(contentsOf: folder.appending(path: "\(name).requests"), encoding: .utf8)
            .split(separator: "\n").map { String($0).replacing("\\n", with: "\n") }
    }

    /// What became of a request: its edits, or why there are none, and what wasn't understood.
    public static func text(_ request: String, _ plan: Plan) -> String {
        var lines = ["> \(request.replacing("\n", with: "\\n"))"]
        lines += plan.edits.map { "  \($0.edit.line)" }
        if plan.isAlreadyTrue { lines.append("  already true") }
        if let refusal = plan.refusal { lines.append("  refused: \(refusal)") }
        lines += plan.alternatives.map { "  or: \($0.phrase)" }
        lines += plan.notUnderstood.map { "  not understood: \($0.words.replacing("\n", with: "\\n"))" }
        return lines.joined(separator: "\n")
    }

    /// What is wrong with the specification after a plan: the reasons why it can't be made, or its errors.
    public static func errors(_ plan: Plan, _ base: Specification?) -> [String] {
        guard !plan.edits.isEmpty else { return [] }
        do throws(DiagnosticsError) {
            let after = try (base ?? .empty).applying(plan.edits.map(\.edit))
            let file = SourceFile(path: "after.json", text: after.canonicalText)
            var reading = Reading(file: file)
            guard let read = Specification.read(try Document(file).root, &reading) else { return ["it can't be read"] }
            _ = DomainModel.normalize(read, reporting: &reading.diagnostics)
            return reading.diagnostics.all.filter { $0.severity == .error }.map(\.message)
        } catch {
            return error.diagnostics.map(\.message)
        }
    }
}

extension Specification {
    /// A specification without anything, which a request begins.
    public static var empty: Specification {
        var specification = Specification()
        specification.name = "app"
        return specification
    }
}
