/// The words of a name written in any of the usual ways: `dueDate`, `DueDate`, `due_date`, `HTTPServer2`.
///
/// A word begins at an upper-case letter that follows a lower-case letter or digit, at the last of several
/// upper-case letters when a lower-case letter follows, and after an underscore or hyphen. Digits belong to the
/// word before them. The result is lower case.
public func words(of name: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    let bytes = Array(name.utf8)
    func isUpper(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }
    func isLower(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    func endWord() {
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        word = []
    }
    for (index, byte) in bytes.enumerated() {
        if byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: " ") {
            endWord()
            continue
        }
        if isUpper(byte) {
            let previous = index > 0 ? bytes[index - 1] : 0
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            if isLower(previous) || isDigit(previous) || (isUpper(previous) && isLower(next)) { endWord() }
            word.append(byte + 32)
        } else {
            word.append(byte)
        }
    }
    endWord()
    return words
}

/// `dueDate` → `due_date`.
public func snakeCase(_ name: String) -> String { words(of: name).joined(separator: "_") }

/// `due_date` → `dueDate`.
public func camelCase(_ name: String) -> String {
    let words = words(of: name)
    return (words.first ?? "") + words.dropFirst().map(capitalized).joined()
}

/// `due_date` → `DueDate`.
public func pascalCase(_ name: String) -> String { words(of: name).map(capitalized).joined() }

/// `due_date` → `due date`, for sentences.
public func phrase(_ name: String) -> String { words(of: name).joined(separator: " ") }

/// The word with an upper-case first letter.
public func capitalized(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }

/// `a` or `an`, as the phrase is spoken: a user, an hour, an invoice.
public func article(before phrase: String) -> String {
    let word = phrase.lowercased()
    if ["eu", "one", "uni", "uri", "usa", "use", "usu", "uti"].contains(where: word.hasPrefix) { return "a" }
    if ["heir", "honest", "honor", "honour", "hour"].contains(where: word.hasPrefix) { return "an" }
    return word.first.map("aeiou".contains) ?? false ? "an" : "a"
}
