/// Where the values of a YAML text end. The YAML library says only where they begin.
struct YAMLOutline {
    let bytes: [UInt8]

    /// The same tree with the whole range of every value.
    func measured(_ node: Node) -> Node { measured(node, inFlow: false, margin: -1) }

    private func measured(_ node: Node, inFlow: Bool, margin: Int) -> Node {
        let start = min(node.range.lowerBound, bytes.count)
        var node = node
        switch node.value {
        case .object(let members):
            let isFlow = inFlow || byte(start) == UInt8(ascii: "{")
            let inner = isFlow ? margin : column(of: start)
            let measured = members.map { member in
                var member = member
                let start = keyStart(member)
                member.keyRange = start..<max(start, keyEnd(member))
                member.value = value(of: member, inFlow: isFlow, margin: inner)
                return member
            }
            node.value = .object(measured)
            let end = measured.last.map { max($0.keyRange.upperBound, $0.value.range.upperBound) } ?? start + 1
            node.range = start..<max(start, isFlow ? closing(UInt8(ascii: "}"), from: end) : end)
        case .array(let elements):
            let isFlow = inFlow && byte(start) != UInt8(ascii: "-") || byte(start) == UInt8(ascii: "[")
            let inner = isFlow ? margin : column(of: start)
            var measured: [Node] = []
            var end = isFlow ? start + 1 : start
            for element in elements {
                // In block style an empty element is nothing but its dash.
                let dash = isFlow ? end : min(next(UInt8(ascii: "-"), from: end) + 1, bytes.count)
                let child =
                    isEmpty(element, after: dash)
                    ? Node(.null, range: dash..<dash) : self.measured(element, inFlow: isFlow, margin: inner)
                measured.append(child)
                end = max(dash, child.range.upperBound)
            }
            node.value = .array(measured)
            node.range = start..<max(start, isFlow ? closing(UInt8(ascii: "]"), from: end) : end)
        default:
            node.range = start..<max(start, scalarEnd(of: node, from: start, inFlow: inFlow, margin: margin))
        }
        return node
    }

    private func keyStart(_ member: Node.Member) -> Int { min(member.keyRange.lowerBound, bytes.count) }

    private func keyEnd(_ member: Node.Member) -> Int {
        let start = keyStart(member)
        return scalarEnd(of: Node(.string(member.key)), from: start, inFlow: true, margin: -1)
    }

    private func value(of member: Node.Member, inFlow: Bool, margin: Int) -> Node {
        let colon = next(UInt8(ascii: ":"), from: keyEnd(member)) + 1
        if isEmpty(member.value, after: colon) {
            return Node(.null, range: min(colon, bytes.count)..<min(colon, bytes.count))
        }
        return measured(member.value, inFlow: inFlow, margin: margin)
    }

    /// Whether nothing was written for a null.
    private func isEmpty(_ node: Node, after offset: Int) -> Bool {
        guard case .null = node.value else { return false }
        let start = node.range.lowerBound
        guard start >= offset, start < bytes.count else { return true }
        let word = bytes.part(from: start).prefix { $0 > 0x20 && ![0x2C, 0x5D, 0x7D].contains($0) }
        return !["~", "null", "Null", "NULL"].contains(String(decoding: word, as: UTF8.self))
    }

