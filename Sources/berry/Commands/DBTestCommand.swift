import AccessProof
import ArgumentParser
import Diagnostics
import Foundation
import Pipeline
import SystemPackage

struct DBTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Prove who may do what, by trying everything.",
        discussion: """
            Loads what the specification describes on a private server, fills its tables, and sends requests of everybody
            whom the rules tell apart: reads, inserts in others' names, moves to other owners, tenants and parents,
            updates and deletes with and without 'where', and a look at every privilege. What PostgreSQL does is compared
            with what the rules say, with the privileges as they are and again with all of them given, on Supabase in
            both worlds of default privileges. The exit status is 1 when something differs.

            --mutate takes away or weakens one policy, condition, privilege or helper after the other, and names the
            changes that no request notices; the exit status is 1 when there is one. Those that can't make a difference
            are listed with a reason in database/tests/equivalent-mutants.json, as
            [{"mutant": "…", "reason": "…"}], and are tried on 1,000 rows of chance.

            Examples:
              berry db test
              berry db test --junit access.xml --pgtap
              berry db test --mutate
              berry db test --on-target     in a transaction that is rolled back
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var database: DatabaseOptions
    @Flag(help: "On the project's database: with made-up rows, in a transaction that is rolled back.")
    var onTarget = false
    @Flag(help: "Name the parts of access control that nobody would miss.")
    var mutate = false
    @Option(help: "How much is tried: small or full.")
    var size = Size.full
    @Option(help: ArgumentHelp("Chooses rows and requests among those alike (default: 1).", valueName: "number"))
    var seed = 1
    @Flag(help: "The result as one JSON document.")
    var json = false
    @Option(help: ArgumentHelp("Write the result for a CI server as well.", valueName: "file"))
    var junit: String?
    @Flag(help: "Write database/tests/access_TABLE.sql, which run without berry.")
    var pgtap = false
    @Flag(name: [.long, .customShort("y")], help: "Don't ask.")
    var yes = false

    enum Size: String, ExpressibleByArgument, CaseIterable {
        case small, full

        var value: ProofSize { self == .small ? .small : .full }
    }

    func validate() throws {
        if mutate, onTarget {
            throw ValidationError("--mutate changes policies, so it runs on the private server only")
        }
        if mutate, pgtap || junit != nil {
            throw ValidationError("--pgtap and --junit are about the matrix; leave --mutate away")
        }
        if onTarget, pgtap {
            throw ValidationError("--pgtap writes what runs on the private server; leave --on-target away")
        }
    }

    func run() async throws {
        try await global.run { console in
            let run = AccessTestRun(
                PipelineRun(
                    global.folder, specification: try global.specification(nil), observer: Progress(console: console)),
                size: size.value, seed: seed)
            if mutate {
                try await showMutants(of: run, console)
            } else {
                try await showMatrix(of: run, console)
            }
        }
    }

    // MARK: The matrix

    private func showMatrix(of run: AccessTestRun, _ console: Console) async throws {
        let outcomes: [AccessTestRun.Outcome]
        if onTarget {
            let environment = try database.environment(global.folder)
            let source = try database.source(environment, allowsLibpq: false)
            guard try yes || console.confirms("Try requests, and roll them back, on", environment, source) else {
                return console.result("Nothing was tried.")
            }
            outcomes = try await run.prove(on: source)
        } else {
            outcomes = try await run.prove()
        }
        let report = AccessReport(outcomes)
        if json { try console.result(json: report) } else { console.result(report.text) }
        console.show(report.warnings)
        console.show(Array(report.mismatches.prefix(AccessReport.shown).map(\.diagnostic)))
        if let junit {
            let text = JUnitReport(outcomes.map { ($0.world, $0.result) }).text
            let current = FilePath(FileManager.default.currentDirectoryPath)
            try NewFile.write(
                [NewFile(current.pushing(FilePath(junit)), called: junit, text: text)], overwriting: true)
        }
        if pgtap, report.total.mismatches == 0, let outcome = outcomes.last {
            for path in try run.writePgTAP(outcome) { console.progress("wrote \(path)") }
        }
        if report.total.mismatches > 0 { throw ExitCode.failure }
    }

    // MARK: Mutants

    private func showMutants(of run: AccessTestRun, _ console: Console) async throws {
        let result = try await run.mutate { done, total in
            if console.isTerminal, !console.isQuiet, let bar = ProgressBar(done: done, total: total).text {
                console.report("\r  \(bar)\(done == total ? "\n" : "")")
            }
        }
        if json {
            try console.result(json: MutationReport(result))
        } else {
            console.result(
                """
                \(result.count) mutants: \(result.killed.count) noticed (\(result.killedOnlyWhenOpen) of them only with all \
                privileges given), \(result.survivors.count) not, \(result.equivalents.count) listed as equivalent.
                """)
        }
        console.show(result.diagnostics)
        if result.diagnostics.contains(where: { $0.severity == .error }) { throw ExitCode.failure }
    }

    /// What `--mutate --json` prints.
    private struct MutationReport: Encodable {
        var mutants: Int
        var noticed: [String]
        var survivors: [String]
        var equivalents: [EquivalentMutant]
        var notEquivalent: [String]

        init(_ result: MutationResult) {
            mutants = result.count
            noticed = result.killed
            survivors = result.survivors
            equivalents = result.equivalents
            notEquivalent = result.refuted.map(\.equivalent.mutant)
        }
    }
}
