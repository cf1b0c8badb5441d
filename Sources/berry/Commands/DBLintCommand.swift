import ArgumentParser
import Catalog
import Diagnostics
import Foundation
import Linting
import Pipeline
import SystemPackage

struct DBLintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Find what is wrong with a schema or a database.",
        discussion: """
            Looks at what the specification describes, hand-written SQL included, on a private server; with --db at the
            project's database, with --database-url or --env at that one. Nothing is changed. It finds doors that are
            open, policies that do nothing or cost too much, missing and needless indexes; --list has all of it.

            A finding that is intended is allowed in berry.json, by the lint's name, with a reason:
              "allowedLints": [{"lint": "rls_policy_always_true", "on": "public.messages", "reason": "a guestbook"}]

            The exit status is 1 when there is an error, and with --strict when there is a warning too.

            Examples:
              berry db lint --strict
              berry db lint --db --env production
              berry db lint --sarif lint.sarif
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var database: DatabaseOptions
    @Flag(help: "Look at the project's database.")
    var db = false
    @Option(help: ArgumentHelp("The specification (default: the one in berry.json).", valueName: "file"))
    var spec: String?
    @Flag(help: "Fail when there is a warning, too.")
    var strict = false
    @Option(help: ArgumentHelp("Write the findings to this file, as SARIF.", valueName: "file"))
    var sarif: String?
    @Flag(help: "Show every lint: what it finds, why that matters, how to mend it.")
    var list = false
    @Flag(help: "The result as one JSON document.")
    var json = false

    func run() async throws {
        try await global.run { console in
            if list { return try show(Lint.all, console) }
            let run = LintRun(
                PipelineRun(
                    global.folder, specification: try global.specification(spec),
                    observer: Progress(console: console)))
            let source = try source()
            let report =
                if let source { try await run.database(source) } else { try await run.generated() }
            let subject = source?.summary ?? "the schema that the specification describes"
            if let sarif {
                let path = FilePath(FileManager.default.currentDirectoryPath).pushing(FilePath(sarif))
                let text = try SARIFLog(report, version: Berry.version).text
                try NewFile.write([NewFile(path, called: sarif, text: text)], overwriting: true)
            }
            if json {
                try console.result(json: LintDocument(report, of: subject))
            } else {
                for line in LintText(report, of: subject).lines { console.result(line.printable) }
            }
            console.show(
                report.unused.map { allowance in
                    let place = allowance.object.map { " on \($0)" } ?? ""
                    return Diagnostic(
                        .warning, "unused-allowance",
                        "nothing is found that berry.json allows: \(allowance.lint)\(place)",
                        fix: "take it out of \"allowedLints\"")
                })
            if report.errors > 0 || strict && report.warnings > 0 { throw ExitCode.failure }
        }
    }

    /// Nil for the schema that the specification describes.
    private func source() throws -> DatabaseSource? {
        guard db || database.databaseUrl != nil || database.env != nil else { return nil }
        return try database.source(try database.environment(global.folder), allowsLibpq: true)
    }

    private func show(_ lints: [Lint], _ console: Console) throws {
        if json { return try console.result(json: lints.map(LintDocument.Rule.init)) }
        for lint in lints {
            let codes = lint.codes.isEmpty ? "" : " (\(lint.codes.joined(separator: ", ")))"
            console.result(
                "\(lint.level.rawValue) \(lint.name)\(codes): \(lint.summary)\n  Why: \(lint.reason)\n  Mend: \(lint.remedy)"
            )
        }
    }
}

/// What the lints found, as people read it.
struct LintText {
    let report: LintReport
    let subject: String

    init(_ report: LintReport, of subject: String) {
        self.report = report
        self.subject = subject
    }

    var lines: [String] {
        var lines: [String] = []
        var last: String?
        for finding in report.findings {
            if finding.lint.name != last {
                if let last { lines += advice(last) }
                lines.append("\(finding.lint.level.rawValue): \(finding.lint.summary) [\(finding.lint.name)]")
            }
            last = finding.lint.name
            let place = finding.location.map { "\($0.file):\($0.line): " } ?? ""
            lines.append("  \(place)\(finding.detail)")
        }
        if let last { lines += advice(last) }
        return lines + [summary]
    }

    private func advice(_ name: String) -> [String] {
        guard let lint = report.findings.first(where: { $0.lint.name == name })?.lint else { return [] }
        return ["  Why: \(lint.reason)", "  Mend: \(lint.remedy)", ""]
    }

    private var summary: String {
        var counts = [Self.count(report.errors, "error"), Self.count(report.warnings, "warning")]
        if !report.allowed.isEmpty { counts.append("\(report.allowed.count) allowed") }
        let text = "\(counts.joined(separator: ", ")): \(subject)."
        return report.hasAPI
            ? text
            : text + "\nThe server has no role anon or authenticated, so nothing counts as open to an API's callers."
    }

    private static func count(_ number: Int, _ word: String) -> String {
        number == 0 ? "no \(word)s" : "\(number) \(word)\(number == 1 ? "" : "s")"
    }
}

/// What `--json` prints.
struct LintDocument: Encodable {
    var database: String
    var errors: Int
    var warnings: Int
    var findings: [Entry]
    var allowed: [Entry]

    struct Entry: Encodable {
        var lint: String
        var codes: [String]
        var level: Diagnostic.Severity
        /// What is wrong: `table`, `policy`, `function`, …
        var kind: String
        var object: String
        var message: String
        var reason: String
        var remedy: String
        /// Where the object is made, in the files that berry generates.
        var file: String?
        var line: Int?
        /// Why it is allowed.
        var allowedBecause: String?

        init(_ finding: LintFinding, allowedBecause: String? = nil) {
            lint = finding.lint.name
            codes = finding.lint.codes
            level = finding.lint.level
            kind = finding.object.kind.rawValue
            object = finding.object.name
            message = finding.detail
            reason = finding.lint.reason
            remedy = finding.lint.remedy
            file = finding.location?.file
            line = finding.location?.line
            self.allowedBecause = allowedBecause
        }
    }

    /// A lint, for `--list --json`.
    struct Rule: Encodable {
        var lint: String
        var codes: [String]
        var level: Diagnostic.Severity
        var summary: String
        var reason: String
        var remedy: String

        init(_ lint: Lint) {
            self.lint = lint.name
            codes = lint.codes
            level = lint.level
            summary = lint.summary
            reason = lint.reason
            remedy = lint.remedy
        }
    }

    init(_ report: LintReport, of subject: String) {
        database = subject
        (errors, warnings) = (report.errors, report.warnings)
        findings = report.findings.map { Entry($0) }
        allowed = report.allowed.map { Entry($0.finding, allowedBecause: $0.reason) }
    }
}
