internal import Digest
public import GeneratedFiles

/// One step of a database's history, as a pair of files.
public struct Migration: Codable, Hashable, Sendable {
    /// Fourteen digits, year to second, in UTC; sorts as text.
    public var version: String
    /// snake_case: `initial_schema`.
    public var name: String
    /// The SQL that applies it.
    public var up: String
    /// The SQL that takes it back; nil where nobody wrote any.
    public var down: String?
    /// Where its files stand.
    public var layout = MigrationLayout.berry

    public init(
        version: String, name: String, up: String, down: String?, layout: MigrationLayout = .berry
    ) {
        self.layout = layout
        self.version = version
        self.name = name
        self.up = up
        self.down = down
    }

    public var upPath: String { path(.up) }
    private var downPath: String { path(.down) }

    /// The file that applies it, or takes it back; below the project's folder.
    public func path(_ direction: MigrationFileName.Direction) -> String {
        layout.path(MigrationFileName(version, name, direction))
    }

    /// SHA-256 of the file that is applied.
    public var digest: String { Digest(of: up).hex }

    /// The digest of a migration's file.
    public static func digest(of contents: [UInt8]) -> String { Digest(of: contents).hex }

    /// The pair of files, with their paths below the project's folder.
    public var files: [GeneratedFile] {
        [.init(upPath, text: up)] + (down.map { [.init(downPath, text: $0)] } ?? [])
    }

    /// What it changes, in a line: how its file begins, or how many statements it has.
    public var about: String {
        let first = up.prefix { $0 != "\n" }
        if first.hasPrefix("-- "), !isOnlyComment { return String(first.dropFirst("-- ".count)) }
        let count = statements(.up).count
        return count == 0 ? "no statement yet" : "\(count) \(count == 1 ? "statement" : "statements")"
    }

    private var isOnlyComment: Bool { statements(.up).isEmpty }

    /// A line of a file whose one statement PostgreSQL refuses to run in a transaction.
    static let outsideMark = "-- Runs outside a transaction."

    /// A line of a file that takes away what programs still use.
    static let waitingMark = "-- Waits until it is allowed by name: programs that know what goes may still run."

    /// Whether a push leaves it until somebody allows by name what it does: it says so.
    public var waits: Bool { up.split(separator: "\n").contains { $0 == Self.waitingMark } }

    /// Whether it runs outside of any transaction: it says so.
    public var runsOutside: Bool { runsOutside(.up) }

    /// Whether it, or its way back, runs outside of any transaction.
    public func runsOutside(_ direction: MigrationFileName.Direction) -> Bool {
        text(direction).split(separator: "\n").contains { $0 == Self.outsideMark }
    }

    /// The SQL that applies it, or takes it back; nothing where nobody wrote any.
    func text(_ direction: MigrationFileName.Direction) -> String { direction == .up ? up : down ?? "" }
}
