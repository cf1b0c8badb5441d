import Digest
import Foundation
import SystemPackage
import Testing

/// Which files berry touches, and which it leaves alone.
@Suite struct FileTests {
    @Test func nothingNewWritesNothing() async throws {
        try await Project.with { project in
            try await project.succeed("db", "setup")
            let before = try project.times()
            try await project.succeed("generate")
            try await project.succeed("db", "setup")
            try await project.succeed("generate", "--check")
            try await project.succeed("stages")
            let after = try project.times()
            #expect(Set(after.keys) == Set(before.keys))
            for (path, times) in before { #expect(after[path] == times, "\(path) was touched") }
        }
    }

    /// A database that somebody uses seals the migration; after that nothing is written either.
    @Test func nothingNewWritesNothingAfterSealing() async throws {
        let database = try await TestDatabase.make()
        try await Project.with { project in
            try await project.succeed("db", "setup", "--database-url", database.address)
            #expect(try project.read("database/migrations/berry.sum").contains("_initial_schema.up.sql sha256:"))
            let before = try project.times()
            try await project.succeed("generate")
            try await project.succeed("db", "setup", "--database-url", database.address)
            #expect(try project.times() == before)

            // What changes from now on goes into the next migration.
            try project.edit("\"title\"", "\"heading\"")
            let initial = "database/migrations/20260101000000_initial_schema.up.sql"
            let sealed = try project.read(initial)
            try await project.succeed("generate", "--message", "Todos have headings!")
            #expect(try project.read(initial) == sealed)
            let next = try project.read("database/migrations/20260101000001_todos_have_headings.up.sql")
            #expect(next.contains("alter table public.todos add column heading text"), "\(next)")
            try project.edit("\"heading\"", "\"title\"")
            try await project.succeed("generate")
            #expect(try project.times().keys.sorted() == before.keys.sorted())
        }
    }

    /// What a database has run is neither written anew nor forgotten.
    @Test func aSealedFileThatWasRemoved() async throws {
        let database = try await TestDatabase.make()
        try await Project.with { project in
            try await project.succeed("db", "setup", "--database-url", database.address)
            let file = "database/migrations/20260101000000_initial_schema.up.sql"
            let text = try project.read(file)
            try project.remove(file)
            let gone = try await project.berry("generate")
            #expect(gone.status == 1)
            #expect(
                gone.errors.contains("\(file) was applied to a database and may not change any more, but it is gone"))
            try project.write(file, text + "-- edited\n")
            let edited = try await project.berry("generate")
            #expect(edited.status == 1)
            #expect(edited.errors.contains("but it was edited"), "\(edited.errors)")
            try project.write(file, text)
            try await project.succeed("generate", "--check")

            try project.write("database/migrations/20270101000000_initial_schema.up.sql", "select 1;\n")
            let two = try await project.berry("generate")
            #expect(two.status == 1)
            #expect(two.errors.contains("more than one initial migration"), "\(two.everything)")
        }
    }

    @Test func sameBytesAnywhere() async throws {
        let first = try await Project.with { project in
            try await project.succeed("generate")
            return try Snapshot(project)
        }
        try await Project.with(in: "/var/tmp") { project in
            try FileManager.default.createDirectory(atPath: project.path("home"), withIntermediateDirectories: true)
            try await project.succeed(
                "generate",
                environment: [
                    "TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8",
                    "HOME": project.path("home"), "USER": "somebody",
                ])
            try project.remove("home")
            let second = try Snapshot(project)
            #expect(second == first, "\(second.difference(first))")
        }
    }

    @Test func editedFilesAreKept() async throws {
        try await Project.with { project in
            try await project.succeed("generate")
            try project.append("database/schema/todos.sql", "-- mine\n")
            let run = try await project.succeed("generate")
            #expect(run.errors.contains("database/schema/todos.sql was edited, and is kept as it is"))
            try project.edit("\"maxLength\": 200", "\"maxLength\": 100")
            try await project.succeed("generate")
            #expect(try project.read("database/schema/todos.sql").hasSuffix("-- mine\n"))

            // A fresh clone has no .berry.
            try project.remove(".berry")
            let clone = try await project.succeed("generate")
            #expect(clone.errors.contains("database/schema/todos.sql was edited, and is kept as it is"))
            #expect(try project.read("database/schema/todos.sql").hasSuffix("-- mine\n"))

            try await project.succeed("generate", "--overwrite")
            #expect(!(try project.read("database/schema/todos.sql").hasSuffix("-- mine\n")))
            #expect(try project.read("database/schema/todos.sql").contains("100"))
        }
    }

