public import Diagnostics
public import Specification

extension Specification {
    /// The specification after edits, as `berry plan` carries them out on its text.
    public func applying(_ edits: [Edit]) throws(DiagnosticsError) -> Specification {
        try Document(SourceFile(path: "specification.json", text: canonicalText)).applying(edits).specification
    }
}
