import ArgumentParser
import Pipeline

struct DBInfoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Show what is in the database: sizes, rows, extensions, connections.",
        discussion: """
            Rows are PostgreSQL's own estimates, as of its last look at the table. The largest tables come first.

            Examples:
              berry db info
              berry db info --json
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var database: DatabaseOptions
    @Flag(help: "The result as one JSON document.")
    var json = false

    func run() async throws {
        try await global.run { console in
            let source = try database.source(try database.environment(global.folder), allowsLibpq: true)
            let info = try await DatabaseInfo.read(source, in: global.folder)
            if json { return try console.result(json: info) }
            console.result("Database:    \(info.address) (\(info.origin))")
            console.result("Server:      PostgreSQL \(info.serverVersion)")
            console.result("Size:        \(info.size)")
            console.result("Connections: \(info.connections) of \(info.connectionLimit)")
            console.result("Extensions:  \(info.extensions.isEmpty ? "none" : info.extensions.joined(separator: ", "))")
            console.result("Tables:      \(info.tables.count)")
            for table in info.tables {
                let rows = table.rows.map { "about \($0) row\($0 == 1 ? "" : "s")" } ?? "never counted"
                console.result("  \(table.name.printable): \(rows), \(table.size), \(table.policies) policies")
            }
        }
    }
}
