/// How a stage stands, without running anything.
public struct StageState: Sendable, Codable {
    public var stage: StageName
    public var condition: Condition
    /// Why it is stale, or how it failed.
    public var reasons: [String]
    /// The files it wrote when it last ran.
    public var outputs: [String]

    public enum Condition: String, Sendable, Codable { case fresh, stale, failed, needsPostgreSQL }
}

extension PipelineRun {
    /// The state of each stage. A stage after one that is stale is stale itself, because its input will change.
    public func states() async throws -> [StageState] {
        let values = try await PipelineValues(self)
        var session = PipelineSession(run: self, values: values, lock: try LockFile.read(in: project))
        var states: [StageState] = []
        var staleStages: [StageName] = []
        for stage in values.steps.map(\.stage) {
            let examination = try await session.examine(stage)
            var state = StageState(
                stage: stage.name, condition: .fresh, reasons: [],
                outputs: (examination.checkpoint?.outputs.keys).map { $0.sorted() } ?? [])
            if stage.name.needsServer, await values.serverVersion() == nil {
                state.condition = .needsPostgreSQL
            } else {
                state.reasons = stage.predecessors.filter(staleStages.contains).map {
                    "the stage '\($0.rawValue)' is stale"
                }
                if state.reasons.isEmpty { state.reasons = examination.reasons }
                if !state.reasons.isEmpty {
                    state.condition = .stale
                    staleStages.append(stage.name)
                }
                // A stage after one that is stale has another input than the one it failed with.
                if let failed = session.failed, failed.stage == stage.name, failed.key == examination.key {
                    state.condition = .failed
                    state.reasons = [failed.message]
                }
            }
            states.append(state)
        }
        return states
    }
}
