internal import Diagnostics
internal import Digest
internal import GeneratedFiles

/// The part of a run that changes from stage to stage.
struct PipelineSession {
    let run: PipelineRun
    let values: PipelineValues
    var lock: LockFile
    var index: FileIndex
    var reports: [StageReport] = []
    /// Where the last run stopped.
    let failed: StageFailure?
    /// What each stage made, for the keys of those after it.
    private var made: [StageName: Checkpoint] = [:]

    init(run: PipelineRun, values: PipelineValues, lock: LockFile) {
        self.run = run
        self.values = values
        self.lock = lock
        index = FileIndex(of: run.project)
        failed = StageFailure.read(in: run.project)
    }

    /// Runs `stage` unless it is up to date.
    mutating func bring<Input, Output>(
        _ stage: Stage<Input, Output>, _ value: StageValue<Output>,
        warnings: @Sendable (Output) async throws -> [Diagnostic] = { _ in [] }
    ) async throws {
        if let until = run.options.until, stage.name > until { return }
        var state = try await examine(stage)
        if let from = run.options.from, stage.name < from {
            // What comes after would be recorded under a key that its contents don't belong to.
            guard state.reasons.isEmpty else { throw Self.skipped(stage.name, from, state.reasons) }
            return
        }
        if run.options.force { state.reasons.append("--force") }
        if run.options.overwrite, !state.edited.isEmpty { state.reasons.append("--overwrite") }
        var report = StageReport(stage: stage.name, outcome: .fresh)
        report.writes.kept = state.edited
        report.writes.orphans = state.orphans
        guard !state.reasons.isEmpty else {
            finish(report)
            return
        }
        run.observer.began(stage.name)
        do {
            try await make(stage, value, state, &report, warnings)
        } catch {
            if !run.options.isCheck { StageFailure(stage.name, key: state.key, error).write(in: run.project) }
            throw error
        }
        finish(report)
    }

    /// Runs `stage` and writes its files.
    private mutating func make<Input, Output>(
        _ stage: Stage<Input, Output>, _ value: StageValue<Output>, _ state: Examination, _ report: inout StageReport,
        _ warnings: @Sendable (Output) async throws -> [Diagnostic]
    ) async throws {
        let start = ContinuousClock.now
        let output = try await value.value()
        report.warnings = try await warnings(output)
        let writer = OutputWriter(project: run.project, overwrites: run.options.overwrite)
        let plan = try writer.plan(stage.files(output), of: stage.name, lock, &index)
        let checkpoint = Checkpoint(
            stage: stage.name, key: state.key, inputs: state.inputs, outputs: plan.digests, orphans: plan.orphans)
        report.writes = plan.report
        if run.options.isCheck {
            report.outcome = plan.changesArtifacts ? .stale(reasons: state.reasons) : .fresh
        } else {
            try writer.commit(
                plan, checkpoint, &lock, &index, label: "generate.\(stage.name.rawValue)",
                progress: { [observer = run.observer] in observer.wrote($0, of: $1, in: stage.name) })
            report.outcome = .ran(reasons: state.reasons)
            if failed?.stage == stage.name { try FileIO.remove(run.project.failure) }
        }
        made[stage.name] = checkpoint
        report.duration = ContinuousClock.now - start
    }

    /// Remembers what the files are, if any was written.
    func end() {
        let wrote = reports.contains { if case .ran = $0.outcome { true } else { false } }
        if wrote { index.save() }
    }

    private mutating func finish(_ report: StageReport) {
        reports.append(report)
        run.observer.ended(report)
    }

    /// How a stage stands before it runs.
    struct Examination {
        var checkpoint: Checkpoint?
        /// Phrase → digest of everything it depends on.
        var inputs: [String: String]
        var key: String
        /// Why it has to run; nothing when it is up to date.
        var reasons: [String]
        /// Files of it that somebody edited.
        var edited: [String] = []
        /// Files of it that somebody edited and that it doesn't make any more.
        var orphans: [String] = []
    }

    /// Compares a stage's inputs and files with its checkpoint. Its predecessors were examined or brought before.
    mutating func examine(_ stage: any StageDescription) async throws -> Examination {
        var inputs = await values.inputs(of: stage.name)
        inputs["this version of berry"] = Digest(of: "\(Berry.version) \(stage.version)").hex
        for name in stage.predecessors { inputs["the stage '\(name.rawValue)'"] = made[name]?.outputDigest ?? "" }
        let key = Digest(of: inputs.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)\n" }.joined()).hex
        let checkpoint = Checkpoint.read(stage.name, in: run.project)
        var state = Examination(checkpoint: checkpoint, inputs: inputs, key: key, reasons: [])
        guard let checkpoint else {
            state.reasons = ["it hasn't run here before"]
            return state
        }
        if checkpoint.key != key {
            state.reasons = Set(inputs.keys).union(checkpoint.inputs.keys).sorted()
                .filter { checkpoint.inputs[$0] != inputs[$0] }
                .map { inputs[$0] == nil ? "\($0) is no part of it any more" : "\($0) changed" }
        }
        if checkpoint.key.isEmpty { state.reasons.append("migrations were sealed that it hasn't seen") }
        let known = lock.files[stage.name.rawValue] ?? [:]
        var (artifacts, isLocked) = (0, true)
        var broken: [String] = []
        for (path, digest) in checkpoint.outputs {
            let isArtifact = !path.hasPrefix(".berry/")
            if isArtifact {
                artifacts += 1
                if known[path] != digest { isLocked = false }
            }
            switch try index.standing(at: path) {
            case .file(digest): continue
            case .nothing: broken.append("\(path) is missing")
            default: if isArtifact { state.edited.append(path) } else { broken.append("\(path) was changed") }
            }
        }
        for (path, digest) in checkpoint.orphans {
            artifacts += 1
            if known[path] != digest { isLocked = false }
            if try index.standing(at: path) == .nothing {
                broken.append("\(path) is gone")
            } else {
                state.orphans.append(path)
            }
        }
        state.reasons += broken.sorted()
        state.edited.sort()
        state.orphans.sort()
        if let version = lock.version, version != Berry.version {
            state.reasons.append("berry.lock is of berry \(version)")
        }
        if !isLocked || artifacts != known.count { state.reasons.append("berry.lock names other files") }
        made[stage.name] = checkpoint
        return state
    }

    private static func skipped(_ stage: StageName, _ from: StageName, _ reasons: [String]) -> DiagnosticsError {
        DiagnosticsError(
            Diagnostic(
                .error, "stale-stage",
                "the stage '\(stage.rawValue)' comes before '\(from.rawValue)' and is out of date: "
                    + reasons.joined(separator: ", "),
                fix: "leave --from away, or write --from \(stage.rawValue)"))
    }
}
