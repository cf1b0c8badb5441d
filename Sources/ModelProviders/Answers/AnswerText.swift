internal import Diagnostics
internal import Specification

/// Finds the JSON in what a model wrote. Those that nothing holds to a shape put prose or a fence around it.
enum AnswerText {
    /// The first object that is JSON and has `key`; the first that ends at all where none has.
    static func object(with key: String, in text: String) -> String? {
        let bytes = Array(text.utf8)
        var start = bytes.startIndex
        var first: String?
        // Each brace costs one look at the rest, so there is an end to them.
        for _ in 0..<64 {
            guard let brace = bytes[start...].firstIndex(of: UInt8(ascii: "{")) else { break }
            start = brace + 1
            guard let end = end(ofObjectAt: brace, in: bytes) else { continue }
            let object = String(decoding: bytes[brace..<end], as: UTF8.self)
            if let root = try? Document(SourceFile(path: "answer", text: object)).root, root.member(key) != nil {
                return object
            }
            first = first ?? object
        }
        return first
    }

    private static func end(ofObjectAt start: Int, in bytes: [UInt8]) -> Int? {
        var depth = 0
        var isInString = false
        var isEscaped = false
        for index in start..<bytes.endIndex {
            let byte = bytes[index]
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 { return index + 1 }
            default: break
            }
        }
        return nil
    }
}
