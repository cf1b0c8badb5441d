internal import Diagnostics
internal import Digest
internal import Specification

/// What a stage left on disk: the key under which it ran, and its files.
///
/// It holds no secret and no time, so that the same input gives the same checkpoint.
struct Checkpoint {
    static let format = 1

    var stage: StageName
    var key: String
    /// What the key was made of: a phrase for each input, and its digest.
    var inputs: [String: String]
    /// Path → SHA-256 of what the stage made. A file that somebody edited has another digest.
    var outputs: [String: String]
    /// The same for files that the stage doesn't make any more, and that stay because somebody edited them.
    var orphans: [String: String] = [:]

    static func path(of stage: StageName) -> String { ".berry/checkpoints/\(stage.rawValue).json" }

    /// The stage's checkpoint; nil when there is none, or none that this version understands.
    static func read(_ stage: StageName, in project: ProjectFolder) -> Checkpoint? {
        guard let bytes = try? FileIO.read(project.path(path(of: stage))),
            let document = try? Document(SourceFile(path: path(of: stage), bytes: bytes)),
            case .number("\(format)")? = document.root.member("format")?.value.value,
            case .string(let key)? = document.root.member("key")?.value.value,
            let inputs = document.root.member("inputs")?.value.digests,
            let outputs = document.root.member("outputs")?.value.digests,
            outputs.keys.allSatisfy(ProjectFolder.contains)
        else { return nil }
        let orphans = document.root.member("orphans")?.value.digests ?? [:]
        guard orphans.keys.allSatisfy(ProjectFolder.contains) else { return nil }
        return Checkpoint(stage: stage, key: key, inputs: inputs, outputs: outputs, orphans: orphans)
    }

    /// One digest for everything the stage made; of its key, when it has no files.
    var outputDigest: String {
        if outputs.isEmpty { return key }
        return Digest(of: outputs.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)\n" }.joined()).hex
    }

    var text: String {
        var members: [Node.Member] = [
            .init("format", Node(.number("\(Self.format)"))),
            .init("stage", Node(.string(stage.rawValue))),
            .init("key", Node(.string(key))),
            .init("inputs", Node(digests: inputs)),
            .init("outputs", Node(digests: outputs)),
        ]
        if !orphans.isEmpty { members.append(.init("orphans", Node(digests: orphans))) }
        return CanonicalJSON.text(of: Node(.object(members)), expanded: true)
    }
}
