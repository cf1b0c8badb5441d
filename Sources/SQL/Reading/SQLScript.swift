internal import CLibPGQuery

/// SQL that somebody wrote, split into statements. What they mean is asked of PostgreSQL.
public struct SQLScript: Sendable {
    public struct Statement: Hashable, Sendable {
        /// Without the semicolon and what stands around it.
        public var text: String
        /// Where it begins, in bytes from the beginning of the script.
        public var offset: Int

        public init(text: String, offset: Int) {
            self.text = text
            self.offset = offset
        }

        /// Its first word, in lower case, behind any comments.
        public var keyword: String { code.prefix { $0.isLetter || $0 == "_" }.lowercased() }

        /// Whether nothing but comments is in it.
        var isComment: Bool { code.isEmpty }

        /// What follows the comments that it begins with.
        private var code: Substring {
            var rest = Substring(text)
            while true {
                rest = rest.drop(while: \.isWhitespace)
                if rest.hasPrefix("--") {
                    rest = rest.drop { !$0.isNewline }
                } else if rest.hasPrefix("/*"), let end = rest.firstRange(of: "*/") {
                    rest = rest[end.upperBound...]
                } else {
                    return rest
                }
            }
        }

        /// Whether it begins or ends a transaction.
        public var controlsTransaction: Bool {
            ["begin", "start", "commit", "end", "rollback", "abort", "prepare"].contains(keyword)
        }
    }

    public let statements: [Statement]

    /// Splits `text` as PostgreSQL 15's grammar does; where that grammar is too old for it, at the semicolons outside
    /// of literals, comments and parentheses.
    ///
    /// psql's own commands, lines that begin with a backslash such as `pg_dump` writes, are left out.
    public init(_ text: String) {
        let text = Self.withoutCommands(text)
        let bytes = Array(text.utf8)
        var ranges = Self.ranges(pg_query_split_with_parser(text)) ?? Self.ranges(pg_query_split_with_scanner(text))
        if let end = ranges?.last?.upperBound,
            let rest = bytes[min(end, bytes.count)...].firstIndex(where: { $0 != 0x3B && $0 > 0x20 })
        {
            // What doesn't end, such as an open parenthesis, is for PostgreSQL to refuse, unless it is a comment.
            ranges?.append(rest..<bytes.count)
        }
        statements = (ranges ?? [0..<bytes.count]).compactMap { range in
            let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
            let range = range.clamped(to: 0..<bytes.count)
            guard let start = range.first(where: { !isSpace(bytes[$0]) }),
                let end = range.last(where: { !isSpace(bytes[$0]) })
            else { return nil }
            return Statement(text: String(decoding: bytes[start...end], as: UTF8.self), offset: start)
        }.filter { !$0.isComment }
    }

    /// Frees `result`; nil when the text couldn't be read.
    private static func ranges(_ result: PgQuerySplitResult) -> [Range<Int>]? {
        defer { pg_query_free_split_result(result) }
        guard result.error == nil else { return nil }
        return (0..<Int(result.n_stmts)).compactMap { index in
            guard let statement = result.stmts?[index]?.pointee else { return nil }
            let start = Int(statement.stmt_location)
            return start..<start + Int(statement.stmt_len)
        }
    }

    /// Offsets stay what they were: the lines become blanks.
    private static func withoutCommands(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("\\") ? String(repeating: " ", count: line.utf8.count) : String(line)
        }.joined(separator: "\n")
    }
}
