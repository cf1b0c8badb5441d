/// The tree of a regular expression.
indirect enum PatternNode: Sendable, Hashable {
    case scalars(ScalarSet)
    /// `^`: nothing, at the start of the text.
    case start
    /// `$`: nothing, at the very end of the text.
    case end
    case sequence([PatternNode])
    case alternatives([PatternNode])
    /// At least `least` times; without `most`, any number.
    case repeated(PatternNode, least: Int, most: Int?)

    var hasAnchor: Bool {
        switch self {
        case .start, .end: true
        case .scalars: false
        case .sequence(let parts), .alternatives(let parts): parts.contains(where: \.hasAnchor)
        case .repeated(let part, _, _): part.hasAnchor
        }
    }
}

/// A set of Unicode scalars, as ranges of their numbers in ascending order, apart from each other.
struct ScalarSet: Sendable, Hashable {
    private(set) var ranges: [ClosedRange<UInt32>]

    init(_ ranges: [ClosedRange<UInt32>]) {
        self.ranges = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = self.ranges.last, range.lowerBound <= last.upperBound + 1 {
                self.ranges[self.ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                self.ranges.append(range)
            }
        }
    }

    init(_ scalar: Unicode.Scalar) { ranges = [scalar.value...scalar.value] }

    /// Everything else. The gap of the surrogates is closed over: no text holds one.
    var inverted: ScalarSet {
        var gaps: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
            next = range.upperBound + 1
        }
        if next <= 0x10FFFF { gaps.append(next...0x10FFFF) }
        return ScalarSet(gaps)
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < scalar.value { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].lowerBound <= scalar.value
    }

    static let all = ScalarSet([0...0x10FFFF])
    static let digits = ScalarSet([0x30...0x39])
    static let words = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    static let spaces = ScalarSet([0x09...0x0D, 0x20...0x20])
}
