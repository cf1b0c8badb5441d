internal import Diagnostics

/// A value, with the warnings that making it gave.
struct Validated<Value: Sendable>: Sendable {
    var value: Value
    var diagnostics: [Diagnostic]

    var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    init(_ value: Value, _ diagnostics: [Diagnostic]) {
        self.value = value
        self.diagnostics = diagnostics
    }
}
