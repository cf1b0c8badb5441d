public import GeneratedFiles

/// One step of the pipeline: a function from a typed input to a typed output, and the files that hold the output.
public struct Stage<Input: Sendable, Output: Sendable>: StageDescription {
    public let name: StageName
    public let predecessors: [StageName]
    public let version: Int
    let run: @Sendable (Input) async throws -> Output
    let files: @Sendable (Output) throws -> [GeneratedFile]

    public init(
        _ name: StageName, after predecessors: [StageName] = [], version: Int = 1,
        run: @escaping @Sendable (Input) async throws -> Output,
        files: @escaping @Sendable (Output) throws -> [GeneratedFile] = { _ in [] }
    ) {
        self.name = name
        self.predecessors = predecessors
        self.version = version
        self.run = run
        self.files = files
    }
}

/// A stage's output, made when somebody asks for it and kept for the rest of the run.
///
/// A stage that is up to date is never asked, unless a later stage that isn't needs its value: then the value is
/// made again in memory, and nothing is written.
public actor StageValue<Output: Sendable> {
    private let make: @Sendable () async throws -> Output
    /// Kept as a task, so that whoever asks meanwhile waits for the same answer.
    private var made: Task<Output, any Error>?

    init(_ make: @escaping @Sendable () async throws -> Output) { self.make = make }

    init<Input>(_ stage: Stage<Input, Output>, of input: @escaping @Sendable () async throws -> Input) {
        make = { try await stage.run(input()) }
    }

    func value() async throws -> Output {
        if let made { return try await made.value }
        let task = Task { [make] in try await make() }
        made = task
        // An interrupted run interrupts what it waits for.
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }
}

/// What is known of a stage without its types.
public protocol StageDescription: Sendable {
    var name: StageName { get }
    /// The stages whose files it depends on.
    var predecessors: [StageName] { get }
    /// Raised when the same input gives other files; then every project runs the stage again.
    var version: Int { get }
}
