/// Where two texts differ, word by word, so that what is between keeps the spelling it was written with.
struct TextChange {
    /// A part of the old text, and what stands there in the new one. In bytes.
    typealias Part = (old: Range<Int>, new: [UInt8])
    let length: Int
    private(set) var parts: [Part] = []
    private static let mostWords = 2000

    init(_ old: String, _ new: String) {
        let (a, b) = (Self.words(of: old), Self.words(of: new))
        length = old.utf8.count
        guard a.count + b.count <= Self.mostWords else {
            parts = [(0..<length, Array(new.utf8))]
            return
        }
        var position = 0
        var isOpen = false
        for line in UnifiedDifference(of: a, to: b).lines {
            switch line {
            case .common(let word):
                position += word.utf8.count
                isOpen = false
            case .removed(let word):
                let end = position + word.utf8.count
                if isOpen {
                    parts[parts.count - 1].old = parts[parts.count - 1].old.lowerBound..<end
                } else {
                    parts.append((position..<end, []))
                }
                position = end
                isOpen = true
            case .added(let word):
                if !isOpen { parts.append((position..<position, [])) }
                parts[parts.count - 1].new += Array(word.utf8)
                isOpen = true
            }
        }
    }

    /// The parts as splices of a text that spells the old one; nil if it isn't told how.
    ///
    /// - Parameters:
    ///   - borders: Places in the text by the bytes of the old text that stand before them.
    ///   - spelt: How the text spells a new part; nil if it can't.
    func splices(_ borders: [Int: Int]?, _ spelt: (String) -> (some StringProtocol)?) -> [Splice]? {
        guard let borders, borders[length] != nil else { return nil }
        var splices: [Splice] = []
        for part in parts {
            guard let start = borders[part.old.lowerBound], let end = borders[part.old.upperBound], start <= end,
                let text = String(validating: part.new, as: UTF8.self), let text = spelt(text)
            else { return nil }
            splices.append(Splice(start..<end, String(text)))
        }
        return splices
    }

    /// Runs of letters, digits and underscores, and the characters between them.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for scalar in text.unicodeScalars {
            if scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
                word.unicodeScalars.append(scalar)
                continue
            }
            if !word.isEmpty { words.append(word) }
            words.append(String(scalar))
            word = ""
        }
        return word.isEmpty ? words : words + [word]
    }
}

/// The borders between the characters of a string in double quotes.
enum QuotedBorders {
    /// Places in the text by the bytes of content before them; nil for escapes that JSON doesn't have.
    static func inside(_ range: Range<Int>, of bytes: [UInt8]) -> [Int: Int]? {
        guard range.count >= 2 else { return nil }
        let end = range.upperBound - 1
        var (offset, content) = (range.lowerBound + 1, 0)
        var borders = [0: offset]
        while offset < end {
            if bytes[offset] != UInt8(ascii: "\\") {
                // A break inside quotes is folded in YAML, and can't be in JSON.
                guard bytes[offset] >= 0x20 else { return nil }
                offset += 1
                content += 1
                while offset < end, bytes[offset] & 0xC0 == 0x80 { (offset, content) = (offset + 1, content + 1) }
            } else if bytes[offset + 1] == UInt8(ascii: "u") {
                let digits = bytes[(offset + 2)..<min(offset + 6, end)]
                guard let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) else { return nil }
                let isPair = (0xD800..<0xDC00).contains(unit)
                offset += isPair ? 12 : 6
                content += isPair ? 4 : unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3
            } else {
                guard "\"\\/bfnrt".utf8.contains(bytes[offset + 1]) else { return nil }
                offset += 2
                content += 1
            }
            borders[content] = offset
        }
        return offset == end ? borders : nil
    }
}
