internal import AccessControl
public import AccessProof
internal import Diagnostics
internal import DomainModel
internal import Foundation
internal import LocalPostgres
internal import Migrations
internal import Postgres
internal import SQL
internal import Schema
internal import Specification

/// `berry db test`: proves that the database lets everybody do what the specification says, and nothing else.
public struct AccessTestRun: Sendable {
    public let run: PipelineRun
    public let size: ProofSize
    public let seed: Int

    public init(_ run: PipelineRun, size: ProofSize = .full, seed: Int = 1) {
        self.run = run
        self.size = size
        self.seed = seed
    }

    /// What came out in one world: what a database is before the schema is loaded.
    public struct Outcome: Sendable {
        /// For people: "Supabase, explicit privileges".
        public let world: String
        public let result: ProofResult
    }

    // MARK: On the private server

    /// Loads what the specification describes on a private server, in each world that its target knows, and tries
    /// everything there.
    public func prove() async throws -> [Outcome] {
        let (matrix, target, script) = try await subject()
        return try await withServer { server in
            var outcomes: [Outcome] = []
            for world in Self.worlds(of: target) {
                let result = try await Self.load(script, in: world.template, of: server) { connection in
                    try await matrix.run(on: connection)
                }
                outcomes.append(Outcome(world: world.name, result: result))
            }
            return outcomes
        }
    }

    /// Makes mutants of the access control and asks whether the matrix notices them.
    public func mutate(progress: @escaping @Sendable (Int, Int) -> Void) async throws -> MutationResult {
        let (matrix, target, script) = try await subject()
        let mutation = MutationRun(matrix, equivalents: try equivalents())
        return try await withServer { server in
            // The privileges of the other world are taken away again before anything is granted.
            try await Self.load(script, in: .platform(of: target), of: server) { connection in
                try await mutation.run(on: connection, progress: progress)
            }
        }
    }

    private func withServer<Value: Sendable>(_ body: (LocalServer) async throws -> Value) async throws -> Value {
        let server = try await LocalServer.scratch()
        let value = try await body(server)
        try await server.stop()
        return value
    }

    private static func load<Value: Sendable>(
        _ script: String, in template: DatabaseTemplate, of server: LocalServer,
        _ body: (Connection) async throws -> Value
    ) async throws -> Value {
        let name = "access_test"
        try await server.dropDatabase(name)
        try await server.createDatabase(name, from: template)
        let connection = try await Connection(server.connectionSettings(database: name))
        try await connection.execute(script)
        let value = try await body(connection)
        await connection.close()
        return value
    }

    private static func worlds(of target: Target) -> [(name: String, template: DatabaseTemplate)] {
        switch target {
        case .postgres: [("PostgreSQL", .platform(of: .postgres))]
        case .supabase:
            [
                ("Supabase, legacy privileges", .bootstrap(SupabasePlatform.bootstrap(.legacy))),
                ("Supabase, explicit privileges", .bootstrap(SupabasePlatform.bootstrap(.explicit))),
            ]
        }
    }

    // MARK: On the project's database

    /// Tries everything on a database that somebody uses, in one transaction that is rolled back. Rows that are there
    /// are left alone: what names no rows isn't tried.
    public func prove(on source: DatabaseSource) async throws -> [Outcome] {
        var (matrix, _, _) = try await subject()
        matrix.isShared = true
        let database = try await ProjectDatabase.openExisting(source, in: run.project)
        let result = try await matrix.run(on: database.connection)
        await database.connection.close()
        return [Outcome(world: source.summary, result: result)]
    }

    // MARK: What is proved

    /// The matrix, and the SQL that makes the database.
    private func subject() async throws -> (AccessMatrix, Target, script: String) {
        let values = try await PipelineValues(run)
        let (model, schema, access) = try await (
            values.model.value().value, values.schema.value(), values.access.value()
        )
        let handWritten = try await values.handWritten.value()
        let described = handWritten.files.isEmpty ? nil : try await values.described.value()
        let migration = Migration.initial(version: "", schema, access, described)
        let matrix = AccessMatrix(ProofSubject(model, schema, access), size: size, seed: seed)
        return (matrix, model.target, migration.up)
    }

    // MARK: Files

    static let testFolder = "database/tests"
    /// Mutants that a person looked at and found to change nothing.
    public static let equivalentsPath = "\(testFolder)/equivalent-mutants.json"

    private func equivalents() throws -> [EquivalentMutant] {
        guard let bytes = try FileIO.read(run.project.path(Self.equivalentsPath)) else { return [] }
        do {
            return try JSONDecoder().decode([EquivalentMutant].self, from: Data(bytes))
        } catch {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "equivalent-mutants",
                    "\(Self.equivalentsPath) isn't a list of mutants with the reasons for which they change nothing",
                    fix: #"write [{"mutant": "the name that 'berry db test --mutate' printed", "reason": "…"}]"#))
        }
    }

    /// Writes the matrix as pgTAP, a file for each table; returns the paths. What berry didn't write is kept.
    ///
    /// - Throws: `DiagnosticsError` where a file of such a name is somebody else's.
    public func writePgTAP(_ outcome: Outcome) throws -> [String] {
        var files: [NewFile] = []
        for file in PgTAPFile.all(of: outcome.result) {
            let path = "\(Self.testFolder)/access_\(SchemaFiles.fileName(of: .init("public", file.table))).sql"
            files.append(NewFile(run.project.path(path), called: path, text: file.text))
        }
        for file in files {
            guard let bytes = try FileIO.read(file.path) else { continue }
            guard String(decoding: bytes, as: UTF8.self).hasPrefix(PgTAPFile.notice) else {
                throw DiagnosticsError(
                    Diagnostic(
                        .error, "file-exists", "\(file.name) isn't a file that berry wrote",
                        fix: "give it another name, or remove it"))
            }
        }
        try NewFile.write(files, overwriting: true)
        try removeStale(keeping: Set(files.map(\.name)))
        return files.map(\.name)
    }

    /// Removes the files of tables that are gone.
    private func removeStale(keeping kept: Set<String>) throws {
        for name in (try? FileIO.names(in: run.project.path(Self.testFolder))) ?? [] where name.hasPrefix("access_") {
            let path = "\(Self.testFolder)/\(name)"
            guard !kept.contains(path), let bytes = try FileIO.read(run.project.path(path)),
                String(decoding: bytes, as: UTF8.self).hasPrefix(PgTAPFile.notice)
            else { continue }
            try FileIO.remove(run.project.path(path))
        }
    }
}
