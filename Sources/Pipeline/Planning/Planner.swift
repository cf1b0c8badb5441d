internal import Planning
internal import Specification

/// Who turns a request into edits; the raw value is how a user calls it.
public enum PlannerName: String, CaseIterable, Sendable { case english }

/// Turns a request into edits of a specification. It sees both as data and writes nothing.
protocol Planner: Sendable {
    /// - Parameter specification: what the edits are for; nil begins one.
    func plan(_ request: String, for specification: Specification?) async throws -> Plan
}

extension EnglishPlanner: Planner {}

extension PlannerName {
    var planner: any Planner {
        switch self {
        case .english: EnglishPlanner()
        }
    }
}
