public import Foundation

/// The diagnostic codes that Swift files spell.
public enum DiagnosticCodes {
    /// What `error`, `warning` and `Diagnostic` are given as a code in the files below `folder`.
    public static func reported(below folder: URL) throws -> Set<String> {
        let call = #/(?:(?:error|warning)\(\s*|\.error,\s*)"([a-z0-9]+(?:-[a-z0-9]+)*)"/#
        return Set(try texts(below: folder).flatMap { $0.matches(of: call).map { String($0.output.1) } })
    }

    /// Every word in kebab case that stands as a string in the files below `folder`.
    public static func mentioned(below folder: URL) throws -> Set<String> {
        let word = #/"([a-z0-9]+(?:-[a-z0-9]+)*)"/#
        return Set(try texts(below: folder).flatMap { $0.matches(of: word).map { String($0.output.1) } })
    }

    private static func texts(below folder: URL) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
            .map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }
    }
}
