public import Diagnostics
public import Specification

/// The tables of a specification as DBML.
public struct DBMLExport: Sendable {
    public let text: String
    /// A warning for each kind of thing that the specification says and DBML can't.
    public let diagnostics: [Diagnostic]

    /// - Parameter specification: one that was found to be valid.
    public init(_ specification: Specification) {
        var writer = DBMLWriter(Outline(specification))
        text = writer.write(specification)
        diagnostics = writer.outline.losses.map { loss in
            Diagnostic(.warning, "not-in-dbml", "not exported: \(loss.what)\(Self.list(loss.of))")
        }
    }

    /// ` (A, B and 3 more)`.
    private static func list(_ subjects: [String]) -> String {
        guard !subjects.isEmpty else { return "" }
        let shown = subjects.prefix(3).joined(separator: ", ")
        return subjects.count > 3 ? " (\(shown) and \(subjects.count - 3) more)" : " (\(shown))"
    }
}
