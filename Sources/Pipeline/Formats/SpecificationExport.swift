public import Diagnostics
internal import Specification
internal import SpecificationFormats
public import SystemPackage

/// What a specification can be written as; the raw value is how a user calls it.
public enum ExportFormat: String, CaseIterable, Sendable { case dbml, mermaid }

/// A specification in another format.
public struct SpecificationExport: Sendable {
    public let text: String
    /// What the format can't say: warnings.
    public let diagnostics: [Diagnostic]

    /// - Throws: everything that keeps the text from being read. What this version of berry can't generate yet is no
    ///   reason not to export it.
    public init(_ path: FilePath, called name: String, to format: ExportFormat) throws(DiagnosticsError) {
        let document = try SpecificationFiles(path, called: name).document()
        var found = Diagnostics()
        let read = Specification.read(document, reporting: &found)
        try found.throwIfErrors()
        guard let specification = read else { throw DiagnosticsError(found.sorted) }
        switch format {
        case .dbml:
            let export = DBMLExport(specification)
            text = export.text
            diagnostics = export.diagnostics
        case .mermaid:
            text = MermaidExport(specification).text
            diagnostics = []
        }
    }
}
