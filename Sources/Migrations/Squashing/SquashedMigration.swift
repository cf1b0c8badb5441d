/// One of the migrations that a baseline stands for.
public struct SquashedMigration: Hashable, Sendable {
    public var version: String
    public var name: String
    /// SHA-256 of the file that was applied.
    public var digest: String

    private static let mark = "-- Squashes "

    init(_ migration: Migration) { (version, name, digest) = (migration.version, migration.name, migration.digest) }

    /// Reads a line of a baseline's head; nil when it is another one.
    fileprivate init?(line: Substring) {
        guard line.hasPrefix(Self.mark) else { return nil }
        let words = line.dropFirst(Self.mark.count).split(separator: " ")
        guard words.count == 2, words[1].hasPrefix("sha256:"), let underscore = words[0].firstIndex(of: "_") else {
            return nil
        }
        version = String(words[0][..<underscore])
        name = String(words[0][words[0].index(after: underscore)...])
        digest = String(words[1].dropFirst("sha256:".count))
    }

    /// What the head of a baseline says of it, behind the mark of a comment.
    var text: String { "\(Self.mark.dropFirst("-- ".count))\(version)_\(name) sha256:\(digest)" }
}

extension Migration {
    /// The migrations that it stands for, in order; none for one that stands for itself.
    public var squashes: [SquashedMigration] {
        // The head ends with its first line that is no comment.
        var squashes: [SquashedMigration] = []
        var rest = up[...]
        while rest.hasPrefix("--") {
            let end = rest.firstIndex(of: "\n") ?? rest.endIndex
            if let squashed = SquashedMigration(line: rest[..<end]) { squashes.append(squashed) }
            rest = rest[end...].dropFirst()
        }
        return squashes
    }
}
