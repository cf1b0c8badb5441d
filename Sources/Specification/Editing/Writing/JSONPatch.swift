internal import Diagnostics

/// Changes a JSON text in the style that it is written in.
struct JSONPatch: TextPatch {
    enum Place {
        case top
        /// In a list or object that begins at `start`, as the entry that begins at `entry`.
        case inside(start: Int, entry: Int)
    }

    private let bytes: [UInt8]
    private let style: JSONStyle
    private(set) var splices: [Splice] = []
    private static let width = 120

    init(_ document: Document) {
        bytes = document.file.bytes
        style = JSONStyle(document)
    }

    func place(ofEntry index: Int, in container: Node, at place: Place) -> Place {
        .inside(start: container.range.lowerBound, entry: container.entryRanges[index].lowerBound)
    }

    mutating func replace(_ written: Node, with new: Node, at place: Place) throws(UnwritableLayout) {
        if case (.string(let old), .string(let text)) = (written.value, new.value) {
            let inner = QuotedBorders.inside(written.range, of: bytes)
            let parts = try TextChange(old, text).splices(inner) { CanonicalJSON.quoted($0).dropFirst().dropLast() }
            splices += parts ?? [Splice(written.range, CanonicalJSON.quoted(text))]
            return
        }
        splices.append(Splice(written.range, part(new, .fitting, at: written.range.lowerBound)))
    }

    private func part(_ node: Node, _ shape: CanonicalJSON.Shape, at offset: Int) -> [UInt8] {
        let shape = style.isMinified ? .inline : shape == .inline || !style.isExpanded ? shape : .expanded
        return CanonicalJSON.part(
            of: node, shape, style.spacing, margin: margin(at: offset), used: offset - lineStart(of: offset))
    }

    mutating func rewrite(_ container: Node, _ entries: [Entry], at place: Place) throws(UnwritableLayout) {
        let items = container.entryRanges
        guard let first = items.first, let last = items.last, !entries.isEmpty else {
            let new = Node(entries.isEmpty ? container.emptied.value : container.value(of: entries))
            splices.append(Splice(container.range, part(new, .fitting, at: container.range.lowerBound)))
            return
        }
        var gaps = try Gaps(container, items, bytes, comma: style.spacing.comma)
        let shape = shape(ofEntriesIn: container, isInline: !gaps.isMultiline)
        let margin = margin(at: container.range.lowerBound)
        let inner = gaps.isMultiline ? gaps.margin(or: margin + style.spacing.unit) : margin + style.spacing.unit
        var texts: [[UInt8]] = []
        for case .added(let key, let node) in entries {
            let prefix = key.map { CanonicalJSON.quoted($0) + style.spacing.colon } ?? ""
            // A list under a new key has no neighbours whose shape it could take.
            let shape = key == nil || shape == .inline ? shape : .fitting
            texts.append(
                Array(prefix.utf8)
                    + CanonicalJSON.part(
                        of: node, style.isMinified ? .inline : shape != .inline && style.isExpanded ? .expanded : shape,
                        style.spacing, margin: inner, used: inner.utf8.count + prefix.utf8.count))
        }
        guard !gaps.isMultiline, !style.isMinified, isAlone(at: place), isTooLong(container, adding: texts) else {
            splices += try gaps.splices(entries, texts)
            return
        }
        gaps.spread(newline: style.spacing.newline, inner: inner)
        splices.append(
            try Splice(from: container.range.lowerBound + 1, to: first.lowerBound, style.spacing.newline + inner))
        splices += try gaps.splices(entries, texts)
        splices.append(
            try Splice(from: last.upperBound, to: container.range.upperBound - 1, style.spacing.newline + margin))
    }

    /// Whether what is around the place has lines of its own for its entries.
    private func isAlone(at place: Place) -> Bool {
        switch place {
        case .top: true
        case .inside(let start, let entry): bytes.part(start, entry).contains(UInt8(ascii: "\n"))
        }
    }

    private func isTooLong(_ container: Node, adding texts: [[UInt8]]) -> Bool {
        guard !texts.isEmpty, !container.bytes(of: bytes).contains(UInt8(ascii: "\n")) else { return false }
        let start = lineStart(of: container.range.lowerBound)
        let end = bytes.part(from: container.range.upperBound).firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
        let added = texts.reduce(0) { $0 + $1.count + style.spacing.comma.utf8.count }
        return end - start <= Self.width && end - start + added > Self.width
    }

    /// One line where the neighbours take one line, lines for each key where all of them do.
    private func shape(ofEntriesIn container: Node, isInline: Bool) -> CanonicalJSON.Shape {
        if isInline { return .inline }
        guard case .array(let elements) = container.value else { return .fitting }
        let objects = elements.filter { if case .object = $0.value { true } else { false } }
        let areOpen = objects.allSatisfy { $0.bytes(of: bytes).contains(UInt8(ascii: "\n")) }
        return areOpen && !objects.isEmpty ? .open : .fitting
    }

