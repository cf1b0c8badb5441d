import Foundation
import LocalPostgres
import RandomEvolutions

/// Changes random applications whose tables hold rows, there and back, and compares what is left of the rows.
///
///     EvolutionRunner [--count N] [--from SEED] [--seed SEED] [--workers N] [--show]
@main
struct EvolutionRunner {
    static func main() async throws {
        var arguments = CommandLine.arguments.dropFirst()
        var (count, first, workers, isShowing) = (100, 0, 2, false)
        while let argument = arguments.popFirst() {
            switch argument {
            case "--count": count = arguments.popFirst().flatMap { Int($0) } ?? count
            case "--from": first = arguments.popFirst().flatMap { Int($0) } ?? first
            case "--seed": (first, count) = (arguments.popFirst().flatMap { Int($0) } ?? 0, 1)
            case "--workers": workers = arguments.popFirst().flatMap { Int($0) } ?? workers
            case "--show": isShowing = true
            default: break
            }
        }
        let shows = isShowing
        let start = ContinuousClock.now
        let tally = try await EvolutionTally.run(first..<first + count, workers: workers) { result in
            guard result.outcome.isFailure || shows else { return }
            say(result.description)
            if shows {
                say(result.before, result.after)
                for text in result.files { say(text) }
            }
        }
        say(tally.description)
        say("time: \(ContinuousClock.now - start)")
        if tally.failures > 0 { exit(1) }
    }

    /// At once, so that whoever stops it knows how far it came.
    private static func say(_ texts: String...) {
        FileHandle.standardOutput.write(Data((texts.joined(separator: "\n") + "\n").utf8))
    }
}
