/// A data file of the lexicon: sections of `KEY = word, word`, or of bare words, with comments after `#`.
struct LexiconFile: Sendable {
    struct Entry: Sendable {
        var section: String
        var key: String
        var words: [String]
    }

    private(set) var entries: [Entry] = []
    /// Lines that are neither a section nor an entry nor a comment, counted from 1.
    private(set) var unreadable: [Int] = []

    init(_ bytes: [UInt8]) { self.init(String(decoding: bytes, as: UTF8.self)) }

    init(_ text: String) {
        var section = ""
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = Self.trimmed(line.prefix { $0 != "#" })
            if line.isEmpty { continue }
            if line.hasPrefix("["), line.hasSuffix("]") {
                section = String(line.dropFirst().dropLast())
            } else if let equals = line.firstIndex(of: "="), equals != line.startIndex {
                let words = line[line.index(after: equals)...].split(separator: ",").map { Self.trimmed($0) }
                entries.append(
                    Entry(
                        section: section, key: Self.trimmed(line[..<equals]),
                        words: words.filter { !$0.isEmpty }))
            } else if !section.isEmpty {
                let words = line.split { $0 == " " || $0 == "," }.map(String.init)
                entries.append(Entry(section: section, key: "", words: words))
            } else {
                unreadable.append(number + 1)
            }
        }
    }

    func entries(in section: String) -> [Entry] { entries.filter { $0.section == section } }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let start = text.drop { $0 == " " || $0 == "\t" || $0 == "\r" }
        guard let end = start.lastIndex(where: { $0 != " " && $0 != "\t" && $0 != "\r" }) else { return "" }
        return String(start[...end])
    }
}