    @Test func filesOfARemovedEntityGoUnlessEdited() async throws {
        try await Project.with(example: "blog") { project in
            try await project.succeed("generate")
            let before = Set(try Snapshot(project).files.keys)
            let edited = "database/schema/posts.sql"
            try #require(before.contains(edited))
            try project.append(edited, "-- mine\n")
            try project.write("spec/specification.json", Project.specification(of: "todo"))
            let run = try await project.succeed("generate")
            let words = "\(edited) isn't needed any more, and is kept because it was edited"
            #expect(run.errors.contains(words), "\(run.errors)")
            #expect(try project.read(edited).hasSuffix("-- mine\n"))
            // As long as it stands it is spoken of, and known to be berry's.
            #expect(try await project.succeed("generate").errors.contains(words))
            try project.write("spec/specification.json", Project.specification(of: "blog"))
            let back = try await project.succeed("generate")
            #expect(back.errors.contains("\(edited) was edited, and is kept as it is"), "\(back.errors)")
            try project.write("spec/specification.json", Project.specification(of: "todo"))
            try await project.succeed("generate")
            try project.remove(edited)
            try await project.succeed("generate")
            // No folder of the old package stays behind, and what is there is what a new project has.
            #expect(!project.exists("Packages/BlogData"))
            let fresh = try await Project.with { other in
                try await other.succeed("generate")
                return try Snapshot(other)
            }
            #expect(try Snapshot(project).difference(fresh) == [])
        }
    }

