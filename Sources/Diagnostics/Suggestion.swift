/// The candidate that a misspelt word most likely means, by edit distance; nil when none is near.
///
/// The distance is Damerau's optimal string alignment: insertions, deletions, substitutions and swaps of
/// neighbours each cost one. A candidate is near at a distance of at most a third of the word's length.
public func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let target = Array(word.lowercased().utf8)
    let limit = max(1, target.count / 3)
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
        let other = Array(candidate.lowercased().utf8)
        guard abs(other.count - target.count) <= limit else { continue }
        let distance = alignmentDistance(target, other)
        if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    return best?.candidate
}

private func alignmentDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 0..<a.count {
        var row = [i + 1]
        row.reserveCapacity(b.count + 1)
        for j in 0..<b.count {
            var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
            row.append(cost)
        }
        beforeLast = last
        last = row
    }
    return last[b.count]
}
