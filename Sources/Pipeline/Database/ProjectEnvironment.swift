internal import Diagnostics
internal import Foundation

/// The variables of a project: those of the process, then those of its `.env` files, which are read and never
/// written.
public struct ProjectEnvironment: Sendable {
    /// Where variables come from, the nearest first.
    let layers: [Layer]
    /// `development` unless `--env` or `ENVIRONMENT` says otherwise.
    public let name: String

    /// The variables of one origin; those that are empty count as not set.
    struct Layer {
        /// For people: "the environment", ".env.local".
        var origin: String
        var variables: [String: String]

        init(_ origin: String, _ variables: [String: String]) {
            self.origin = origin
            self.variables = variables.filter { !$0.value.isEmpty }
        }
    }

    public init(
        _ project: ProjectFolder, name requested: String?, process: [String: String]
    ) throws {
        func read(_ file: String) throws -> Layer {
            guard let bytes = try FileIO.read(project.path(file)) else { return Layer(file, [:]) }
            // Of lines for the same variable the last counts, as for a shell.
            let pairs = Self.parse(String(decoding: bytes, as: UTF8.self))
            return Layer(file, Dictionary(pairs, uniquingKeysWith: { _, last in last }))
        }
        let layers = [Layer("the environment", process), try read(".env.local"), try read(".env")]
        let name =
            requested ?? layers.lazy.compactMap { $0.variables["ENVIRONMENT"] }.first ?? "development"
        guard name.utf8.allSatisfy({ $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ".") && $0 != 0 }) else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "environment-name", "'\(name)' can't name an environment, whose variables are in .env.NAME",
                    fix: "use a word such as staging or production in --env or ENVIRONMENT"))
        }
        // What was written for one environment comes before what holds on this machine in general.
        self.layers = layers[..<1] + [try read(".env.\(name)")] + layers[1...]
        self.name = name
    }

    /// Whether setting a database up needs an approval.
    public var isProduction: Bool { name.lowercased() == "production" }

    /// The value of a variable, and where it came from.
    subscript(_ key: String) -> (value: String, origin: String)? {
        layers.lazy.compactMap { layer in layer.variables[key].map { ($0, layer.origin) } }.first
    }

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
