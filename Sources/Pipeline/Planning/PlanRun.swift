internal import Diagnostics
internal import Digest
internal import ModelProviders
public import Planning
internal import Specification
internal import SystemPackage

/// One request for one specification.
public struct PlanRun: Sendable {
    public let project: ProjectFolder
    /// The specification's path, relative to the project unless it is absolute.
    public let specification: String
    /// Where the result goes instead of over the specification.
    public let output: String?
    public let request: PlanRequest
    public let planner: Planner

    public init(
        _ project: ProjectFolder, specification: String, output: String? = nil, request: PlanRequest,
        planner: Planner = .english(EnglishPlanner())
    ) {
        self.project = project
        self.specification = specification
        self.output = output == specification ? nil : output
        self.request = request
        self.planner = planner
    }

    private var destination: String { output ?? specification }

    /// Plans, applies and checks, and writes nothing.
    ///
    /// - Throws: `DiagnosticsError` where the specification can't be read or is wrong before anything is planned.
    public func proposal() async throws -> PlanProposal {
        try checkOutput()
        let file = try SourceFile.read(project.specification(specification), called: specification)
        guard let file else { return try await beginning() }
        let document = try Document(file)
        if let place = document.includedPaths.first?.place {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "plan-include", "'berry plan' changes one file, and this specification includes others",
                    at: place, fix: "edit the file that the change belongs in"))
        }
        var reading = Reading(file: file)
        let read = Specification.read(document.root, &reading)
        guard let read, !reading.diagnostics.hasErrors else { throw DiagnosticsError(reading.diagnostics.sorted) }
        let review = SpecificationReview(read)
        let planned = try await plan(for: read, document, review)
        let plan = planned.plan
        var proposal = PlanProposal(
            plan.edits.isEmpty ? plan.isAlreadyTrue ? .alreadyTrue : .refused : .change, request, file: destination,
            begins: false)
        proposal.before = file.bytes
        proposal.take(planned)
        if proposal.verdict == .change { try apply(plan, to: document, review, &proposal) }
        return proposal
    }

    /// What the planner makes of the request, and what it took of a model.
    struct Planned {
        var plan: Plan
        var model: ModelPlanner.Planned?
    }

    private func plan(
        for specification: Specification?, _ document: Document, _ before: SpecificationReview?
    ) async throws -> Planned {
        switch planner {
        case .english(let planner): return Planned(plan: planner.plan(request.text, for: specification))
        case .model(let planner):
            let planned = try await planner.plan(request.text, for: specification) { edits in
                do throws(DiagnosticsError) {
                    let edited = try document.applying(edits.map(\.edit))
                    return SpecificationReview(edited.specification).problems.new(since: before?.problems ?? [])
                } catch {
                    return error.diagnostics
                }
            }
            return Planned(plan: planned.plan, model: planned)
        }
    }

    /// A plan for a specification that isn't there yet.
    private func beginning() async throws -> PlanProposal {
        var document = try Document(SourceFile(path: destination, text: beginning(named: nil)))
        let planned = try await plan(for: nil, document, nil)
        let plan = planned.plan
        var proposal = PlanProposal(plan.edits.isEmpty ? .refused : .change, request, file: destination, begins: true)
        proposal.take(planned)
        guard proposal.verdict == .change else { return proposal }
        document = try Document(SourceFile(path: destination, text: beginning(named: plan.name)))
        try apply(plan, to: document, nil, &proposal)
        return proposal
    }

    /// The least that is a specification. What nobody names is called like its folder.
    private func beginning(named name: String?) -> String {
        let words = (name ?? project.root.lastComponent?.string ?? "").lowercased()
            .split { !$0.isASCII || !$0.isLetter && !$0.isNumber }
        let name = words.joined(separator: "-")
        var specification = Specification()
        specification.name = name.isEmpty ? "app" : name
        guard destination.hasSuffix(".yaml") || destination.hasSuffix(".yml") else {
            return specification.canonicalText
        }
        return "berry: \(specification.format)\nname: \"\(specification.name)\"\nentities: []\n"
    }

    private func apply(
        _ plan: Plan, to document: Document, _ before: SpecificationReview?, _ proposal: inout PlanProposal
    ) throws(DiagnosticsError) {
        let edited: EditedDocument
        do throws(DiagnosticsError) {
            edited = try document.applying(plan.edits.map(\.edit))
        } catch {
            proposal.refuse(error.diagnostics)
            return
        }
        let after = SpecificationReview(edited.specification)
        guard after.problems.isEmpty else {
            // What was wrong before is no fault of the plan, and is mended first.
            if let before, !before.problems.isEmpty { throw DiagnosticsError(before.problems) }
            proposal.refuse(
                after.problems.map { problem in
                    var problem = problem
                    problem.notes.append(
                        .init("the planned specification would have this error, so nothing is changed"))
                    return problem
                })
            return
        }
        proposal.edits = zip(plan.edits, edited.outcomes).filter { $0.1 == .applied }.map(\.0)
        guard !proposal.edits.isEmpty else {
            proposal.verdict = .alreadyTrue
            return
        }
        // What nobody has laid out yet gets the canonical form.
        let isNew = proposal.begins && document.format == .json
        let text = isNew ? edited.specification.canonicalText : edited.text
        proposal.after = Array(text.utf8)
        proposal.difference = UnifiedDifference(
            from: proposal.before.map { String(decoding: $0, as: UTF8.self) } ?? "", to: text)
        proposal.diagnostics += edited.diagnostics + after.warnings.new(since: before?.warnings ?? [])
        // A part of the language that isn't generated yet keeps nobody from writing it down.
        proposal.diagnostics += after.refusals.new(since: before?.refusals ?? []).map { refusal in
            var warning = refusal
            warning.severity = .warning
            warning.fix = "keep it for a later version, or take the plan back: berry plan --undo"
            return warning
        }
        proposal.old = before
        proposal.new = after
        if let model = after.model, before == nil || before?.model != nil {
            proposal.access = AccessChange.all(from: before?.model, to: model)
        }
    }

    /// Somebody else's file is never replaced, and a text keeps its format.
    private func checkOutput() throws(DiagnosticsError) {
        guard let output else { return }
        func isYAML(_ name: String) -> Bool { name.hasSuffix(".yaml") || name.hasSuffix(".yml") }
        if FileIO.exists(project.specification(specification)), isYAML(output) != isYAML(specification) {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "other-format", "a plan doesn't turn YAML into JSON or back, as \(output) would have it",
                    fix: "give a file whose name ends like \(specification)"))
        }
        guard FileIO.exists(project.specification(output)) else { return }
        throw DiagnosticsError(
            Diagnostic(
                .error, "file-exists", "\(output) exists already", fix: "give another path, or leave -o out"))
    }

    /// Writes what was proposed, and remembers it, unless the specification was changed meanwhile.
    ///
    /// - Parameter onWait: is told who is at work on the project, when it has to wait.
    public func accept(_ proposal: PlanProposal, onWait: (String) -> Void) async throws {
        guard proposal.verdict == .change else { return }
        let lock = try await RunLock.acquire(in: project, onWait: onWait)
        defer { withExtendedLifetime(lock) {} }
        try Journal.recover(in: project)
        try checkOutput()
        guard try FileIO.read(project.specification(specification)) == proposal.before else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "changed-meanwhile", "\(specification) was changed while the plan was looked at",
                    fix: "run the same command again"))
        }
        let history = PlanHistory(project)
        let record = PlanRecord(proposal, planner.name, replaces: output == nil ? proposal.before : nil)
        let number = try history.add(record, before: output == nil ? proposal.before : nil)
        do {
            let text = String(decoding: proposal.after, as: UTF8.self)
            try NewFile.write(
                [NewFile(project.specification(destination), called: destination, text: text)], overwriting: true)
        } catch {
            try? history.remove(number)
            throw error
        }
    }
}

extension PlanProposal {
    /// Nothing is done, for these reasons.
    fileprivate mutating func refuse(_ reasons: [Diagnostic]) {
        verdict = .refused
        edits = []
        diagnostics += reasons
    }
}
