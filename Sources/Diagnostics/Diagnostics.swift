/// Collects diagnostics while work goes on, so that one run reports what it found.
///
/// A text of megabytes may be wrong in a million places, so only the first ``limit`` of each severity are kept; the
/// others are counted.
public struct Diagnostics: Sendable, Equatable {
    /// How many of each severity are kept.
    public static let limit = 100

    /// In the order in which they were reported, without those that were only counted.
    public private(set) var all: [Diagnostic] = []
    private var counts: [Diagnostic.Severity: Int] = [:]

    public init() {}

    /// Whether any error was reported, kept or not.
    public var hasErrors: Bool { counts[.error] != nil }

    /// How many were reported, kept or not.
    public var count: Int { counts.values.reduce(0, +) }

    /// Whether another one of this severity would be kept.
    public func keeps(_ severity: Diagnostic.Severity) -> Bool { counts[severity, default: 0] < Self.limit }

    /// Adds a diagnostic; past ``limit`` of a severity, it is only counted.
    public mutating func report(_ diagnostic: Diagnostic) {
        let count = counts[diagnostic.severity, default: 0] + (diagnostic.others ?? 1)
        counts[diagnostic.severity] = count
        if count <= Self.limit, diagnostic.others == nil { all.append(diagnostic) }
    }

    /// Reports what another collector has, by place.
    public mutating func report(_ other: Diagnostics) {
        for diagnostic in other.sorted { report(diagnostic) }
    }

    /// Reports an error; `code` is stable, `message` a sentence without a full stop.
    public mutating func error(
        _ code: String, _ message: String, at location: SourceLocation?,
        notes: [Diagnostic.Note] = [], fix: String? = nil
    ) {
        report(Diagnostic(.error, code, message, at: location, notes: notes, fix: fix))
    }

    /// Reports a warning; `code` is stable, `message` a sentence without a full stop.
    public mutating func warning(
        _ code: String, _ message: String, at location: SourceLocation?,
        notes: [Diagnostic.Note] = [], fix: String? = nil
    ) {
        report(Diagnostic(.warning, code, message, at: location, notes: notes, fix: fix))
    }

    /// In the order of their places, so that the same input always gives the same report, with a last line for each
    /// severity of which not all were kept.
    public var sorted: [Diagnostic] {
        ordered
            + [Diagnostic.Severity.warning, .error].compactMap { severity in
                guard let count = counts[severity], count > Self.limit else { return nil }
                return Diagnostic(others: count - Self.limit, severity)
            }
    }

    private var ordered: [Diagnostic] {
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