    @Test func foreignFilesAreNotOverwritten() async throws {
        try await Project.with { project in
            try project.write("docs/model.md", "my own notes\n")
            try project.write("database/schema/todos.sql", "-- mine\n")
            let run = try await project.berry("generate")
            #expect(run.status == 1)
            #expect(run.errors.contains("database/schema/todos.sql is in the way"), "\(run.errors)")
            let stages = try await project.succeed("stages").output
            #expect(stages.contains("schema         failed: database/schema/todos.sql is in the way"), "\(stages)")
            #expect(try project.read("docs/model.md") == "my own notes\n")
            // Nothing of the stage was written.
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: project.path("database/schema")) == ["todos.sql"])
            try project.remove("database/schema/todos.sql")
            try project.remove("docs/model.md")
            try await project.succeed("generate")
        }
    }

    @Test(arguments: ["link", "dangling link", "folder", "named pipe", "file instead of a folder"])
    func whatIsInTheWay(obstacle: String) async throws {
        try await Project.with { project in
            try project.write("treasure", "precious\n")
            let path = project.path("docs/model.md")
            let files = FileManager.default
            if obstacle == "file instead of a folder" {
                try project.write("docs", "no folder\n")
            } else {
                try files.createDirectory(atPath: project.path("docs"), withIntermediateDirectories: true)
            }
            switch obstacle {
            case "link": try files.createSymbolicLink(atPath: path, withDestinationPath: project.path("treasure"))
            case "dangling link": try files.createSymbolicLink(atPath: path, withDestinationPath: "/nowhere/at/all")
            case "folder": try files.createDirectory(atPath: path, withIntermediateDirectories: false)
            case "named pipe": try #require(mkfifo(path, 0o644) == 0)
            default: break
            }
            for options in [["generate"], ["generate", "--overwrite"]] {
                let run = try await project.launch(options)
                #expect(run.status == 1)
                #expect(run.errors.contains("docs"), "\(run.errors)")
                #expect(run.errors.contains("fix: move"), "\(run.errors)")
            }
            #expect(try project.read("treasure") == "precious\n")
            #expect(!project.exists(".berry/pending"))
            #expect(!project.exists(".berry/checkpoints/documents.json"))
            try project.remove("docs")
            try await project.succeed("generate")
        }
    }

    /// What came with somebody's archive can't make berry write or delete elsewhere.
    @Test func statesThatLeadElsewhere() async throws {
        try await Project.with { project in
            try project.write("outside/precious", "precious\n")
            try project.write("inside/spec/specification.json", Project.specification(of: "todo"))
            let inside = Project(folder: project.folder.appending("inside"))
            try inside.write(
                ".berry/pending/journal.json", #"{"entries":[{"path":"../outside/made","pending":"0"}]}"#)
            try inside.write(".berry/pending/0", "owned\n")
            try await inside.succeed("generate")
            #expect(!project.exists("outside/made"))

            let digest = "dd4d7c3a5f9c3e0a7a3a2ecd1a0a5c3fbf6c2ad1e5d8d2a4d2bcbd8ef0a4b2f1"
            try inside.write(
                "berry.lock", #"{"berry": "0.1.0", "files": {"schema": {"../outside/precious": "\#(digest)"}}}"#)
            let run = try await inside.berry("generate")
            #expect(run.status == 1)
            #expect(run.errors.contains("which no stage 'schema' writes"), "\(run.errors)")

            try inside.remove("berry.lock")
            try inside.remove(".berry")
            try FileManager.default.createDirectory(atPath: inside.path(".berry"), withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(
                atPath: inside.path(".berry/pending"), withDestinationPath: project.path("outside"))
            #expect(try await inside.berry("generate").status == 1)
            #expect(try project.read("outside/precious") == "precious\n")
        }
    }

    /// Who begins with a specification of their own commits no server.
    @Test func gitLeavesTheStateAlone() async throws {
        try await Project.with { project in
            try await project.succeed("db", "setup")
            let isClean = "git init -q && git add -A && ! git ls-files | grep -q '^.berry/'"
            #expect(try await shell("cd '\(project.folder)' && \(isClean)"))
        }
    }

    /// Links come with other people's repositories.
    @Test(arguments: ["database", "Packages", ".berry"])
    func linksThatLeadOut(folder: String) async throws {
        try await Project.with { project in
            let outside = project.folder.removingLastComponent().appending("outside-\(UUID())")
            try FileManager.default.createDirectory(atPath: outside.string, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: outside.string) }
            try FileManager.default.createSymbolicLink(
                atPath: project.path(folder), withDestinationPath: outside.string)
            for command in [["generate"], ["db", "setup"]] {
                let run = try await project.launch(command)
                #expect(run.status == 1)
                #expect(run.errors.contains("leads out of the project"), "\(run.everything)")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: outside.string) == [])
        }
    }

    /// Neither does a journal that somebody packed with the project.
    @Test func aJournalThatLeadsOut() async throws {
        try await Project.with { project in
            let outside = project.folder.removingLastComponent().appending("outside-\(UUID())")
            try FileManager.default.createDirectory(atPath: outside.string, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: outside.string) }
            try FileManager.default.createSymbolicLink(
                atPath: project.path("up"), withDestinationPath: outside.string)
            try project.write(".berry/pending/0", "foreign")
            try project.write(
                ".berry/pending/journal.json", #"{"entries": [{"path": "up/foreign.txt", "pending": "0"}]}"#)
            let run = try await project.berry("generate")
            #expect(run.errors.contains("leads out of the project"), "\(run.everything)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: outside.string) == [])
        }
    }

    /// What berry.lock names may be removed, so it can't name what berry never writes.
    @Test func aLockThatNamesAUsersFile() async throws {
        try await Project.with { project in
            try await project.succeed("generate")
            try project.write("README.md", "mine\n")
            let lock = try project.read("berry.lock")
            let digest = "\(Digest(of: "mine\n").hex)"
            try project.write(
                "berry.lock",
                lock.replacing("\"documents\": {", with: "\"documents\": {\n      \"README.md\": \"\(digest)\","))
            let run = try await project.berry("generate")
            #expect(run.errors.contains("berry.lock names the file 'README.md'"), "\(run.everything)")
            #expect(project.exists("README.md"))
        }
    }

    @Test func initKeepsWhatIsThere() async throws {
        try await Project.with(example: nil) { project in
            try project.write("README.md", "mine\n")
            try project.write(".gitignore", "*.log\n")
            try project.write(".env.local", "SECRET=1\n")
            let run = try await project.succeed("init", "--template", "blog")
            #expect(run.errors.contains("kept .gitignore"))
            #expect(try project.read(".gitignore") == "*.log\n")
            #expect(try project.read("README.md") == "mine\n")
            #expect(try project.read(".env.local") == "SECRET=1\n")
            let before = try Snapshot(project)
            // The same again is harmless; another starter isn't.
            try await project.succeed("init", "--template", "blog")
            let other = try await project.berry("init", "--template", "todo")
            #expect(other.status == 1)
            #expect(other.errors.contains("spec/specification.json exists already, and nothing was written"))
            #expect(try Snapshot(project) == before)
        }
    }

    @Test func initLeavesNothingInSomebodysProject() async throws {
        try await Project.with { project in
            let run = try await project.berry("init", "--template", "blog")
            #expect(run.status == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: project.folder.string) == ["spec"])
        }
    }

    @Test func aFailedSetupDeletesNothing() async throws {
        try await Project.with { project in
            try project.write(".env.local", "DATABASE_URL=postgresql://ada:hunter2@127.0.0.1:1/app\n")
            try project.write(".env", "SUPABASE_SERVICE_ROLE_KEY=service-key\n")
            try project.write("src/main.swift", "print(1)\n")
            let before = try Snapshot(project)
            let run = try await project.berry("db", "setup")
            #expect(run.status == 1)
            #expect(try Snapshot(project) == before)
        }
    }
}
