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

        var reasons: [String] {
            switch self {
            case .fresh: []
            case .ran(let reasons), .stale(let reasons): reasons
            }
        }
    }
}

/// For `--json`.
extension StageReport: Encodable {
    private enum CodingKeys: CodingKey {
        case stage, outcome, reasons, seconds, written, removed, kept, orphans, warnings
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(stage, forKey: .stage)
        let word =
            switch outcome {
            case .fresh: "fresh"
            case .ran: "ran"
            case .stale: "stale"
            }
        try container.encode(word, forKey: .outcome)
        try container.encode(outcome.reasons, forKey: .reasons)
        try container.encode(duration / .seconds(1), forKey: .seconds)
        try container.encode(writes.written, forKey: .written)
        try container.encode(writes.removed, forKey: .removed)
        try container.encode(writes.kept, forKey: .kept)
        try container.encode(writes.orphans, forKey: .orphans)
        try container.encode(warnings, forKey: .warnings)
    }
}

/// Told about stages as they begin and end.
public protocol PipelineObserver: Sendable {
    func began(_ stage: StageName)
    func ended(_ report: StageReport)
    /// Of `total` files of a stage so many have taken their place.
    func wrote(_ done: Int, of total: Int, in stage: StageName)
    /// Something takes longer than a user expects: another run holds the lock.
    func waits(_ reason: String)
}
