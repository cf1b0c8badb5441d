extension Pattern {
    /// A text in which the pattern is found: the same for the same seed, mostly another for another, and short.
    ///
    /// Nil if none was found, as for `a^`, which matches nothing.
    public func example(seed: UInt64) -> String? {
        // Only anchors in odd places make an attempt fail, and another branch may do.
        for attempt in 0..<UInt64(32) {
            var maker = ExampleMaker(state: seed &* 0x2545_F491_4F6C_DD1D &+ attempt)
            maker.add(root)
            let text = String(maker.scalars)
            if matches(text) { return text }
        }
        return nil
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

    mutating func add(_ node: PatternNode) {
        switch node {
        case .start, .end: break
        case .scalars(let set): if let scalar = choose(from: set) { scalars.append(scalar) }
        case .sequence(let parts): for part in parts { add(part) }
        case .alternatives(let branches): add(branches[next(below: branches.count)])
        case .repeated(let part, let least, let most):
            // A few more than needed, so that examples differ in length too.
            let count = least + next(below: min(8, (most ?? .max) - least) + 1)
            for _ in 0..<count { add(part) }
        }
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
