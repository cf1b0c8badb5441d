/// What two texts differ in, line by line, as `diff -u` shows it.
///
/// The shortest way from one to the other is found as in Myers, "An O(ND) Difference Algorithm and Its Variations"
/// (1986); texts that share almost nothing are taken as wholly different past ``mostSteps``.
public struct UnifiedDifference: Sendable, Hashable {
    /// A line, without its break, and on which side it stands.
    public enum Line: Sendable, Hashable {
        case common(String), removed(String), added(String)
    }

    public let lines: [Line]
    private static let mostSteps = 2000

    public init(from old: String, to new: String) {
        self.init(of: Self.split(old), to: Self.split(new))
    }

    /// The same for any two lists of words or lines.
    init(of a: [String], to b: [String]) {
        let start = zip(a, b).prefix { $0 == $1 }.count
        let end = zip(a.dropFirst(start).reversed(), b.dropFirst(start).reversed()).prefix { $0 == $1 }.count
        let middle = Self.script(Array(a[start..<a.count - end]), Array(b[start..<b.count - end]))
        lines = a[..<start].map(Line.common) + middle + a[(a.count - end)...].map(Line.common)
    }

    /// Whether the texts are the same.
    public var isEmpty: Bool { lines.allSatisfy(\.isCommon) }

    /// Hunks with their lines around, at most `context` on each side, under headers with both names.
    public func text(old: String, new: String, context: Int = 3) -> String {
        guard !isEmpty else { return "" }
        var text = "--- \(old)\n+++ \(new)\n"
        for hunk in hunks(context) {
            let before = lines[..<hunk.lowerBound]
            let inside = lines[hunk]
            let (oldCount, newCount) = (inside.count { !$0.isAdded }, inside.count { !$0.isRemoved })
            let oldStart = before.count { !$0.isAdded } + (oldCount > 0 ? 1 : 0)
            let newStart = before.count { !$0.isRemoved } + (newCount > 0 ? 1 : 0)
            text += "@@ -\(oldStart),\(oldCount) +\(newStart),\(newCount) @@\n"
            for line in inside { text += line.text + "\n" }
        }
        return text
    }

    private func hunks(_ context: Int) -> [Range<Int>] {
        var hunks: [Range<Int>] = []
        for (index, line) in lines.enumerated() where !line.isCommon {
            let range = max(0, index - context)..<min(lines.count, index + context + 1)
            if let last = hunks.last, last.upperBound >= range.lowerBound {
                hunks[hunks.count - 1] = last.lowerBound..<range.upperBound
            } else {
                hunks.append(range)
            }
        }
        return hunks
    }

    /// Lines end at a line feed; a carriage return before it is a part of the line, so that it shows.
    private static func split(_ text: String) -> [String] {
        var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        if lines.last?.isEmpty ?? false { lines.removeLast() }
        return lines
    }

    private static func script(_ a: [String], _ b: [String]) -> [Line] {
        let whole = a.map(Line.removed) + b.map(Line.added)
        guard !a.isEmpty, !b.isEmpty else { return whole }
        // The furthest place on each diagonal, after 0, 1, … changes.
        var furthest = [1: 0]
        var rounds: [[Int: Int]] = []
        for steps in 0...min(a.count + b.count, mostSteps) {
            rounds.append(furthest)
            for diagonal in stride(from: -steps, through: steps, by: 2) {
                let (left, right) = (furthest[diagonal - 1], furthest[diagonal + 1])
                var x =
                    diagonal == -steps || diagonal != steps && left ?? -1 < right ?? -1 ? right ?? 0 : (left ?? 0) + 1
                while x < a.count, x - diagonal < b.count, x - diagonal >= 0, a[x] == b[x - diagonal] { x += 1 }
                furthest[diagonal] = x
                if x >= a.count, x - diagonal >= b.count { return walkBack(a, b, rounds) }
            }
        }
        return whole
    }

    private static func walkBack(_ a: [String], _ b: [String], _ rounds: [[Int: Int]]) -> [Line] {
        var lines: [Line] = []
        var (x, y) = (a.count, b.count)
        for (steps, furthest) in rounds.enumerated().reversed() {
            let diagonal = x - y
            let (left, right) = (furthest[diagonal - 1], furthest[diagonal + 1])
            let isDown = diagonal == -steps || diagonal != steps && left ?? -1 < right ?? -1
            let origin = isDown ? diagonal + 1 : diagonal - 1
            let fromX = furthest[origin] ?? 0
            let fromY = fromX - origin
            while x > fromX, y > fromY, x > 0, y > 0 {
                lines.append(.common(a[x - 1]))
                (x, y) = (x - 1, y - 1)
            }
            guard steps > 0 else { break }
            lines.append(isDown ? .added(b[y - 1]) : .removed(a[x - 1]))
            (x, y) = (fromX, fromY)
        }
        return lines.reversed()
    }
}

extension UnifiedDifference.Line {
    fileprivate var isCommon: Bool { if case .common = self { true } else { false } }
    fileprivate var isAdded: Bool { if case .added = self { true } else { false } }
    fileprivate var isRemoved: Bool { if case .removed = self { true } else { false } }

    /// The line behind its sign.
    public var text: String {
        switch self {
        case .common(let line): " " + line
        case .removed(let line): "-" + line
        case .added(let line): "+" + line
        }
    }
}
