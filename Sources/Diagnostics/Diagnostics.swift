/// Collects diagnostics while work goes on, so that one run reports everything it found.
public struct Diagnostics: Sendable, Equatable {
    public private(set) var all: [Diagnostic] = []

    public init() {}

    public var hasErrors: Bool { all.contains { $0.severity == .error } }

    public mutating func report(_ diagnostic: Diagnostic) { all.append(diagnostic) }

    public mutating func error(
        _ code: String, _ message: String, at location: SourceLocation?,
        notes: [Diagnostic.Note] = [], fix: String? = nil
    ) {
        report(Diagnostic(.error, code, message, at: location, notes: notes, fix: fix))
    }

    public mutating func warning(
        _ code: String, _ message: String, at location: SourceLocation?,
        notes: [Diagnostic.Note] = [], fix: String? = nil
    ) {
        report(Diagnostic(.warning, code, message, at: location, notes: notes, fix: fix))
    }

    /// In the order of their places, so that the same input always gives the same report.
    public var sorted: [Diagnostic] {
        all.enumerated().sorted { left, right in
            let (a, b) = (left.element.location, right.element.location)
            switch (a, b) {
            case (let a?, let b?):
                return (a.file, a.line, a.column, left.offset) < (b.file, b.line, b.column, right.offset)
            case (nil, nil): return left.offset < right.offset
            default: return a == nil
            }
        }.map(\.element)
    }

    /// Throws what was collected if any of it is an error.
    public func throwIfErrors() throws(DiagnosticsError) {
        if hasErrors { throw DiagnosticsError(sorted) }
    }
}

/// Work stopped because of these diagnostics, at least one of which is an error.
public struct DiagnosticsError: Error, Sendable, Equatable {
    public let diagnostics: [Diagnostic]

    public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

    public init(_ diagnostic: Diagnostic) { diagnostics = [diagnostic] }
}
