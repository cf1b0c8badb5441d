/// The long form of a diagnostic code: what it means, and an example that is wrong and one that is right.
///
/// They stand in the text files of the folder `Explanations`: the code, what it means, lines that begin with `-` for
/// what is wrong and with `+` for what is right; an empty line ends one.
public struct Explanation: Codable, Hashable, Sendable {
    public var code: String
    public var text: String
    public var wrong: String
    public var right: String

    /// Sorted by code.
    public static let all: [Explanation] = [
        PackageResources.entities_txt, PackageResources.access_txt, PackageResources.specification_txt,
        PackageResources.formats_txt, PackageResources.database_txt, PackageResources.project_txt,
    ].flatMap { read(String(decoding: $0, as: UTF8.self)) }.sorted { $0.code < $1.code }

    /// Those whose examples are entities, which a specification can be made of.
    public static let ofEntities: [Explanation] = [PackageResources.entities_txt, PackageResources.access_txt].flatMap {
        read(String(decoding: $0, as: UTF8.self))
    }

    /// The explanation of `code`; nil where there is no such code.
    public init?(_ code: String) {
        guard let found = Self.all.first(where: { $0.code == code }) else { return nil }
        self = found
    }

    private init(code: String) { (self.code, text, wrong, right) = (code, "", "", "") }

    static func read(_ text: String) -> [Explanation] {
        var explanations: [Explanation] = []
        for paragraph in text.split(separator: "\n\n") {
            let lines = paragraph.split(separator: "\n")
            guard let code = lines.first else { continue }
            var explanation = Explanation(code: String(code))
            func append(_ line: Substring, to part: WritableKeyPath<Explanation, String>) {
                explanation[keyPath: part] += (explanation[keyPath: part].isEmpty ? "" : "\n") + line
            }
            for line in lines.dropFirst() {
                if line.hasPrefix("- ") {
                    append(line.dropFirst(2), to: \.wrong)
                } else if line.hasPrefix("+ ") {
                    append(line.dropFirst(2), to: \.right)
                } else {
                    append(line, to: \.text)
                }
            }
            explanations.append(explanation)
        }
        return explanations
    }
}
