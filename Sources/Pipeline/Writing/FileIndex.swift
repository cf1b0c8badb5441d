internal import Diagnostics
internal import SystemPackage

/// Remembers the digests of a project's files in `.berry/index`, so that a file whose stamp is the same isn't read
/// again.
///
/// It works as git's index does, and has the same weak spot: a file that changes twice within a tick of the file
/// system's clock has one stamp for two contents. So a file that has just changed isn't remembered when it is read, and
/// not believed when it is as new as the index. What the index lacks is only slower.
struct FileIndex {
    private struct Entry {
        var stamp: FileStamp
        /// SHA-256.
        var digest: String
    }

    /// In nanoseconds; the coarsest clock is FAT's, which ticks every two seconds.
    private static let tick: Int64 = 2_000_000_000
    private static let header = "berry index 1"
    private let project: ProjectFolder
    private let root: String
    private var entries: [String: Entry] = [:]

    init(of project: ProjectFolder) {
        self.project = project
        root = project.root.string + "/"
        guard let written = FileStamp(of: project.index.string),
            let bytes = try? FileIO.read(project.index)
        else { return }
        entries = Self.parse(bytes).filter { $0.value.stamp.changed < written.modified }
    }

    /// What stands at a path of the project.
    mutating func standing(at path: String) throws(DiagnosticsError) -> FileIO.Standing {
        let stamp = FileStamp(of: root + path)
        if let stamp, let entry = entries[path], entry.stamp == stamp { return .file(entry.digest) }
        let now = FileStamp.now
        let standing = try FileIO.standing(at: project.path(path))
        entries[path] = nil
        // The stamp is older than what was read, so a change in between is seen the next time.
        if let stamp, let digest = standing.digest, stamp.changed < now - Self.tick {
            entries[path] = Entry(stamp: stamp, digest: digest)
        }
        return standing
    }

    /// Remembers a file that was written to a temporary place and renamed; `written` is its stamp before. Nobody knew it
    /// by its name when it was written, so who changes it gives it another time.
    mutating func remember(_ path: String, digest: String, written: FileStamp) {
        guard let stamp = FileStamp(of: root + path), stamp.hasContents(of: written) else {
            entries[path] = nil
            return
        }
        entries[path] = Entry(stamp: stamp, digest: digest)
    }

    /// Writes the index. Without it the next run reads more files, so that it fails to be written is no failure.
    func save() {
        var text = Self.header + "\n"
        text.reserveCapacity(entries.count * 200)
        for (path, entry) in entries where !path.utf8.contains(UInt8(ascii: "\n")) {
            let stamp = entry.stamp
            text += "\(stamp.inode) \(stamp.size) \(stamp.modified) \(stamp.changed) \(entry.digest) \(path)\n"
        }
        try? Journal.replaceState(project.index, with: Array(text.utf8), in: project)
    }

    /// Nothing, when any line isn't as `save` writes it.
    private static func parse(_ bytes: [UInt8]) -> [String: Entry] {
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        guard let first = lines.first, first.elementsEqual(header.utf8), bytes.last == UInt8(ascii: "\n") else {
            return [:]
        }
        var entries: [String: Entry] = [:]
        entries.reserveCapacity(lines.count)
        for line in lines.dropFirst() {
            let words = line.split(separator: UInt8(ascii: " "), maxSplits: 5)
            guard words.count == 6, words[4].count == 64, let inode = number(words[0]), let size = number(words[1]),
                let modified = number(words[2]), let changed = number(words[3])
            else { return [:] }
            entries[String(decoding: words[5], as: UTF8.self)] = Entry(
                stamp: FileStamp(inode: UInt64(inode), size: size, modified: modified, changed: changed),
                digest: String(decoding: words[4], as: UTF8.self))
        }
        return entries
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        var number: Int64 = 0
        for digit in digits {
            guard (48...57).contains(digit) else { return nil }
            let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(Int64(digit - 48))
            if overflow || carry { return nil }
            number = sum
        }
        return number
    }
}
