public import Diagnostics

/// What a run did with one stage.
public struct StageReport: Sendable {
    public var stage: StageName
    public var outcome: Outcome
    public var duration: Duration = .zero
    public var writes = WriteReport()
    public var warnings: [Diagnostic] = []

    public enum Outcome: Sendable, Equatable {
        case fresh
        /// It ran, because of these changes.
        case ran(reasons: [String])
        /// It would run, because of these changes.
        case stale(reasons: [String])
    }
}

/// Told about stages as they begin and end.
public protocol PipelineObserver: Sendable {
    func began(_ stage: StageName)
    func ended(_ report: StageReport)
    /// Something takes longer than a user expects: another run holds the lock.
    func waits(_ reason: String)
}
