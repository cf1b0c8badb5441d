/// As much of an expression's structure as line breaking needs.
indirect enum SwiftExpression {
    case text(String)
    case call(String, [Argument])
    case array([SwiftExpression])

    struct Argument {
        var label: String?
        var value: SwiftExpression

        init(_ label: String? = nil, _ value: SwiftExpression) {
            self.label = label
            self.value = value
        }
    }

    /// The expression on one line.
    var flat: String {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    static func strings(_ values: [String]) -> SwiftExpression { .array(values.map { .text(stringLiteral($0)) }) }
    static func string(_ value: String) -> SwiftExpression { .text(stringLiteral(value)) }
}

extension SwiftExpression {
    /// Appends the expression as one line.
    func write(to bytes: inout [UInt8]) {
        switch self {
        case .text(let text): bytes.append(contentsOf: text.utf8)
        case .call(let function, let arguments):
            bytes.append(contentsOf: function.utf8)
            bytes.append(UInt8(ascii: "("))
            Self.write(arguments, to: &bytes)
            bytes.append(UInt8(ascii: ")"))
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (position, element) in elements.enumerated() {
                if position > 0 { bytes.append(contentsOf: ", ".utf8) }
                element.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        }
    }

    static func write(_ arguments: [Argument], to bytes: inout [UInt8]) {
        for (position, argument) in arguments.enumerated() {
            if position > 0 { bytes.append(contentsOf: ", ".utf8) }
            if let label = argument.label {
                bytes.append(contentsOf: label.utf8)
                bytes.append(contentsOf: ": ".utf8)
            }
            argument.value.write(to: &bytes)
        }
    }

    /// Takes the length of the one line from `room`; stops when nothing is left, so that what is far too long
    /// isn't measured to its end at every level.
    func take(from room: inout Int) {
        switch self {
        case .text(let text): room -= text.utf8.count
        case .call(let function, let arguments):
            room -= function.utf8.count + 2
            Self.take(arguments, from: &room)
        case .array(let elements):
            room -= 2 + max(0, elements.count - 1) * 2
            for element in elements where room >= 0 { element.take(from: &room) }
        }
    }

    static func take(_ arguments: [Argument], from room: inout Int) {
        room -= max(0, arguments.count - 1) * 2
        for argument in arguments where room >= 0 {
            room -= argument.label.map { $0.utf8.count + 2 } ?? 0
            argument.value.take(from: &room)
        }
    }
}

indirect enum SwiftStatement {
    /// An expression behind some words: `return try await`, `id =`.
    case line(String, SwiftExpression)
    /// Statements in braces behind a head: `guard … else`.
    case block(String, [SwiftStatement])

    static func text(_ text: String) -> SwiftStatement { .line("", .text(text)) }
}

/// `value` as Swift source. What could end the literal, be interpolated or not be seen is escaped.
func stringLiteral(_ value: String) -> String {
    let isPlain = value.utf8.allSatisfy { byte in
        (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
    if isPlain { return "\"\(value)\"" }
    var literal = "\""
    literal.reserveCapacity(value.utf8.count + 2)
    for scalar in value.unicodeScalars {
        switch scalar {
        case "\"", "\\":
            literal.unicodeScalars.append("\\")
            literal.unicodeScalars.append(scalar)
        case "\n": literal += "\\n"
        case "\t": literal += "\\t"
        default:
            if isInvisible(scalar) {
                literal += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                literal.unicodeScalars.append(scalar)
            }
        }
    }
    return literal + "\""
}

/// Whether a reader wouldn't see `scalar`, or would see others in another order because of it.
func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: return true
    default: return false
    }
}