    private func scalarEnd(of node: Node, from start: Int, inFlow: Bool, margin: Int) -> Int {
        switch byte(start) {
        case UInt8(ascii: "\""):
            var position = start + 1
            while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
                position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
            }
            return min(position + 1, bytes.count)
        case UInt8(ascii: "'"):
            var position = start + 1
            while position < bytes.count {
                if bytes[position] == UInt8(ascii: "'") {
                    guard byte(position + 1) == UInt8(ascii: "'") else { break }
                    position += 1
                }
                position += 1
            }
            return min(position + 1, bytes.count)
        case UInt8(ascii: "|") where !inFlow, UInt8(ascii: ">") where !inFlow:
            return blockScalarEnd(from: start, margin: margin)
        default: return plainEnd(of: node, from: start)
        }
    }

    private func blockScalarEnd(from start: Int, margin: Int) -> Int {
        var end = lineEnd(start)
        var position = end
        var content: Int?
        while let line = nextLine(position) {
            let lineEnd = self.lineEnd(line)
            let spaces = bytes.part(line, lineEnd).prefix { $0 == 0x20 }.count
            if line + spaces < lineEnd {
                guard spaces > margin, spaces >= content ?? 0 else { break }
                content = content ?? spaces
                end = lineEnd
            }
            position = lineEnd
        }
        return end
    }

    /// A plain scalar holds its characters as they are, but for the breaks between its lines.
    private func plainEnd(of node: Node, from start: Int) -> Int {
        let text: [UInt8]
        switch node.value {
        case .string(let string): text = Array(string.utf8)
        case .number(let number): text = Array(number.utf8)
        default:
            return start + bytes.part(from: start).prefix { $0 > 0x20 && ![0x2C, 0x5D, 0x7D, 0x23].contains($0) }.count
        }
        return walk(text, from: start) { _, _ in }.end
    }

    /// Places in the text by the bytes of `content` before them, for a text without quotes that begins at `start`; nil
    /// if it is spelt in another way.
    func borders(of content: String, from start: Int) -> [Int: Int]? {
        let text = Array(content.utf8)
        var borders = [0: start]
        let walk = walk(text, from: start) { borders[$0] = $1 }
        guard text.part(from: walk.matched).allSatisfy({ $0 == 0x0A }) else { return nil }
        borders[text.count] = walk.end
        return borders
    }

    /// Follows a text through the lines that it is spread over; `passing` is told each place in it and where it
    /// stands.
    private func walk(
        _ text: [UInt8], from start: Int, passing: (Int, Int) -> Void
    ) -> (end: Int, matched: Int) {
        var position = start
        var index = 0
        while index < text.count, position < bytes.count {
            if text[index] == 0x20 || text[index] == 0x0A {
                let gap = bytes.part(from: position).prefix { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
                if gap.contains(0x0A) || gap.contains(0x0D) {
                    let next = text.part(from: index).firstIndex { $0 != 0x20 && $0 != 0x0A }
                    // A break at the end belongs to no line of the text.
                    guard let next else { break }
                    (index, position) = (next, gap.endIndex)
                    passing(index, position)
                    continue
                }
            }
            guard text[index] == bytes[position] else { break }
            (index, position) = (index + 1, position + 1)
            passing(index, position)
        }
        return (position, index)
    }

    // MARK: Moving about

    func byte(_ offset: Int) -> UInt8 { bytes.indices.contains(offset) ? bytes[offset] : 0 }

    /// The next place of a mark outside comments, from where only white space and comments can stand before it.
    func next(_ mark: UInt8, from offset: Int) -> Int {
        var position = offset
        while position < bytes.count, bytes[position] != mark {
            position = bytes[position] == UInt8(ascii: "#") ? lineEnd(position) : position + 1
        }
        return min(position, bytes.count)
    }

    private func closing(_ bracket: UInt8, from offset: Int) -> Int {
        min(next(bracket, from: offset) + 1, bytes.count)
    }

    /// The end of the line, before its break.
    func lineEnd(_ offset: Int) -> Int {
        bytes.part(from: offset).firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
    }

    func nextLine(_ offset: Int) -> Int? {
        var position = lineEnd(offset)
        if byte(position) == 0x0D { position += 1 }
        if byte(position) == 0x0A { position += 1 }
        return position < bytes.count && position > offset ? position : nil
    }

    func isEmpty(lineAt offset: Int) -> Bool {
        bytes.part(offset, lineEnd(offset)).allSatisfy { $0 == 0x20 || $0 == 0x09 }
    }

    /// Whether an empty line stands between two places.
    func hasEmptyLine(after start: Int, _ end: Int) -> Bool {
        var position = start
        while let line = nextLine(position), line < end {
            if isEmpty(lineAt: line) { return true }
            position = line
        }
        return false
    }

    func lineStart(_ offset: Int) -> Int {
        let start = (bytes.part(0, offset).lastIndex { $0 == 0x0A || $0 == 0x0D } ?? -1) + 1
        return start == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : start
    }

    /// How many bytes stand before `offset` on its line.
    func column(of offset: Int) -> Int { max(0, offset - lineStart(offset)) }
}
