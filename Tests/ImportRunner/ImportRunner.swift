import Foundation
import ImportedSchemas
import RandomEvolutions

/// Imports every schema of a folder, or random and given specifications, and compares what comes of them.
///
///     ImportRunner schemas FOLDER [NAME…]
///     ImportRunner round-trips COUNT [SPECIFICATION…]
@main
struct ImportRunner {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.dropFirst().first) {
        case ("schemas", let folder?): try await schemas(folder, Set(arguments.dropFirst(2)))
        case ("round-trips", let count?):
            try await roundTrips(Int(count) ?? 0, Array(arguments.dropFirst(2)))
        default:
            print("usage: ImportRunner schemas FOLDER | round-trips COUNT [SPECIFICATION…]")
            exit(64)
        }
    }

    private static func schemas(_ folder: String, _ names: Set<String>) async throws {
        let files = try FileManager.default.contentsOfDirectory(
            at: URL(filePath: folder), includingPropertiesForKeys: nil
        )
        .filter { $0.pathExtension == "sql" }.sorted { $0.path < $1.path }
        var (schemas, tables, entities, failures) = (0, 0, 0, 0)
        for file in files {
            let name = file.deletingPathExtension().lastPathComponent
            guard names.isEmpty || names.contains(name) else { continue }
            do {
                let result = try await ImportCheck().result(of: String(contentsOf: file, encoding: .utf8), on: nil)
                say(
                    "\(name): \(result.tables) tables, \(result.entities) as entities, "
                        + "\(result.differences.count) differences")
                for line in result.differences.prefix(20) { say("    \(line)") }
                failures += result.differences.isEmpty ? 0 : 1
                schemas += 1
                tables += result.tables
                entities += result.entities
            } catch {
                say("\(name): \("\(error)".prefix(400))")
                failures += 1
            }
        }
        say("\(schemas) schemas with \(tables) tables, \(entities) of them entities; \(failures) differ or fail")
        if failures > 0 { exit(1) }
    }

    private static func roundTrips(_ count: Int, _ files: [String]) async throws {
        var failures = 0
        func check(_ name: String, _ text: String) async {
            do {
                let result = try await ImportCheck().roundTrip(of: text)
                guard !result.differences.isEmpty else { return }
                say("\(name): \(result.differences.count) differences")
                for line in result.differences.prefix(20) { say("    \(line)") }
            } catch { say("\(name): \("\(error)".prefix(400))") }
            failures += 1
        }
        for file in files { await check(file, try String(contentsOfFile: file, encoding: .utf8)) }
        for seed in 0..<count { await check("seed \(seed)", try Evolution(seed: seed).text) }
        say("\(count + files.count) round trips, \(failures) differ or fail")
        if failures > 0 { exit(1) }
    }

    /// At once, so that whoever stops it knows how far it came.
    private static func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
}
