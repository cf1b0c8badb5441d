import ArgumentParser
import Migrations
import Pipeline
import SchemaDiff

struct DBMigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Run the migrations of the folder as they stand, forwards or back.",
        discussion: """
            Other than 'berry db push', it generates nothing.

            Examples:
              berry db migrate up
              berry db migrate down --steps 2
              berry db migrate resolve 20260131 --applied
            """.reflowed,
        subcommands: [DBMigrateUpCommand.self, DBMigrateDownCommand.self, DBMigrateResolveCommand.self])
}

/// How many migrations run.
struct MigrationExtent: ParsableArguments {
    @Option(help: ArgumentHelp("This many.", valueName: "number"))
    var steps: Int?
    @Option(
        help: ArgumentHelp(
            "Until this one is the last that the database has: a version, the beginning of one, or its number.",
            valueName: "version"))
    var to: String?
    @Flag(help: "All of them.")
    var all = false

    func validate() throws {
        guard [steps != nil, to != nil, all].filter(\.self).count <= 1 else {
            throw ValidationError("--steps, --to and --all say different things; give one of them")
        }
        if let steps, steps < 1 { throw ValidationError("--steps is a number from 1 on") }
    }

    /// Nil when nothing was said.
    var stated: MigrateRun.Extent? {
        if let steps { return .steps(steps) }
        if let to { return .to(MigrationChoice(to)) }
        return all ? .all : nil
    }
}

/// What running migrations forwards and back has in common.
struct MigrateOptions: ParsableArguments {
    @OptionGroup var global: GlobalOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var extent: MigrationExtent
    @Flag(help: "Show what would be done, and change no database.")
    var dryRun = false
    @OptionGroup var approval: ApprovalOptions
    @Flag(help: "Print every statement that is sent to the database.")
    var showSql = false
    @Flag(help: "The result as one JSON document.")
    var json = false

    /// - Parameter question: what would happen: "Apply this to".
    func run(
        _ direction: MigrationFileName.Direction, asks question: String
    ) async throws {
        try await global.run { console in
            let environment = try database.environment(global.folder)
            let source = try database.source(environment, allowsLibpq: false)
            let run = MigrateRun(
                global.folder, specification: try global.specification(nil), source: source,
                observer: Progress(console: console, showsSQL: showSql))
            var report = MigrateReport(source, direction)
            func decides(_ change: PendingChange) async throws -> PushDecision {
                let open = change.unapproved(allowing: approval.allow)
                report.add(change, open: source.isPrivate ? [] : open)
                if !json { console.show(change, asDifference: false) }
                if dryRun { return approval.approved }
                if !source.isPrivate, !open.isEmpty {
                    if json { try console.result(json: report) }
                    throw console.refusal(open, in: change)
                }
                return try approval.decision(question, environment, source, console)
            }
            do {
                let outcome =
                    direction == .up
                    ? try await run.up(extent.stated ?? .all, decides: decides)
                    : try await run.down(extent.stated ?? .steps(1), decides: decides)
                report.done = outcome.isPushed
                if json { return try console.result(json: report) }
                console.result(sentence(outcome, report, source))
            } catch let drift as DriftError {
                console.show(drift.diagnostics)
                throw ExitCode.outOfDate
            } catch let unapproved as UnapprovedHazards {
                throw console.refusal(unapproved.hazards)
            }
        }
    }

    private func sentence(
        _ outcome: PushRun.Outcome, _ report: MigrateReport, _ source: DatabaseSource
    ) -> String {
        let number = report.migrations.count
        let migrations = "\(number) migration\(number == 1 ? "" : "s")"
        switch (outcome, report.direction) {
        case (.upToDate, .up): return "Nothing is pending: \(source.summary)."
        case (.upToDate, .down): return "There is nothing to take back: \(source.summary)."
        case (.declined, _), (.tried, _): return "Nothing was changed."
        case (.pushed, .up): return "Applied \(migrations): \(source.summary)."
        case (.pushed, .down):
            return
                "Took \(migrations) back: \(source.summary). Their files stay, and 'berry db push' applies them again."
        }
    }
}

/// What `--json` prints.
struct MigrateReport: Encodable {
    var database: String
    var direction: MigrationFileName.Direction
    /// In the order in which they run.
    var migrations: [Entry] = []
    var hazards: [Hazard] = []
    /// Whether they have run.
    var done = false

    struct Entry: Encodable {
        var version: String
        var name: String
        var file: String
    }

    struct Hazard: Encodable {
        var key: String
        var text: String
        var isAllowed: Bool
    }

    init(_ source: DatabaseSource, _ direction: MigrationFileName.Direction) {
        database = source.summary
        self.direction = direction
    }

    mutating func add(_ change: PendingChange, open: [MeasuredHazard]) {
        migrations = change.migrations.map {
            Entry(version: $0.version, name: $0.name, file: $0.path(change.direction))
        }
        hazards = change.hazards.map { measured in
            let key = measured.hazard.key
            return Hazard(key: key, text: measured.text, isAllowed: !open.contains { $0.hazard.key == key })
        }
    }
}
