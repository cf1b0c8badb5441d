internal import Digest
public import GeneratedFiles

/// `berry.sum`: the sealed migrations with their digests. A migration that a database has run may not change any
/// more; the first line covers the whole list, so that two branches that both add one conflict in git.
public struct MigrationSum: Hashable, Sendable {
    public var layout: MigrationLayout

    /// Below the project's folder.
    public var path: String { "\(layout.root)/berry.sum" }

    /// File name → digest, in the order of versions.
    public private(set) var entries: [Entry]

    /// A sealed file; `digest` is the SHA-256 of its bytes, in hexadecimal.
    public struct Entry: Hashable, Sendable {
        public var file: String
        public var digest: String
    }

    public init(layout: MigrationLayout = .berry) {
        self.layout = layout
        entries = []
    }

    /// Reads the file's text; nil when it isn't one.
    public init?(text: String, layout: MigrationLayout = .berry) {
        self.layout = layout
        entries = []
        for line in text.split(separator: "\n").dropFirst() {
            let parts = line.split(separator: " ")
            guard parts.count == 2, parts[1].hasPrefix("sha256:") else { return nil }
            entries.append(.init(file: String(parts[0]), digest: String(parts[1].dropFirst("sha256:".count))))
        }
        guard text == self.text else { return nil }
    }

    /// Takes the migration's files in, in place of entries of the same names.
    public mutating func seal(_ migration: Migration) {
        for file in migration.files {
            let name = name(of: file)
            entries.removeAll { $0.file == name }
            entries.append(.init(file: name, digest: Digest(of: file.contents).hex))
        }
        entries.sort { $0.file < $1.file }
    }

    /// Takes the migration's files out.
    public mutating func remove(_ migration: Migration) {
        let names = Set(migration.files.map(name))
        entries.removeAll { names.contains($0.file) }
    }

    /// The list, where it stands in a project.
    public var file: GeneratedFile { GeneratedFile(path, text: text) }

    /// What the list calls a file.
    private func name(of file: GeneratedFile) -> String { String(file.path.dropFirst(layout.root.count + 1)) }

    /// Whether the file of this name was sealed.
    public func isSealed(file name: String) -> Bool { entries.contains { $0.file == name } }

    /// Whether a file of a migration was sealed.
    public func isSealed(_ file: GeneratedFile) -> Bool { isSealed(file: name(of: file)) }

    /// Whether the migration may not change any more.
    public func isSealed(_ migration: Migration) -> Bool { migration.files.contains(where: isSealed) }

    private var list: String { entries.map { "\($0.file) sha256:\($0.digest)\n" }.joined() }
    private var head: String { "berry.sum 1 sha256:\(Digest(of: list).hex)" }

    public var text: String { head + "\n" + list }
}
