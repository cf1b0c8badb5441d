import ArgumentParser
import Diagnostics
import Foundation
import LocalPostgres
import Pipeline

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check what berry needs on this machine and in this project.",
        discussion: """
            Example:
              berry doctor
            """.reflowed)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.run { console in
            var failures = 0
            func report(_ name: String, _ ok: Bool, _ text: String) {
                if !ok { failures += 1 }
                let padding = String(repeating: " ", count: max(1, 16 - name.count))
                console.result("\(ok ? "ok  " : "FAIL") \(name)\(padding)\(text)")
            }
            report("berry", true, Berry.version)
            do {
                let installation = try await PostgresInstallation.find()
                report("PostgreSQL", true, "\(installation.version) in \(installation.binaries)")
                let start = ContinuousClock.now
                let server = try await LocalServer.scratch(installation)
                report("private server", true, "ready in \((ContinuousClock.now - start).brief)")
                try await server.stop()
            } catch {
                for diagnostic in Console.diagnostics(for: error) {
                    report(
                        "PostgreSQL", false,
                        [diagnostic.message, diagnostic.fix].compactMap(\.self).joined(separator: "; "))
                }
            }
            do {
                let name = try global.specification(nil)
                let diagnostics = await SpecificationCheck.diagnostics(
                    for: global.folder.specification(name), displayName: name)
                let errors = diagnostics.errorCount
                report("specification", errors == 0, errors == 0 ? name : "\(name): run 'berry validate'")
            } catch {
                report("settings", false, Console.diagnostics(for: error).map(\.message).joined(separator: "; "))
            }
            if failures > 0 { throw ExitCode.failure }
        }
    }
}
