internal import Diagnostics

/// The character U+0000, which JSON and YAML can write and no PostgreSQL text can hold.
enum NulCharacter {
    static func diagnostic(at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            .error, "nul-character", "a text can't hold the character U+0000, which PostgreSQL has no place for",
            at: location, fix: "leave it out")
    }
}
