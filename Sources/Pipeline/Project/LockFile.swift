internal import Diagnostics
internal import Specification
internal import SystemPackage

/// `berry.lock`, committed with the project: which files berry generated, and their digests. An edit of one of
/// them is noticed in any clone.
struct LockFile {
    /// Stage → path → SHA-256.
    var files: [String: [String: String]]

    static func read(in project: ProjectFolder) throws(DiagnosticsError) -> LockFile {
        guard let bytes = try FileIO.read(project.path(ProjectFolder.lockFileName)) else {
            return LockFile(files: [:])
        }
        let source = SourceFile(path: ProjectFolder.lockFileName, bytes: bytes)
        let document: Document
        do {
            document = try Document(source)
        } catch {
            throw DiagnosticsError(
                error.diagnostics.map { diagnostic in
                    var diagnostic = diagnostic
                    diagnostic.fix = "resolve the merge, or delete berry.lock and run 'berry generate --overwrite'"
                    return diagnostic
                })
        }
        var lock = LockFile(files: [:])
        if case .object(let stages)? = document.root.member("files")?.value.value {
            for stage in stages { lock.files[stage.key] = stage.value.digests }
        }
        for path in lock.files.values.flatMap(\.keys).sorted() where !ProjectFolder.contains(path) {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "lock-file", "berry.lock names the file '\(path)', which isn't in this project",
                    fix: "restore berry.lock from version control"))
        }
        return lock
    }

    var text: String {
        let stages = files.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }.map { stage, digests in
            Node.Member(stage, Node(digests: digests))
        }
        return CanonicalJSON.text(
            of: Node(.object([.init("berry", Node(.string(Berry.version))), .init("files", Node(.object(stages)))])),
            expanded: true)
    }
}

extension Node {
    /// Paths and their digests, sorted by path.
    init(digests: [String: String]) {
        self.init(
            .object(digests.sorted { $0.key < $1.key }.map { Node.Member($0.key, Node(.string($0.value))) }))
    }

    /// The strings of an object, by key.
    var digests: [String: String] {
        guard case .object(let members) = value else { return [:] }
        var digests: [String: String] = [:]
        digests.reserveCapacity(members.count)
        for member in members { if case .string(let digest) = member.value.value { digests[member.key] = digest } }
        return digests
    }
}
