internal import Diagnostics

/// Changes a YAML text in the style that it is written in, comments and all.
struct YAMLPatch: TextPatch {
    enum Place {
        case top
        /// Behind a key, which stands at this column.
        case member(key: String, end: Int, column: Int)
        /// Behind a dash.
        case element(dash: Int, key: String?)
        case flow
    }

    let root: Node
    private let bytes: [UInt8]
    private let outline: YAMLOutline
    private var style = YAMLText()
    private(set) var splices: [Splice] = []

    init(_ document: Document) {
        bytes = document.file.bytes
        outline = YAMLOutline(bytes: bytes)
        root = outline.measured(document.root)
        if bytes.firstIndex(of: 0x0A).map({ $0 > 0 && bytes[$0 - 1] == 0x0D }) ?? false { style.newline = "\r\n" }
        var habits = YAMLHabits(outline)
        habits.read(root, key: nil, column: nil)
        habits.shape(&style)
    }

    private func isFlow(_ node: Node) -> Bool {
        [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(outline.byte(node.range.lowerBound))
    }

    func place(ofEntry index: Int, in container: Node, at place: Place) -> Place {
        if case .flow = place { return .flow }
        if isFlow(container) { return .flow }
        switch container.value {
        case .object(let members) where members.indices.contains(index):
            let member = members[index]
            return .member(
                key: member.key,
                end: min(outline.next(UInt8(ascii: ":"), from: member.keyRange.upperBound) + 1, bytes.count),
                column: outline.column(of: container.range.lowerBound))
        case .array:
            let key: String? = if case .member(let key, _, _) = place { key } else { nil }
            return .element(dash: blockItems(of: container)[index].lowerBound, key: key)
        default: return .flow
        }
    }

    mutating func replace(_ written: Node, with new: Node, at place: Place) throws(UnwritableLayout) {
        if case (.string(let old), .string(let text)) = (written.value, new.value) {
            splices +=
                try parts(of: written, from: old, to: text, at: place)
                ?? [Splice(written.range, scalar(text, like: written, at: place))]
            return
        }
        switch place {
        case .member(let key, let end, let column) where written.isCollection || new.isCollection:
            let text = style.value(new, indent: column, key: key)
            splices.append(try Splice(from: end, to: max(end, written.range.upperBound), text))
        case .element(let dash, let key) where written.isCollection || new.isCollection:
            let text = style.element(new, indent: outline.column(of: dash), key: key)
            splices.append(try Splice(from: dash, to: max(dash + 1, written.range.upperBound), text))
        case .member, .element:
            let isBare = written.range.isEmpty
            splices.append(Splice(written.range, (isBare ? " " : "") + YAMLText.flow(new, inFlow: false)))
        case .flow, .top: splices.append(Splice(written.range, YAMLText.flow(new, inFlow: isInFlow(place))))
        }
    }

    private func isInFlow(_ place: Place) -> Bool { if case .flow = place { true } else { false } }

    /// A text in the quotes of the one that it takes the place of.
    private func scalar(_ text: String, like written: Node, at place: Place) -> String {
        let isSingleLine = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
        switch outline.byte(written.range.lowerBound) {
        case UInt8(ascii: "\""): return YAMLText.doubleQuoted(text)
        case UInt8(ascii: "'") where isSingleLine && !text.unicodeScalars.contains { $0.value >= 0x80 }:
            return "'" + text.replacing("'", with: "''") + "'"
        default: return YAMLText.scalar(text, inFlow: isInFlow(place))
        }
    }

    /// What changes within a text, where the rest can stay as it is spelt.
    private func parts(
        of written: Node, from old: String, to new: String, at place: Place
    ) throws(UnwritableLayout) -> [Splice]? {
        let change = TextChange(old, new)
        func isWord(_ text: String) -> Bool {
            text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } && text.utf8.first != 0x20 && text.utf8.last != 0x20
        }
        switch outline.byte(written.range.lowerBound) {
        case UInt8(ascii: "'"): return nil
        case UInt8(ascii: "\""):
            return try change.splices(QuotedBorders.inside(written.range, of: bytes)) {
                YAMLText.doubleQuoted($0).dropFirst().dropLast()
            }
        case UInt8(ascii: "|") where !isInFlow(place), UInt8(ascii: ">") where !isInFlow(place):
            let header = outline.lineEnd(written.range.lowerBound)
            guard let line = outline.nextLine(header) else { return nil }
            let start = line + bytes.part(from: line).prefix { $0 == 0x20 }.count
            return try change.splices(outline.borders(of: old, from: start)) { isWord($0) ? $0 : nil }
        default:
            // What takes several lines may go on to, as long as it is plain without the breaks.
            guard YAMLText.isPlain(new.replacing("\n", with: " "), inFlow: isInFlow(place)) else { return nil }
            let borders = outline.borders(of: old, from: written.range.lowerBound)
            return try change.splices(borders) { isWord($0) ? $0 : nil }
        }
    }

