public import Diagnostics
internal import DomainModel
internal import Specification
public import SystemPackage

/// What can be said about a specification without writing anything.
public enum SpecificationCheck {
    /// Reads, decodes, validates and normalizes; every error and warning, in the order of their places.
    public static func diagnostics(for path: FilePath, displayName: String) async -> [Diagnostic] {
        do throws(DiagnosticsError) {
            return await diagnostics(of: try SpecificationFiles(path, called: displayName).document())
        } catch {
            return error.diagnostics
        }
    }

    /// The same for a text that is in no file yet.
    static func diagnostics(for file: SourceFile) async -> [Diagnostic] {
        do throws(DiagnosticsError) {
            return await diagnostics(of: try Document(file))
        } catch {
            return error.diagnostics
        }
    }

    private static func diagnostics(of document: Document) async -> [Diagnostic] {
        do {
            return try await Stages.model.run(Stages.specification.run(document)).diagnostics
        } catch let error as DiagnosticsError {
            return error.diagnostics
        } catch {
            return [Diagnostic(.error, "failed", "\(error)")]
        }
    }

    /// The text in canonical form; nil when it has that form already.
    ///
    /// - Throws: when the text is no specification at all. What it means isn't checked.
    public static func formatted(_ path: FilePath, displayName: String) throws(DiagnosticsError) -> String? {
        let document = try Document(SourceFile.specification(path, called: displayName))
        guard document.format == .json else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "format-yaml", "\(displayName) is YAML, which this version of berry can't lay out",
                    fix: "keep it as it is"))
        }
        var reading = Reading(file: document.file)
        let specification = Specification.read(document.root, &reading)
        guard let specification, !reading.diagnostics.hasErrors else {
            throw DiagnosticsError(reading.diagnostics.sorted)
        }
        let text = specification.canonicalText
        return Array(text.utf8) == document.file.bytes ? nil : text
    }

    /// Replaces the file at `path`, all of it or nothing; a link stays one.
    public static func write(_ text: String, to path: FilePath) throws(DiagnosticsError) {
        let path = FileIO.resolved(path)
        let temporary = path.removingLastComponent().appending(".\(path.lastComponent?.string ?? "").berry-fmt")
        try FileIO.replace(path, with: Array(text.utf8), by: temporary)
    }
}
