extension Pattern {
    /// A text in which the pattern is found: the same for the same seed, mostly another for another, and short, but of so
    /// many scalars.
    ///
    /// Nil if none was found, as for `a^`, which matches nothing.
    public func example(seed: UInt64, length: ClosedRange<Int>? = nil) -> String? {
        let length = length ?? 0...PatternNode.endless
        // Only anchors in odd places and lengths with gaps make an attempt fail, and another branch may do.
        for attempt in 0..<UInt64(32) {
            var maker = ExampleMaker(state: seed &* 0x2545_F491_4F6C_DD1D &+ attempt)
            maker.add(root, length)
            let text = String(maker.scalars)
            if length.contains(maker.scalars.count), matches(text) { return text }
        }
        return nil
    }
}

extension PatternNode {
    /// A length that no text reaches, small enough to be multiplied.
    static let endless = 1 << 32

    /// How many scalars a text that it matches may have.
    fileprivate var lengths: ClosedRange<Int> {
        switch self {
        case .start, .end: 0...0
        case .scalars: 1...1
        case .sequence(let parts): Self.sum(parts.map(\.lengths))
        case .alternatives(let branches):
            branches.dropFirst().reduce(branches.first?.lengths ?? 0...0) { found, branch in
                let lengths = branch.lengths
                return min(found.lowerBound, lengths.lowerBound)...max(found.upperBound, lengths.upperBound)
            }
        case .repeated(let part, let least, let most):
            part.lengths.upperBound == 0
                ? 0...0
                : min(
                    part.lengths.lowerBound * least, Self.endless)...(most.map {
                        min(part.lengths.upperBound * $0, Self.endless)
                    } ?? Self.endless)
        }
    }

    static func sum(_ lengths: some Sequence<ClosedRange<Int>>) -> ClosedRange<Int> {
        lengths.reduce(0...0) { sum, next in
            min(sum.lowerBound + next.lowerBound, endless)...min(sum.upperBound + next.upperBound, endless)
        }
    }
}

private struct ExampleMaker {
    /// SplitMix64: <https://prng.di.unimi.it/splitmix64.c>
    var state: UInt64
    var scalars = String.UnicodeScalarView()

    private mutating func next(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }

    /// Appends a text that `node` matches, of a length in `room` where that is possible.
    mutating func add(_ node: PatternNode, _ room: ClosedRange<Int>) {
        switch node {
        case .start, .end: break
        case .scalars(let set): if let scalar = choose(from: set) { scalars.append(scalar) }
        case .sequence(let parts):
            let lengths = parts.map(\.lengths)
            let start = scalars.count
            for (index, part) in parts.enumerated() {
                add(part, Self.left(of: room, scalars.count - start, before: PatternNode.sum(lengths[(index + 1)...])))
            }
        case .alternatives(let branches):
            let fitting = branches.filter { $0.lengths.overlaps(room) }
            let choices = fitting.isEmpty ? branches : fitting
            add(choices[next(below: choices.count)], room)
        case .repeated(let part, let least, let most):
            // A few more than needed, so that examples differ in length too.
            let wanted = least + next(below: min(8, (most ?? .max) - least) + 1)
            let lengths = part.lengths
            let start = scalars.count
            var count = 0
            while count < most ?? .max {
                let made = scalars.count - start
                if count >= least, made + lengths.lowerBound > room.upperBound { break }
                if count >= wanted, made >= room.lowerBound || lengths.upperBound == 0 { break }
                count += 1
                let rest = PatternNode.repeated(part, least: max(0, least - count), most: most.map { $0 - count })
                    .lengths
                add(part, Self.left(of: room, made, before: rest))
            }
        }
    }

    /// What `room` leaves a part, when so much was made of it and so much is to follow.
    private static func left(of room: ClosedRange<Int>, _ made: Int, before rest: ClosedRange<Int>) -> ClosedRange<Int>
    {
        let least = max(0, room.lowerBound - made - rest.upperBound)
        return least...max(least, room.upperBound - made - rest.lowerBound)
    }

    /// Plain letters and digits where the set has any, then other visible ASCII, then whatever is in it.
    private mutating func choose(from set: ScalarSet) -> Unicode.Scalar? {
        for candidates in Self.preferred {
            let inside = candidates.filter(set.contains)
            if !inside.isEmpty { return inside[next(below: inside.count)] }
        }
        let range = set.ranges[next(below: set.ranges.count)]
        return Unicode.Scalar(range.lowerBound + UInt32(next(below: range.count)))
            ?? Unicode.Scalar(range.lowerBound)
    }

    private static let preferred: [[Unicode.Scalar]] = [
        Array("abcdefghijklmnopqrstuvwxyz0123456789".unicodeScalars),
        (UInt8(0x21)...0x7E).map { Unicode.Scalar($0) },
        [" "],
    ]
}