    mutating func rewrite(_ container: Node, _ entries: [Entry], at place: Place) throws(UnwritableLayout) {
        let isInFlow = isInFlow(place) || isFlow(container)
        let count = container.entryRanges.count
        guard count > 0, !entries.isEmpty else {
            let new = Node(entries.isEmpty ? container.emptied.value : container.value(of: entries))
            return try replace(container, with: new, at: place)
        }
        if isInFlow {
            let gaps = try Gaps(container, container.entryRanges, bytes, comma: ", ")
            var texts: [[UInt8]] = []
            for case .added(let key, let node) in entries {
                let prefix = key.map { YAMLText.scalar($0, inFlow: true) + ": " } ?? ""
                texts.append(Array((prefix + YAMLText.flow(node, inFlow: true)).utf8))
            }
            splices += try gaps.splices(entries, texts)
        } else {
            try rewriteBlock(container, entries, at: place)
        }
    }

    /// The entries of a list or object in block style; those of a list begin with their dash.
    private func blockItems(of container: Node) -> [Range<Int>] {
        guard case .array(let elements) = container.value else { return container.entryRanges }
        var end = container.range.lowerBound
        return elements.map { element in
            let dash = outline.next(UInt8(ascii: "-"), from: end)
            end = min(max(dash + 1, element.range.upperBound), bytes.count)
            return dash..<max(dash, end)
        }
    }

    private mutating func rewriteBlock(
        _ container: Node, _ entries: [Entry], at place: Place
    ) throws(UnwritableLayout) {
        let items = blockItems(of: container)
        guard let start = items.first?.lowerBound, let end = items.last?.upperBound else { throw UnwritableLayout() }
        let column = outline.column(of: container.range.lowerBound)
        // Entries that all stand apart have an empty line between them.
        let isApart = zip(items, items.dropFirst()).allSatisfy {
            outline.hasEmptyLine(after: $0.upperBound, $1.lowerBound)
        }
        let gap = container.isArray && items.count > 1 && isApart ? style.newline : ""
        let line = gap + style.newline + style.spaces(column)
        let key: String? = if case .member(let key, _, _) = place { key } else { nil }
        let isFlowList = container.elementsInBraces(outline)
        func text(_ name: String?, _ node: Node) -> String {
            name.map { style.member($0, node, indent: column) }
                ?? style.element(node, indent: column, key: key, isFlow: isFlowList)
        }
        let kept = entries.compactMap { if case .kept(let index) = $0 { index } else { nil } }
        guard let first = kept.first else {
            let texts = entries.compactMap { if case .added(let name, let node) = $0 { text(name, node) } else { nil } }
            splices.append(
                try Splice(from: start, to: end, texts.joined(separator: line)))
            return
        }
        var before = ""
        var last: Int?
        for entry in entries {
            switch entry {
            case .kept(let index): last = index
            case .added(let name, let node):
                if let last {
                    let end = outline.lineEnd(items[last].upperBound)
                    splices.append(Splice(end..<end, line + text(name, node)))
                } else {
                    before += text(name, node) + line
                }
            }
        }
        splices.append(try Splice(from: start, to: items[first].lowerBound, before))
        let stays = Set(kept)
        for index in items.indices.dropFirst(first) where !stays.contains(index) {
            let lines = removal(of: items[index], column: column)
            splices.append(try Splice(from: lines.start, to: lines.end, ""))
        }
    }

