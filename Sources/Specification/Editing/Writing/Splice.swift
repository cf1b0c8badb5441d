/// Bytes that take the place of others.
struct Splice {
    let range: Range<Int>
    let text: [UInt8]

    /// - Throws: where the places aren't in this order, as in a text whose layout wasn't understood.
    init(from start: Int, to end: Int, _ text: [UInt8]) throws(UnwritableLayout) {
        guard start >= 0, start <= end else { throw UnwritableLayout() }
        range = start..<end
        self.text = text
    }

    init(from start: Int, to end: Int, _ text: String) throws(UnwritableLayout) {
        try self.init(from: start, to: end, Array(text.utf8))
    }

    init(_ range: Range<Int>, _ text: [UInt8]) {
        self.range = range
        self.text = text
    }

    init(_ range: Range<Int>, _ text: String) { self.init(range, Array(text.utf8)) }
}

/// A text is laid out in a way that leaves no safe place for a change.
struct UnwritableLayout: Error {}

extension Sequence<Splice> {
    /// `bytes` with every splice made. Where two begin at one place, the one that comes first stands first.
    ///
    /// - Throws: where one reaches beyond the text.
    func applied(to bytes: [UInt8]) throws(UnwritableLayout) -> [UInt8] {
        let ordered = enumerated().sorted {
            ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
        }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var position = 0
        for (_, splice) in ordered {
            guard splice.range.upperBound <= bytes.count else { throw UnwritableLayout() }
            result.append(contentsOf: bytes.part(position, splice.range.lowerBound))
            result.append(contentsOf: splice.text)
            position = Swift.max(position, splice.range.upperBound)
        }
        result.append(contentsOf: bytes.part(position, bytes.count))
        return result
    }
}

extension [UInt8] {
    /// What lies from one place to another, as far as there is any.
    func part(_ start: Int, _ end: Int) -> ArraySlice<UInt8> {
        let start = Swift.min(Swift.max(start, 0), count)
        return self[start..<Swift.min(Swift.max(end, start), count)]
    }

    /// What lies from a place on.
    func part(from start: Int) -> ArraySlice<UInt8> { part(start, count) }
}
