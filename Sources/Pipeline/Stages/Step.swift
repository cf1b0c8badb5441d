internal import Diagnostics

/// A stage together with the value that it makes in one run.
struct Step: Sendable {
    let stage: any StageDescription
    /// Runs the stage unless it is up to date.
    let bring: @Sendable (inout PipelineSession) async throws -> Void

    init<Input, Output>(
        _ stage: Stage<Input, Output>, _ value: StageValue<Output>,
        warnings: @escaping @Sendable (Output) async throws -> [Diagnostic] = { _ in [] }
    ) {
        self.stage = stage
        bring = { session in try await session.bring(stage, value, warnings: warnings) }
    }
}
