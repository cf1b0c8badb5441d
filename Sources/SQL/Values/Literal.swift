internal import Naming

/// `text` as an SQL string: quotes doubled. A backslash is an ordinary character, as the standard has it and as
/// `standard_conforming_strings` has been by default since PostgreSQL 9.1.
public func quotedLiteral(_ text: String) -> String { "'" + doubling("'", in: text) + "'" }

/// `body` between dollar quotes with a tag that it doesn't contain, not even as part of a character.
public func dollarQuoted(_ body: String) -> String {
    // A dollar at the end would join the closing tag; the bodies that berry writes end in a line break.
    let bytes = Array(body.utf8)
    var tag = "$$"
    var number = 0
    while bytes.contains(sequence: Array(tag.utf8)) {
        number += 1
        tag = "$body\(number)$"
    }
    return tag + body + tag
}

extension [UInt8] {
    fileprivate func contains(sequence: [UInt8]) -> Bool {
        indices.contains { self[$0...].starts(with: sequence) }
    }
}