    private func lineStart(of offset: Int) -> Int {
        (bytes.part(0, offset).lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    }

    /// The white space that the line at `offset` begins with.
    private func margin(at offset: Int) -> String {
        let start = lineStart(of: offset)
        return String(decoding: bytes.part(start, offset).prefix { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
    }
}

/// The white space and commas between the entries of a list or object in brackets.
struct Gaps {
    private let items: [Range<Int>]
    private var gaps: [[UInt8]]
    /// What a new entry is set apart by where it has no neighbours of which one could learn it.
    private var single: [UInt8]
    let isMultiline: Bool
    private var isSpread = false

    /// - Throws: unless the entries stand in brackets, one behind the other. YAML has lists of pairs without braces.
    init(_ container: Node, _ items: [Range<Int>], _ bytes: [UInt8], comma: String) throws(UnwritableLayout) {
        guard container.isInBrackets(bytes) else { throw UnwritableLayout() }
        self.items = items
        var gaps: [[UInt8]] = []
        for (item, next) in zip(items, items.dropFirst()) {
            guard item.upperBound <= next.lowerBound else { throw UnwritableLayout() }
            gaps.append(Array(bytes.part(item.upperBound, next.lowerBound)))
        }
        self.gaps = gaps
        let start = container.range.lowerBound + 1
        let lead = items.first.map { Array(bytes.part(start, $0.lowerBound)) } ?? []
        single = Self.lineGap(lead) ?? Array(comma.utf8)
        isMultiline = (gaps.last ?? lead).contains(UInt8(ascii: "\n"))
    }

    /// The white space before an entry on a line of its own.
    func margin(or other: String) -> String {
        let gap = gaps.last ?? single
        guard let line = gap.lastIndex(of: 0x0A) else { return other }
        return String(decoding: gap.part(from: line + 1).prefix { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
    }

    /// Gives every entry a line of its own.
    mutating func spread(newline: String, inner: String) {
        single = Array((",\(newline)\(inner)").utf8)
        gaps = gaps.map { _ in single }
        isSpread = true
    }

    /// The gap that a new entry after the one at `index` gets.
    private func gap(after index: Int) -> [UInt8] {
        // A comment belongs to its place and isn't said twice.
        let near =
            gaps.indices.contains(index) ? gaps[index] : gaps.indices.contains(index - 1) ? gaps[index - 1] : single
        return near.contains(UInt8(ascii: "#")) ? Self.lineGap(near) ?? single : near
    }

    /// A comma, and the break and the margin that `white` ends in.
    private static func lineGap(_ white: [UInt8]) -> [UInt8]? {
        guard let line = white.lastIndex(of: 0x0A) else { return nil }
        let start = line > 0 && white[line - 1] == 0x0D ? line - 1 : line
        return [UInt8(ascii: ",")] + white.part(from: start)
    }

    func splices(_ entries: [Entry], _ texts: [[UInt8]]) throws(UnwritableLayout) -> [Splice] {
        var splices: [Splice] = []
        var pending: [[UInt8]] = []
        var rest = texts[...]
        var last: Int?
        for entry in entries {
            guard case .kept(let index) = entry else {
                pending.append(rest.popFirst() ?? [])
                continue
            }
            if let last {
                if !pending.isEmpty || index != last + 1 || isSpread {
                    let added = pending.flatMap { gap(after: last) + $0 }
                    splices.append(
                        try Splice(
                            from: items[last].upperBound, to: items[index].lowerBound, added + gaps[index - 1]))
                }
            } else if !pending.isEmpty || index > 0 {
                let added = pending.flatMap { $0 + gap(after: 0) }
                splices.append(try Splice(from: items[0].lowerBound, to: items[index].lowerBound, added))
            }
            last = index
            pending = []
        }
        guard let end = items.last?.upperBound else { return splices }
        if let last {
            if !pending.isEmpty || items[last].upperBound < end {
                splices.append(
                    try Splice(from: items[last].upperBound, to: end, pending.flatMap { gap(after: last) + $0 }))
            }
        } else {
            let separator = gap(after: 0)
            splices.append(
                try Splice(from: items[0].lowerBound, to: end, Array(pending.joined(separator: separator))))
        }
        return splices
    }
}

extension Node {
    /// The bytes of each member or element. None goes beyond the beginning of the next, be the text ever so odd.
    var entryRanges: [Range<Int>] {
        let ranges: [(start: Int, end: Int)]
        switch value {
        case .object(let members):
            ranges = members.map { ($0.keyRange.lowerBound, max($0.keyRange.upperBound, $0.value.range.upperBound)) }
        case .array(let elements): ranges = elements.map { ($0.range.lowerBound, $0.range.upperBound) }
        default: ranges = []
        }
        return ranges.enumerated().map { index, range in
            let limit = index + 1 < ranges.count ? ranges[index + 1].start : range.end
            return range.start..<max(range.start, min(range.end, limit))
        }
    }

    /// Whether its first and last bytes are a pair of brackets, with every entry between them.
    fileprivate func isInBrackets(_ bytes: [UInt8]) -> Bool {
        let text = self.bytes(of: bytes)
        guard text.count == range.count, text.count >= 2, let first = text.first, let last = text.last,
            (first, last) == (UInt8(ascii: "["), UInt8(ascii: "]"))
                || (first, last) == (UInt8(ascii: "{"), UInt8(ascii: "}"))
        else { return false }
        let inside = range.lowerBound + 1..<range.upperBound - 1
        return entryRanges.allSatisfy { $0.lowerBound >= inside.lowerBound && $0.upperBound <= inside.upperBound }
    }

    /// The text that it takes up.
    func bytes(of bytes: [UInt8]) -> ArraySlice<UInt8> { bytes.part(range.lowerBound, range.upperBound) }

    var emptied: Node {
        switch value {
        case .object: Node(.object([]))
        default: Node(.array([]))
        }
    }

    /// Entries that were all added, as an object or list like this one.
    func value(of entries: [Entry]) -> Value {
        let added = entries.compactMap { entry -> (String?, Node)? in
            if case .added(let key, let node) = entry { (key, node) } else { nil }
        }
        if case .object = value { return .object(added.map { Member($0 ?? "", $1) }) }
        return .array(added.map(\.1))
    }
}
