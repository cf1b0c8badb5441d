internal import Diagnostics
internal import Linting
public import Specification

/// What `berry.json` says of a finding of `berry db lint` that is right and intended.
public struct AllowedLint: SpecificationObject {
    public static let title = "an allowed finding"
    public static let definition = "allowedLint"

    public var lint = ""
    public var on: String?
    public var reason = ""
    public var source = Source()

    public init() {}

    public static let keys: [Key<AllowedLint>] = [
        Key(required: "lint", \.lint, "The lint's name: rls_policy_always_true."),
        Key("on", \.on, "The object, or the table it is on: public.messages (default: every object)."),
        Key(required: "reason", \.reason, "Why it is intended."),
    ]

    var allowance: LintAllowance { LintAllowance(lint: lint, object: on, reason: reason) }

    /// What is wrong with it.
    func check(_ diagnostics: inout Diagnostics) {
        if !Lint.all.contains(where: { $0.name == lint }) {
            diagnostics.error(
                "settings", "there is no lint called '\(lint)'", at: source.location("lint"),
                fix: "write a name that 'berry db lint --list' shows")
        }
        if reason.allSatisfy(\.isWhitespace) {
            diagnostics.error(
                "settings", "the reason is empty", at: source.location("reason"),
                fix: "say why the finding is intended, for whoever reads it next year")
        }
    }
}
