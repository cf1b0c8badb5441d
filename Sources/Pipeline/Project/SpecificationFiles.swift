internal import Diagnostics
internal import Digest
internal import Specification
internal import SystemPackage

/// A specification's file, and those that it includes.
struct SpecificationFiles: Sendable {
    let main: SourceFile
    /// By the paths that the specification names them by.
    private var included: [String: SourceFile] = [:]

    /// - Throws: when there is no such file. What is wrong with its text, and with what it includes, ``document()`` says.
    init(_ path: FilePath, called name: String) throws(DiagnosticsError) {
        main = try .specification(path, called: name)
        let folder = path.removingLastComponent()
        let shown = FilePath(name).removingLastComponent()
        guard let document = try? Document(main) else { return }
        for (stated, _) in document.includedPaths where Document.refusal(ofIncluded: stated) == nil {
            included[stated] = try SourceFile.read(
                folder.appending(stated), called: shown.isEmpty ? stated : shown.appending(stated).string)
        }
    }

    /// SHA-256 over all of them.
    var digest: String {
        let digests = included.keys.sorted().map { "\($0) \(Digest(of: included[$0]?.bytes ?? []).hex)" }
        let main = Digest(of: self.main.bytes).hex
        return digests.isEmpty ? main : Digest(of: ([main] + digests).joined(separator: "\n")).hex
    }

    func document() throws(DiagnosticsError) -> Document { try Document(main, including: included) }
}
