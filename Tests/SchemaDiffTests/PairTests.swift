import DatabaseTesting
import Foundation
import LocalPostgres
import SchemaDiff
import SchemaPairs
import SystemPackage
import Testing

/// Pairs of schemas: the plan applied to the old one gives the new one, by catalog and by `pg_dump`, in both directions.
///
/// One after the other, because each takes connections of the server for `pg_dump` as well.
@Suite(.serialized) struct PairTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Pairs")

    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".sql") }.map { String($0.dropLast(4)) }.sorted()

    @Test func thereAreCases() { #expect(Self.names.count > 20) }

    @Test(arguments: names)
    func leadsFromOneToTheOther(name: String) async throws {
        let text = try String(contentsOf: Self.folder.appending(path: "\(name).sql"), encoding: .utf8)
        let parts = text.replacing("-- old\n", with: "").components(separatedBy: "-- new\n")
        let pair = SchemaPair(case: name, old: try #require(parts.first), new: try #require(parts.last))
        let server = try await testServer()
        let program = server.installation.binaries.appending("pg_dump").string
        let isThere = FileManager.default.isExecutableFile(atPath: program)
        let check = PairCheck(server, dump: isThere ? SchemaDump(program: program, server: server) : nil)
        for pair in [pair, pair.reversed] {
            let (outcome, plan) = try await check.outcome(of: pair)
            if case .invalid(let problem) = outcome, problem.contains("(SQLSTATE 0A000)") {
                // Some distributions come without extensions and ICU; Debian's, which the tests install, has them.
                #expect(server.installation.major > 15, "\(problem)")
                continue
            }
            guard case .equal = outcome else {
                Issue.record("\(pair.case): \(outcome.word): \(outcome.details)\n\(plan.map(\.statement))")
                continue
            }
        }
    }
}
