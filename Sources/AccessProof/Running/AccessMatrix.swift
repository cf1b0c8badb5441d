internal import AccessControl
internal import DomainModel
public import Postgres
internal import SQL
internal import Schema

/// Compares what PostgreSQL does with what the rules say, for every actor, table, operation and class of rows.
public struct AccessMatrix: Sendable {
    public let subject: ProofSubject
    public var size: ProofSize
    /// Chooses the rows and the requests among those alike.
    public var seed: Int
    /// Whether somebody uses the database: rows of others are left alone, and every request names the rows it is about.
    public var isShared: Bool

    public init(_ subject: ProofSubject, size: ProofSize = .full, seed: Int = 1, isShared: Bool = false) {
        self.subject = subject
        self.size = size
        self.seed = seed
        self.isShared = isShared
    }

    /// Runs in one transaction that is rolled back: with the privileges as they are, and again with all of them given,
    /// so that the policies are proved without help from privileges.
    ///
    /// - Throws: `DiagnosticsError` where nobody can sign up, `PostgresError`.
    public func run(on connection: Connection) async throws -> ProofResult {
        try await connection.rollingBack { connection in
            let rows = try await makeRows(on: connection)
            var result = ProofResult(rows)
            for isOpen in [false, true] {
                var maker = CellMaker(rows, size, isOpen: isOpen, seed: seed)
                let cells = maker.cells()
                try await connection.execute("savepoint berry_layer")
                if isOpen { try await openPrivileges(on: connection) }
                let answers = try await CellRunner().answers(to: cells, on: connection)
                try await connection.execute("rollback to savepoint berry_layer; release savepoint berry_layer")
                for (cell, answer) in zip(cells, answers) { result.add(cell, answer) }
            }
            return result
        }
    }

    /// Checks first that the session may act as each role, because a refusal of that would look like one of the request.
    func makeRows(on connection: isolated Connection) async throws -> ProofRows {
        for role in ["anon", "authenticated", "service_role"] {
            try await connection.execute("savepoint berry_role; set local role \(role)")
            try await connection.execute("rollback to savepoint berry_role; release savepoint berry_role")
        }
        var rows = ProofRows(subject, isShared: isShared)
        var random = SeededChoice(seed: seed)
        try await rows.fill(atMost: size.rows, &random, on: connection)
        return rows
    }

    func openPrivileges(on connection: isolated Connection) async throws {
        let tables = subject.schema.tables
        let names = tables.map(\.name.sql).joined(separator: ", ")
        guard !names.isEmpty else { return }
        try await connection.execute("grant select, insert, update, delete on \(names) to anon, authenticated")
        let sequences = tables.flatMap(\.definition.columns).compactMap(\.sequence?.sql).joined(separator: ", ")
        if !sequences.isEmpty {
            try await connection.execute("grant usage on sequence \(sequences) to anon, authenticated")
        }
    }
}
