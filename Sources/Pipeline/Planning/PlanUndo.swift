public import Diagnostics
internal import Digest
internal import SystemPackage

/// Takes the last plan back.
public struct PlanUndo: Sendable {
    public let project: ProjectFolder
    /// The file whose last plan is meant; nil for that of the project's last one.
    public let specification: String?

    public init(_ project: ProjectFolder, specification: String? = nil) {
        self.project = project
        self.specification = specification
    }

    /// What became of it.
    public enum Outcome: Sendable {
        case undone(PlanRecord)
        /// Nothing was changed, for this reason.
        case refused(Diagnostic)
    }

    /// Puts the file back as it was before the plan, if it still is as the plan left it.
    ///
    /// - Parameter onWait: is told who is at work on the project, when it has to wait.
    public func run(onWait: (String) -> Void) async throws -> Outcome {
        let history = PlanHistory(project)
        guard try !history.standing().isEmpty else { return .refused(nothing) }
        let lock = try await RunLock.acquire(in: project, onWait: onWait)
        defer { withExtendedLifetime(lock) {} }
        try Journal.recover(in: project)
        for var entry in try history.standing() {
            let name = entry.record.specification
            if let specification, specification != name { continue }
            let path = project.specification(name)
            // A record may come with somebody else's repository, so only a user leads out of the project.
            guard specification != nil || isInside(path) else { return .refused(outside(entry.number, name)) }
            let found = try FileIO.read(path).map { Digest(of: $0).hex }
            if found == entry.record.after {
                let text = try history.before(entry.number)
                guard text.map({ Digest(of: $0).hex }) == entry.record.before else {
                    return .refused(lost(entry.number, name))
                }
                try restore(text, to: path, called: name)
            } else if found == entry.record.before {
                // The run that made it ended before it wrote the file.
                entry.record.undone = true
                try history.write(entry)
                continue
            } else {
                return .refused(changed(entry.number, name, begins: entry.record.before == nil))
            }
            entry.record.undone = true
            try history.write(entry)
            return .undone(entry.record)
        }
        return .refused(nothing)
    }

    private func isInside(_ path: FilePath) -> Bool {
        let root = FileIO.resolved(project.root)
        let folder = FileIO.resolved(path.removingLastComponent())
        return folder.starts(with: root)
            && (!FileIO.exists(path) || FileIO.resolved(path).starts(with: root))
    }

    private func restore(_ text: [UInt8]?, to path: FilePath, called name: String) throws(DiagnosticsError) {
        guard let text else { return try FileIO.remove(FileIO.resolved(path)) }
        try NewFile.write([NewFile(path, called: name, text: String(decoding: text, as: UTF8.self))], overwriting: true)
    }

    private var nothing: Diagnostic {
        Diagnostic(
            .error, "nothing-to-undo",
            "there is no plan to take back" + (specification.map { " for \($0)" } ?? ""),
            fix: "only what 'berry plan' wrote in this folder can be taken back; use version control for the rest")
    }

    private func changed(_ number: Int, _ name: String, begins: Bool) -> Diagnostic {
        let history = PlanHistory(project)
        return Diagnostic(
            .error, "changed-since", "\(name) was changed since the last plan, so the plan isn't taken back",
            notes: begins ? [] : [.init("the text as it was before the plan is in \(history.textName(of: number))")],
            fix: begins
                ? "remove the file yourself, or change it by another plan"
                : "plan the opposite, or take what you need from that file")
    }

    private func outside(_ number: Int, _ name: String) -> Diagnostic {
        Diagnostic(
            .error, "outside-project", "the last plan is about \(name), which lies outside of the project",
            fix: "if that is the file you mean: berry plan --undo --spec \(name)")
    }

    private func lost(_ number: Int, _ name: String) -> Diagnostic {
        Diagnostic(
            .error, "plan-text-lost",
            "\(PlanHistory(project).textName(of: number)) doesn't hold the text of \(name) before the plan any more",
            fix: "take the text from version control")
    }
}
