internal import Diagnostics

/// What a provider knows its customer by. It goes into one header of requests to one server, and nowhere else: it has
/// no printed form, and ``redact(_:)`` takes it out of whatever a server sends back.
public struct APIKey: Sendable, CustomStringConvertible, CustomReflectable {
    /// For the header.
    let secret: String

    /// - Parameter origin: where it was found, for messages.
    init(_ text: String, from origin: String) throws {
        var key = text[...]
        while let last = key.last, last.isWhitespace { key.removeLast() }
        while let first = key.first, first.isWhitespace { key.removeFirst() }
        // Anything else could begin another header, or is no key at all.
        guard !key.isEmpty, key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "model-key", "what \(origin) holds can't be a key: it must be one word of visible ASCII",
                    fix: "copy the key again, without quotes or line breaks inside"))
        }
        secret = String(key)
    }

    public var description: String { "[redacted]" }
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// The same bytes without the key. Servers repeat keys in messages about them.
    func redact(_ bytes: [UInt8]) -> [UInt8] {
        let needle = Array(secret.utf8)
        guard bytes.count >= needle.count, let first = needle.first else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == first, bytes.count - index >= needle.count,
                bytes[index..<index + needle.count].elementsEqual(needle)
            {
                result += Array(description.utf8)
                index += needle.count
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }

    func redact(_ text: String) -> String { text.replacing(secret, with: description) }
}
