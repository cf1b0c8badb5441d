public import Diagnostics

/// Where a part of the specification was written. Two parts that say the same are equal wherever they stand.
public struct Source: Sendable {
    let file: SourceFile?
    let node: Node?
    /// Keys of this part that are missing though required, or whose value couldn't be read.
    var unreadable: [String] = []

    public init() {
        file = nil
        node = nil
    }

    init(file: SourceFile, node: Node) {
        self.file = file
        self.node = node
    }

    /// One step down from a part of the specification: a key of an object, or a place in a list, counted from 0.
    public enum Step: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
        case key(String), index(Int)
        public init(stringLiteral key: String) { self = .key(key) }
        public init(integerLiteral index: Int) { self = .index(index) }
    }

    /// The place of the value at `path` below this part; of the nearest part above it that was written.
    public func location(_ path: Step...) -> SourceLocation? { location(path) }

    /// The same for a path that was put together elsewhere.
    public func location(_ path: [Step]) -> SourceLocation? {
        guard let file, var node else { return nil }
        for step in path {
            switch step {
            case .key(let key):
                guard let member = node.member(key) else { return file.location(of: node.range) }
                node = member.value
            case .index(let index):
                guard case .array(let elements) = node.value, elements.indices.contains(index) else {
                    return file.location(of: node.range)
                }
                node = elements[index]
            }
        }
        return file.location(of: node.range)
    }

    /// The place of the key itself.
    public func location(ofKey key: String) -> SourceLocation? {
        guard let file, let node else { return nil }
        return file.location(of: node.member(key)?.keyRange ?? node.range)
    }

    /// A place inside the string at `key`; `range` counts the UTF-8 bytes of the string's content.
    ///
    /// An escape before the place moves it; then the whole string is pointed at instead.
    public func location(inStringAt path: Step..., range: Range<Int>) -> SourceLocation? {
        guard let file, var node else { return nil }
        for case .key(let key) in path { node = node.member(key)?.value ?? node }
        guard case .string(let text) = node.value else { return file.location(of: node.range) }
        // With a quote before it or, in YAML, without.
        for start in [node.range.lowerBound + 1, node.range.lowerBound] {
            let end = start + text.utf8.count
            if end <= file.bytes.count, file.bytes[start..<end].elementsEqual(text.utf8) {
                return file.location(of: start + range.lowerBound..<start + range.upperBound)
            }
        }
        return file.location(of: node.range)
    }
}

extension Source: Hashable {
    public static func == (left: Self, right: Self) -> Bool { true }
    public func hash(into hasher: inout Hasher) {}
}

extension Source {
    /// Whether nothing was wrong with the value at `key`. A part that can't do without it says nothing then.
    public func isReadable(_ key: String) -> Bool { !unreadable.contains(key) }

    /// The keys that were written, in their order.
    public var keys: [String] {
        guard case .object(let members) = node?.value else { return [] }
        return members.map(\.key)
    }
}

extension Source {
    /// The string at `key`, if one was written.
    public func string(_ key: String) -> String? {
        guard case .string(let text) = node?.member(key)?.value.value else { return nil }
        return text
    }
}
