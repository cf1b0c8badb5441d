internal import AccessControl
public import Postgres

/// Asks of each mutant whether some cell notices it.
public struct MutationRun: Sendable {
    public let matrix: AccessMatrix
    /// Mutants that are said to change nothing, each with the reason.
    public let equivalents: [EquivalentMutant]

    public init(_ matrix: AccessMatrix, equivalents: [EquivalentMutant] = []) {
        self.matrix = matrix
        self.equivalents = equivalents
    }

    /// Runs in one transaction that is rolled back. Needs a database without other rows, whose access control is as the
    /// specification says.
    ///
    /// - Parameter progress: told how many mutants are done, of how many.
    public func run(
        on connection: Connection, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws -> MutationResult {
        let mutants = MutantMaker(subject: matrix.subject).mutants
        var result = try await connection.rollingBack { connection in
            let rows = try await matrix.makeRows(on: connection)
            var layers: [[ProofCell]] = []
            for isOpen in [false, true] {
                var maker = CellMaker(rows, matrix.size, isOpen: isOpen, seed: matrix.seed)
                layers.append(maker.cells())
            }
            var result = MutationResult()
            for (number, mutant) in mutants.enumerated() {
                var cell: ProofCell?
                for (isOpen, cells) in zip([false, true], layers)
                where cell == nil && !(isOpen && mutant.isAboutPrivileges) {
                    cell = try await noticing(mutant, cells, isOpen, connection)
                }
                result.add(mutant, cell, equivalents.first { $0.mutant == mutant.name })
                progress(number + 1, mutants.count)
            }
            return result
        }
        for equivalent in result.equivalents {
            guard let mutant = mutants.first(where: { $0.name == equivalent.mutant }) else { continue }
            let count = try await differences(mutant, on: connection)
            if count > 0 { result.refute(equivalent, count) }
        }
        let names = Set(mutants.map(\.name))
        result.unknown = equivalents.filter { !names.contains($0.mutant) }
        return result
    }

    /// The first cell in which the mutant does something else than the rules say.
    private func noticing(
        _ mutant: Mutant, _ cells: [ProofCell], _ isOpen: Bool, _ connection: isolated Connection
    ) async throws -> ProofCell? {
        let first = cells.filter { mutant.tables.contains($0.table) }
        let rest = cells.filter { !mutant.tables.contains($0.table) }
        try await connection.execute("savepoint berry_mutant")
        if isOpen { try await matrix.openPrivileges(on: connection) }
        try await connection.execute(mutant.statements.joined(separator: "; "))
        var found: ProofCell?
        search: for cells in [first, rest] {
            var remaining = cells[...]
            var batch = 60
            while !remaining.isEmpty {
                let next = remaining.prefix(batch)
                remaining = remaining.dropFirst(batch)
                batch = CellRunner.batch
                let answers = try await CellRunner().answers(to: next, on: connection)
                found = zip(next, answers).first { cell, answer in !cell.agrees(with: answer) }?.0
                if found != nil { break search }
            }
        }
        try await connection.execute("rollback to savepoint berry_mutant; release savepoint berry_mutant")
        return found
    }

    /// How many requests on a thousand rows of chance the mutant answers otherwise than the original.
    private func differences(_ mutant: Mutant, on connection: Connection) async throws -> Int {
        try await connection.rollingBack { connection in
            let seed = matrix.seed + 1
            var rows = ProofRows(matrix.subject, isShared: false)
            var random = SeededChoice(seed: seed)
            try await rows.fill(
                atMost: 1 + 1000 / max(1, rows.tables.count), &random, on: connection, keepsAll: true)
            let size = ProofSize(rows: 0, candidates: 400, alike: 20)
            var maker = CellMaker(rows, size, isOpen: !mutant.isAboutPrivileges, seed: seed)
            let cells = maker.cells()
            if !mutant.isAboutPrivileges { try await matrix.openPrivileges(on: connection) }
            let before = try await CellRunner().answers(to: cells, on: connection)
            try await connection.execute(mutant.statements.joined(separator: "; "))
            let after = try await CellRunner().answers(to: cells, on: connection)
            return zip(before, after).count { $0 != $1 }
        }
    }
}
