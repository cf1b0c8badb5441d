import Foundation
import Subprocess
import SystemPackage
import Testing

/// A password and a service key stay where the user put them.
@Suite struct SecretTests {
    private static let password = "hunter2-PASSWORD"
    private static let key = "eyJ-SERVICE-KEY"

    /// The server of these tests trusts everybody, so that the password is right; elsewhere it is wrong.
    @Test(arguments: ["environment", ".env.local", "--database-url"], [true, false])
    func appearNowhere(place: String, works: Bool) async throws {
        let database = try await TestDatabase.make()
        let address =
            works
            ? database.address.replacing("postgres@", with: "postgres:\(Self.password)@")
            : "postgresql://postgres:\(Self.password)@127.0.0.1:1/app"
        try await Project.with { project in
            var project = project
            var arguments = ["db", "setup", "--verbose", "--seed"]
            try project.write(".env", "SUPABASE_SERVICE_ROLE_KEY=\(Self.key)\n")
            switch place {
            case "environment": project.environment["DATABASE_URL"] = address
            case ".env.local": try project.write(".env.local", "export DATABASE_URL=\"\(address)\" # mine\n")
            default: arguments += ["--database-url", address]
            }
            let own = try ["", ".local"].filter { project.exists(".env\($0)") }.map { try project.read(".env\($0)") }
            for command in [arguments, ["generate", "--verbose"], ["stages", "--json"], ["doctor"]] {
                let run = try await project.launch(command)
                if command == arguments { #expect(run.status == (works ? 0 : 1), "\(run.everything)") }
                Self.expectNoSecret(in: run.everything, "\(command)")
            }
            for (path, contents) in try Snapshot(project).files where !path.hasPrefix(".env") {
                Self.expectNoSecret(in: String(decoding: contents, as: UTF8.self), path)
            }
            #expect(
                try ["", ".local"].filter { project.exists(".env\($0)") }.map { try project.read(".env\($0)") } == own)
        }
    }

    /// Looks at every process that berry starts, all the time.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/environ"), "there is no /proc here"))
    func childrenDontGetThem() async throws {
        let database = try await TestDatabase.make()
        try await Project.with { project in
            var project = project
            project.environment["DATABASE_URL"] = database.address.replacing(
                "postgres@", with: "postgres:\(Self.password)@")
            project.environment["SUPABASE_SERVICE_ROLE_KEY"] = Self.key
            let seen = Seen()
            let run = try await project.launch(["db", "setup"]) { running in
                let berry = running.processIdentifier.value
                while FileManager.default.fileExists(atPath: "/proc/\(berry)/fd") {
                    await seen.look(except: berry)
                    try await Task.sleep(for: .milliseconds(2))
                    if Seen.isZombie(berry) { break }
                }
            }
            #expect(run.status == 0, "\(run.everything)")
            let found = await seen.found
            #expect(found.count > 3, "no child was seen")
            for text in found { Self.expectNoSecret(in: text, "a child process") }
        }
    }

    private static func expectNoSecret(in text: String, _ place: String) {
        for secret in [password, key, "hunter2"] { #expect(!text.contains(secret), "\(place) holds a secret") }
    }
}

/// The arguments and environments of PostgreSQL's programs and the shells around them.
private actor Seen {
    private(set) var found: Set<String> = []

    func look(except berry: Int32) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
            guard let process = Int32(name), process != berry,
                let arguments = FileManager.default.contents(atPath: "/proc/\(process)/cmdline")
            else { continue }
            let command = String(decoding: arguments, as: UTF8.self)
            let program = command.prefix { $0 != "\0" }
            guard ["postgres", "initdb", "psql", "setpriv", "cp", "sh"].contains(where: { program.hasSuffix($0) })
            else { continue }
            found.insert(command)
            // Between fork and exec a child still has berry's own memory, which nobody else may read.
            if let environment = FileManager.default.contents(atPath: "/proc/\(process)/environ"),
                FileManager.default.contents(atPath: "/proc/\(process)/cmdline") == arguments
            {
                found.insert("\(command) runs with \(String(decoding: environment, as: UTF8.self))")
            }
        }
    }

    static func isZombie(_ process: Int32) -> Bool {
        let status = FileManager.default.contents(atPath: "/proc/\(process)/stat").map {
            String(decoding: $0, as: UTF8.self)
        }
        return status.map { $0.contains(") Z ") } ?? true
    }
}