    /// The lines of an entry, with what follows on the last of them and with comments right above it.
    private func removal(of item: Range<Int>, column: Int) -> (start: Int, end: Int) {
        var start = outline.lineStart(item.lowerBound)
        while start > 0 {
            let above = outline.lineStart(lineBreak(before: start))
            let content = bytes.part(above, outline.lineEnd(above)).drop { $0 == 0x20 }
            guard content.first == UInt8(ascii: "#"), content.startIndex - above == column, above < start else { break }
            start = above
        }
        let end = outline.lineEnd(item.upperBound)
        // One of the empty lines around it goes along.
        let isFollowedByEmpty = outline.nextLine(end).map { outline.isEmpty(lineAt: $0) } ?? true
        while isFollowedByEmpty, start > 0, outline.isEmpty(lineAt: outline.lineStart(lineBreak(before: start))) {
            start = outline.lineStart(lineBreak(before: start))
        }
        return (lineBreak(before: start), end)
    }

    /// The end of the line above one that begins at `start`.
    private func lineBreak(before start: Int) -> Int {
        var end = start
        if end > 0, bytes[end - 1] == 0x0A { end -= 1 }
        if end > 0, bytes[end - 1] == 0x0D { end -= 1 }
        return end
    }
}

extension Node {
    /// Whether the objects in this list are all written in braces, or none is; nil without any.
    func elementsInBraces(_ outline: YAMLOutline) -> Bool? {
        guard case .array(let elements) = value else { return nil }
        let objects = elements.filter { if case .object = $0.value { true } else { false } }
        guard let last = objects.last else { return nil }
        return outline.byte(last.range.lowerBound) == UInt8(ascii: "{")
    }
}

/// How a YAML text writes lists, gathered from all that it has.
private struct YAMLHabits {
    let outline: YAMLOutline
    var flowKeys: Set<String> = []
    var blockKeys: Set<String> = []
    var dashOffset: Int?
    var flowLists = 0
    var blockLists = 0

    init(_ outline: YAMLOutline) { self.outline = outline }

    mutating func read(_ node: Node, key: String?, column: Int?) {
        let isFlow = [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(outline.byte(node.range.lowerBound))
        switch node.value {
        case .object(let members):
            let column = isFlow ? nil : outline.column(of: node.range.lowerBound)
            for member in members { read(member.value, key: member.key, column: column) }
        case .array(let elements):
            if !isFlow, let column, dashOffset == nil {
                dashOffset = outline.column(of: node.range.lowerBound) - column
            }
            if let key, let inBraces = node.elementsInBraces(outline) {
                if inBraces { flowKeys.insert(key) } else { blockKeys.insert(key) }
            } else if !elements.isEmpty, elements.allSatisfy({ !$0.isCollection }) {
                if isFlow { flowLists += 1 } else { blockLists += 1 }
            }
            for element in elements { read(element, key: nil, column: nil) }
        default: break
        }
    }

    func shape(_ style: inout YAMLText) {
        style.dashOffset = max(0, dashOffset ?? 2)
        style.flowKeys = flowKeys
        style.blockKeys = blockKeys.subtracting(flowKeys)
        style.hasFlowObjects = !flowKeys.isEmpty
        style.hasFlowLists = flowLists > 0 || blockLists == 0
    }
}
