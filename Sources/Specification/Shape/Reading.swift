public import Diagnostics

/// Reads values out of nodes and collects what is wrong with them.
public struct Reading: Sendable {
    public let file: SourceFile
    public var diagnostics = Diagnostics()

    public init(file: SourceFile) { self.file = file }

    /// The place of `range`; nil where the error would only be counted.
    private func location(_ range: Range<Int>) -> SourceLocation? {
        diagnostics.keeps(.error) ? file.location(of: range) : nil
    }

    /// Reports that something else was expected here.
    mutating func expected<Value>(_ what: String, _ node: Node) -> Value? {
        diagnostics.error("wrong-type", "\(what) is expected here, not \(node.kind)", at: location(node.range))
        return nil
    }

    /// Reports a word that isn't in the list, with the nearest that is.
    ///
    /// `otherwise` is what to do where nothing is near.
    mutating func unknownWord<Value>(
        _ word: String, _ words: [String], _ node: Node, otherwise: String? = nil
    ) -> Value? {
        let suggestion =
            Synonyms.words[word.lowercased()].flatMap { words.contains($0) ? $0 : nil }
            ?? nearest(to: word, among: words)
        let list = words.joined(separator: ", ")
        // Nobody reads a long list when the right word is named.
        let isShort = words.count <= 8
        diagnostics.error(
            "unknown-word",
            isShort ? "'\(word)' is not one of \(list)" : "'\(word)' is none of the words that can stand here",
            at: location(node.range), notes: isShort || suggestion != nil ? [] : [.init("there are \(list)")],
            fix: suggestion.map { "write '\($0)'" } ?? otherwise)
        return nil
    }

    /// Reports a key that the object doesn't have, with the nearest that it has.
    mutating func unknownKey(_ member: Node.Member, of object: String, known: [String]) {
        let suggestion = nearest(to: member.key, among: known)
        diagnostics.error(
            "unknown-key", "\(object) has no key '\(member.key)'", at: location(member.keyRange),
            notes: suggestion == nil ? [.init("it has \(known.joined(separator: ", "))")] : [],
            fix: suggestion.map { "write '\($0)'" })
    }

    /// Reports a key that must be there.
    mutating func missingKey(_ key: String, of object: String, _ node: Node) {
        diagnostics.error(
            "missing-key", "\(object) needs the key '\(key)'",
            at: location(node.range.lowerBound..<node.range.lowerBound + 1))
    }
}
