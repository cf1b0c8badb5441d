import Foundation

/// What is asked of somebody who begins without a request.
enum PlanQuestions {
    /// In their order; each with what an answer looks like.
    static let all = [
        "What is the application for? (booking courses at a climbing gym)",
        "Who uses it? (members and trainers)",
        "What do they keep track of? (courses with a title and a date, rooms; members book courses)",
    ]

    /// The answers as one request; nil where nobody says what is kept track of.
    static func request(purpose: String, people: String, things: String) -> String? {
        let kept = things.split(whereSeparator: { ";.!\n".contains($0) }).compactMap { part in
            sentence(isStatement(part) ? "" : "We keep track of ", String(part))
        }
        guard !kept.isEmpty else { return nil }
        let describes = purpose.contains(/(?i)^\s*(an?|the|we|our|it)\b/)
        let beginning = [sentence(describes ? "" : "An application for ", purpose), sentence("There are ", people)]
        return (beginning.compactMap(\.self) + kept).joined(separator: " ")
    }

    private static func sentence(_ beginning: String, _ answer: String) -> String? {
        var answer = answer.trimmingCharacters(in: .whitespacesAndNewlines)
        while let last = answer.last, ".!;".contains(last) { answer.removeLast() }
        return answer.isEmpty ? nil : "\(beginning)\(answer)."
    }

    /// Whether something says what becomes of things, and doesn't only list them.
    private static func isStatement(_ text: Substring) -> Bool {
        if text.contains(/(?i)\b(has|have|belongs?|can|may|is|are|keep|track)\b/) { return true }
        return !text.contains(/(?i),|\b(and|with)\b/) && text.split(whereSeparator: \.isWhitespace).count > 2
    }
}
