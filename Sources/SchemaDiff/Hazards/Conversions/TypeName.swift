internal import Foundation

/// A type as PostgreSQL prints it, taken apart: `character varying(20)[]`.
struct TypeName: Equatable {
    /// Without length, precision and brackets.
    var base: String
    var arguments: [Int] = []
    var isArray = false

    init(_ text: String) {
        var text = text
        if text.hasSuffix("[]") {
            isArray = true
            text.removeLast(2)
        }
        base = text
        // A quoted name may have parentheses of its own.
        guard !text.contains("\""), let open = text.firstIndex(of: "("), let close = text.firstIndex(of: ")") else {
            return
        }
        arguments = text[text.index(after: open)..<close].split(separator: ",").compactMap {
            Int($0.trimmingCharacters(in: .whitespaces))
        }
        base = String(text[..<open] + text[text.index(after: close)...])
    }

    /// A length that holds any text counts as none.
    var length: Int? { arguments.first }

    var isText: Bool { !isArray && ["text", "character varying", "character"].contains(base) }
    /// Holds any text.
    var isUnboundedText: Bool { !isArray && ["text", "character varying"].contains(base) && arguments.isEmpty }
    var isTime: Bool { base.hasPrefix("time") || base == "interval" }

    /// The range of an integer type.
    var integers: ClosedRange<Int>? {
        guard !isArray else { return nil }
        return switch base {
        case "smallint": Int(Int16.min)...Int(Int16.max)
        case "integer": Int(Int32.min)...Int(Int32.max)
        case "bigint": Int.min...Int.max
        default: nil
        }
    }

    /// The decimal digits before the point that it can hold; nil for what isn't a bounded number.
    var integerDigits: Int? {
        guard !isArray else { return nil }
        return switch base {
        case "smallint": 5
        case "integer": 10
        case "bigint": 19
        case "numeric": arguments.first.map { $0 - scale }
        default: nil
        }
    }

    /// The decimal digits behind the point.
    var scale: Int { arguments.count > 1 ? arguments[1] : 0 }
}
