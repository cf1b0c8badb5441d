import Diagnostics
import Pipeline

/// Prints what the pipeline does, one line a stage.
struct Progress: SetupObserver {
    let console: Console
    var explains = false
    var showsSQL = false

    func began(_ stage: StageName) {}

    func ended(_ report: StageReport) {
        console.show(report.warnings)
        for path in report.writes.kept {
            console.show([
                .init(
                    .warning, "edited-file", "\(path) was edited, and is kept as it is",
                    fix: "--overwrite replaces it with what berry generates")
            ])
        }
        for path in report.writes.orphans {
            console.show([
                .init(
                    .warning, "edited-file", "\(path) isn't needed any more, and is kept because it was edited",
                    fix: "delete it, or move what you need of it elsewhere")
            ])
        }
        guard console.isTerminal || console.isVerbose || explains else { return }
        switch report.outcome {
        case .fresh: if console.isVerbose || explains { line(report.stage.rawValue, "up to date", nil) }
        case .stale(let reasons): line(report.stage.rawValue, "would run: \(reasons.joined(separator: ", "))", nil)
        case .ran(let reasons):
            line(report.stage.rawValue, summary(of: report.writes), report.duration)
            if explains { for reason in reasons { console.progress("    because \(reason)") } }
            if console.isVerbose {
                for path in report.writes.written { console.progress("    wrote \(path)") }
                for path in report.writes.removed { console.progress("    removed \(path)") }
            }
        }
    }

    func wrote(_ done: Int, of total: Int, in stage: StageName) {
        guard console.isTerminal, !console.isQuiet, total >= ProgressBar.worthwhile else { return }
        if let bar = ProgressBar(done: done, total: total).text {
            console.report("\r  \(padded(stage.rawValue))\(bar)")
        }
        if done == total - 1 { console.report("\r\u{1B}[K") }
    }

    func waits(_ reason: String) { console.progress("waiting: \(reason)") }

    func sends(_ sql: String) { if showsSQL { console.report(sql + "\n") } }

    func told(_ fact: String) { if console.isTerminal || console.isVerbose { line("", fact, nil) } }

    func stepBegan(_ name: String, _ detail: String) {}

    func stepEnded(_ name: String, _ detail: String, _ duration: Duration) {
        if console.isTerminal || console.isVerbose { line(name, detail, duration) }
    }

    private func line(_ name: String, _ text: String, _ duration: Duration?) {
        console.progress("  \(padded(name))\(text)\(duration.map { " (\($0.brief))" } ?? "")")
    }

    private func padded(_ name: String) -> String { name + String(repeating: " ", count: max(1, 15 - name.count)) }

    private func summary(of writes: WriteReport) -> String {
        var parts: [String] = []
        if !writes.written.isEmpty {
            parts.append("wrote \(writes.written.count) file\(writes.written.count == 1 ? "" : "s")")
        }
        if !writes.removed.isEmpty { parts.append("removed \(writes.removed.count)") }
        if writes.unchanged > 0 { parts.append("\(writes.unchanged) unchanged") }
        return parts.isEmpty ? "done" : parts.joined(separator: ", ")
    }
}

extension PipelineResult {
    /// "3 files changed."
    var changes: String { "\(changedFiles) file\(changedFiles == 1 ? "" : "s") changed." }
}
