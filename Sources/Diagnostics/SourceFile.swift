/// A text that diagnostics can point into.
///
/// Offsets are zero-based and count UTF-8 bytes; lines and columns are one-based, and columns count
/// Unicode scalars, as editors do.
public final class SourceFile: Sendable {
    public let path: String
    public let bytes: [UInt8]
    private let lineStarts: [Int]
    /// How many scalars begin before every 512th byte; nil for plain ASCII, where bytes are scalars.
    private let scalarCounts: [Int]?

    private static let stride = 512
    /// How much of a long line an excerpt shows to either side, in bytes. A minified file is one line of megabytes,
    /// and may be wrong in a thousand places.
    private static let excerptReach = 240

    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        var starts = [0]
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(index + 1) }
        lineStarts = starts
        scalarCounts = bytes.allSatisfy { $0 < 0x80 } ? nil : Self.counts(of: bytes)
    }

    private static func counts(of bytes: [UInt8]) -> [Int] {
        var counts: [Int] = []
        var count = 0
        for (index, byte) in bytes.enumerated() {
            if index % stride == 0 { counts.append(count) }
            if byte & 0xC0 != 0x80 { count += 1 }
        }
        return counts
    }

    public convenience init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }

    /// The place of `range`, with the line it begins on, or the part of a long line around it.
    public func location(of range: Range<Int>) -> SourceLocation {
        let start = min(range.lowerBound, bytes.count)
        let line = lineIndex(containing: start)
        let lineStart = lineStarts[line]
        let excerptStart = scalarBoundary(max(lineStart, start - Self.excerptReach))
        let excerptEnd = scalarBoundary(endOfLine(from: start, within: Self.excerptReach))
        let end = max(start, min(range.upperBound, excerptEnd))
        let column = scalarCount(lineStart..<start) + 1
        return SourceLocation(
            file: path, line: line + 1, column: column, length: max(1, scalarCount(start..<end)),
            text: String(decoding: bytes[excerptStart..<excerptEnd], as: UTF8.self),
            textColumn: column - scalarCount(excerptStart..<start))
    }

    /// The offset of a one-based line and column; the end of the text when they lie outside it.
    public func offset(line: Int, column: Int) -> Int {
        guard line >= 1, line <= lineStarts.count else { return bytes.count }
        let lineStart = lineStarts[line - 1]
        let lineEnd = line < lineStarts.count ? lineStarts[line] - 1 : bytes.count
        guard let scalarCounts else { return min(lineStart + max(0, column - 1), lineEnd) }
        // Begin at the last block that doesn't lie behind the place.
        let target = scalarCount(0..<lineStart) + max(0, column - 1)
        var low = lineStart / Self.stride
        var high = scalarCounts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if scalarCounts[middle] <= target { low = middle } else { high = middle }
        }
        var offset = max(lineStart, low * Self.stride)
        var count = scalarCount(0..<offset)
        // A block may begin inside a scalar, which is counted already.
        while offset < lineEnd, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
        while offset < lineEnd, count < target {
            offset += 1
            while offset < lineEnd, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
            count += 1
        }
        return offset
    }

    private func lineIndex(containing offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    private func endOfLine(from start: Int, within reach: Int) -> Int {
        var end = start
        while end < bytes.count, end - start < reach, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\r")
        {
            end += 1
        }
        return end
    }

    /// `offset`, or the beginning of the scalar that it lies in.
    private func scalarBoundary(_ offset: Int) -> Int {
        var offset = offset
        while offset > 0, offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
        return offset
    }

    private func scalarCount(_ range: Range<Int>) -> Int {
        guard let scalarCounts else { return range.count }
        func count(before offset: Int) -> Int {
            let block = min(offset / Self.stride, scalarCounts.count - 1)
            guard block >= 0 else { return 0 }
            let rest = bytes[block * Self.stride..<offset]
            return scalarCounts[block] + rest.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
        }
        return count(before: range.upperBound) - count(before: range.lowerBound)
    }
}
