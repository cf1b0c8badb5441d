import Diagnostics
import Foundation
import LocalPostgres
import Pipeline
import Postgres

/// Results go to standard output, progress and diagnostics to standard error.
struct Console: Sendable {
    var isQuiet = false
    var isVerbose = false
    let isTerminal = isatty(STDERR_FILENO) == 1
    private let environment = ProcessInfo.processInfo.environment

    var usesColor: Bool { isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb" }

    func result(_ text: String) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
        } catch {
            // Whoever waits for the result must not believe that this was all of it.
            show([
                Diagnostic(.error, "output", "can't write the result to standard output: \(error.localizedDescription)")
            ])
            exit(1)
        }
    }

    /// One JSON document, laid out for people as well.
    func result(json value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        result(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    func progress(_ text: String) { if !isQuiet { report(text + "\n") } }

    /// Progress that can't be shown is no reason to fail.
    func report(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }

    func show(_ diagnostics: [Diagnostic]) {
        let renderer = DiagnosticRenderer(useColor: usesColor)
        for diagnostic in diagnostics where diagnostic.severity == .error || !isQuiet {
            report(renderer.render(diagnostic.printable))
        }
    }

    /// Any error as diagnostics: what happened and what to do.
    static func diagnostics(for error: any Error) -> [Diagnostic] {
        switch error {
        case let error as DiagnosticsError: error.diagnostics
        case let error as Diagnostic: [error]
        case let error as PostgresError: [Diagnostic(error)]
        case let error as LocalServerError:
            [
                Diagnostic(
                    .error, "private-server", error.message,
                    notes: error.output.isEmpty ? [] : [.init(error.output)],
                    fix: error.advice.isEmpty ? nil : error.advice)
            ]
        default: [Diagnostic(.error, "failed", "\(error)")]
        }
    }
}

extension Duration {
    /// For people: `12 ms`, `1.4 s`.
    var brief: String {
        let milliseconds = Double(components.seconds) * 1000 + Double(components.attoseconds) / 1e15
        return milliseconds < 1000
            ? "\(Int(milliseconds.rounded())) ms" : "\((milliseconds / 100).rounded() / 10) s"
    }
}
