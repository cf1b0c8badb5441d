internal import Diagnostics
internal import DomainModel
internal import Specification

/// What can be said of a specification, with what is wrong kept apart from what berry can't generate yet.
struct SpecificationReview: Sendable {
    let specification: Specification
    /// Errors, but for refused features.
    let problems: [Diagnostic]
    /// Parts of the language that this version of berry can't generate.
    let refusals: [Diagnostic]
    let warnings: [Diagnostic]
    /// Nil where there is a problem or a refusal.
    let model: DomainModel?

    init(_ specification: Specification) {
        self.specification = specification
        var diagnostics = Diagnostics()
        let model = DomainModel.normalize(specification, reporting: &diagnostics)
        refusals = specification.refusals()
        problems = diagnostics.sorted.filter { $0.severity == .error }
        warnings = diagnostics.sorted.filter { $0.severity == .warning }
        self.model = problems.isEmpty && refusals.isEmpty ? model : nil
    }
}

extension Sequence<Diagnostic> {
    /// Those that say something which none of `others` says; places don't count, since an edit moves them.
    func new(since others: some Sequence<Diagnostic>) -> [Diagnostic] {
        let known = Set(others.map { "\($0.code) \($0.message)" })
        return filter { !known.contains("\($0.code) \($0.message)") }
    }
}
