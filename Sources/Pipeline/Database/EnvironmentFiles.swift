internal import Diagnostics
internal import Foundation

/// The variables of a project: those of the process, then those of its `.env` files, which are read and never
/// written.
public struct ProjectEnvironment: Sendable {
    /// Name → value and where it came from.
    private let variables: [String: Variable]
    /// `development` unless `--env` or `ENVIRONMENT` says otherwise.
    public let name: String

    struct Variable {
        var value: String
        var origin: String
    }

    public init(
        _ project: ProjectFolder, name requested: String?, process: [String: String]
    ) throws {
        var variables: [String: Variable] = [:]
        for (key, value) in process where !value.isEmpty {
            variables[key] = Variable(value: value, origin: "the environment")
        }
        func read(_ file: String) throws -> [String: Variable] {
            guard let bytes = try FileIO.read(project.path(file)) else { return [:] }
            let pairs = Self.parse(String(decoding: bytes, as: UTF8.self)).filter { !$0.1.isEmpty }
            return Dictionary(
                pairs.map { ($0.0, Variable(value: $0.1, origin: file)) }, uniquingKeysWith: { first, _ in first })
        }
        variables.merge(try read(".env.local")) { first, _ in first }
        let general = try read(".env")
        let name = requested ?? (variables["ENVIRONMENT"] ?? general["ENVIRONMENT"])?.value ?? "development"
        if name.utf8.allSatisfy({ $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ".") }) {
            variables.merge(try read(".env.\(name)")) { first, _ in first }
        }
        self.variables = variables.merging(general) { first, _ in first }
        self.name = name
    }

    /// Whether setting a database up needs an approval.
    public var isProduction: Bool { name.lowercased() == "production" }

    subscript(_ key: String) -> Variable? { variables[key] }

    /// `KEY=value` lines. `export`, comments and quotes are understood, as in dotenv; nothing is expanded.
    static func parse(_ text: String) -> [(String, String)] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            var line = line.drop(while: \.isWhitespace)
            if line.hasPrefix("export ") { line = line.dropFirst("export ".count).drop(while: \.isWhitespace) }
            guard !line.hasPrefix("#"), let equals = line.firstIndex(of: "=") else { return nil }
            let key = line[..<equals].trimmed
            var value = line[line.index(after: equals)...].trimmed
            if let quote = value.first, quote == "\"" || quote == "'", let end = value.dropFirst().firstIndex(of: quote)
            {
                value = String(value[value.index(after: value.startIndex)..<end])
            } else if let comment = value.range(of: " #") {
                value = String(value[..<comment.lowerBound]).trimmedEnd
            }
            return (String(key), value)
        }
    }
}

extension Substring {
    fileprivate var trimmed: String { String(drop(while: \.isWhitespace)).trimmedEnd }
}

extension String {
    fileprivate var trimmedEnd: String {
        var copy = self[...]
        while let last = copy.last, last.isWhitespace { copy.removeLast() }
        return String(copy)
    }
}
