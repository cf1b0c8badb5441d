internal import Catalog
internal import Foundation
internal import Postgres

/// A few rows for each of some tables of a database of a private server, made of nothing but its catalog.
///
/// A value that a constraint refuses is exchanged for another one that the same columns might take. A table that takes
/// none of them stays empty.
struct GeneratedRows {
    /// The tables that hold rows now, and those that took none.
    private(set) var filled: [String] = []
    private(set) var empty: [String] = []

    private static let count = 4
    private static let attempts = 24

    private let catalog: Catalog
    private var columns: [String: [Fact]] = [:]
    private var constraints: [String: [Fact]] = [:]

    /// - Parameter tables: the tables; those that they refer to get rows as well.
    init(for tables: Set<String>, of catalog: Catalog, on connection: isolated Connection) async throws {
        self.catalog = catalog
        for fact in catalog.facts {
            switch fact.kind {
            case .column: columns[fact[.table] ?? "", default: []].append(fact)
            case .constraint, .index: constraints[fact[.table] ?? "", default: []].append(fact)
            default: break
            }
        }
        for table in order(tables) { try await fill(table, connection) }
    }

    /// A foreign key, from the columns of one table to those of another.
    private struct Reference {
        var columns: [String]
        var table: String
        var referenced: String
    }

    private func references(of table: String) -> [Reference] {
        (constraints[table] ?? []).compactMap { constraint in
            guard constraint[.constraintType] == "foreign key",
                let match = (constraint[.definition] ?? "").firstMatch(
                    of: /^FOREIGN KEY \((.+?)\) REFERENCES (.+?)\((.+?)\)/)
            else { return nil }
            return Reference(
                columns: String(match.1).components(separatedBy: ", "), table: String(match.2),
                referenced: String(match.3))
        }
    }

    /// Each behind what it refers to, as far as that goes.
    private func order(_ tables: Set<String>) -> [String] {
        var order: [String] = []
        var met: Set<String> = []
        func visit(_ table: String) {
            guard met.insert(table).inserted else { return }
            for reference in references(of: table) { visit(reference.table) }
            order.append(table)
        }
        for table in tables.sorted() { visit(table) }
        return order
    }

    private mutating func fill(_ table: String, _ connection: isolated Connection) async throws {
        guard let fact = catalog[Fact.ID(.table, table)] else {
            // An account is all that projects refer to outside of their own tables.
            if table == "auth.users" { try await addAccounts(connection) }
            return
        }
        guard fact[.server] == nil else { return }
        let written = (columns[table] ?? []).filter { $0[.generated] == nil && $0[.identity] == nil }
            .sorted { $0.position < $1.position }
        var values: [String: [String]] = [:]
        for reference in references(of: table) {
            let rows = try? await Self.rows(
                "select \(reference.referenced) from \(reference.table) order by 1 limit \(Self.count)",
                connection)
            for (place, column) in reference.columns.enumerated() {
                values[column] = rows?.map { $0[place].map { "'\($0.replacing("'", with: "''"))'" } ?? "null" } ?? []
            }
        }
        let choices = written.map { column in candidates(for: column, referring: values[column[.column] ?? ""]) }
        var offsets = Array(repeating: 0, count: written.count)
        var inserted = 0
        for row in 0..<Self.count {
            var isIn = false
            for _ in 0..<Self.attempts where !isIn {
                let parts = zip(written, choices).enumerated().compactMap { place, pair -> (String, String)? in
                    pair.1.isEmpty
                        ? nil : (pair.0[.column] ?? "", pair.1.literal(offsets[place], row: row))
                }
                let refusal = try await Self.insert(parts, into: table, connection)
                guard let refusal else {
                    isIn = true
                    break
                }
                let names = blamed(refusal, table)
                for (place, column) in written.enumerated()
                where names.isEmpty || names.contains(column[.column] ?? "") { offsets[place] += 1 }
            }
            guard isIn else { break }
            inserted += 1
        }
        if inserted > 0 { filled.append(table) } else { empty.append(table) }
    }

    private func candidates(for column: Fact, referring values: [String]?) -> CandidateValues {
        let name = column[.column] ?? ""
        let isOptional = column[.notNull] == nil
        if let values { return CandidateValues(referringTo: values, isOptional: isOptional) }
        var (type, checks) = (column[.type] ?? "", [String]())
        for constraint in constraints[column[.table] ?? ""] ?? [] where constraint[.constraintType] == "check" {
            let definition = constraint[.definition] ?? ""
            if definition.contains(name) { checks.append(definition) }
        }
        while let domain = catalog[Fact.ID(.domain, type)] {
            checks += catalog.facts.filter { $0.kind == .domainConstraint && $0[.table] == type }
                .compactMap { $0[.definition] }
            type = domain[.type] ?? ""
        }
        let values =
            catalog[Fact.ID(.enumeration, type)]?[.values]
            .flatMap { try? JSONDecoder().decode([String].self, from: Data($0.utf8)) } ?? []
        return CandidateValues(type: type, checks: checks, values: values, isOptional: isOptional)
    }

    /// The columns that another value may help for; all of them where nobody knows.
    private func blamed(_ message: ServerMessage, _ table: String) -> Set<String> {
        if let column = message.column { return [column, "\"\(column)\""] }
        guard let name = message.constraint,
            let constraint = (constraints[table] ?? []).first(where: {
                $0[.column] == name || $0[.column] == "\"\(name)\""
            })
        else { return [] }
        return Set((columns[table] ?? []).filter { constraint.dependencies.contains($0.id) }.compactMap { $0[.column] })
    }

    private static func insert(
        _ parts: [(String, String)], into table: String, _ connection: isolated Connection
    ) async throws -> ServerMessage? {
        let sql =
            parts.isEmpty
            ? "insert into \(table) default values"
            : "insert into \(table) (\(parts.map(\.0).joined(separator: ", "))) values "
                + "(\(parts.map(\.1).joined(separator: ", ")))"
        do { try await connection.execute(sql) } catch {
            guard let message = error.serverMessage else { throw error }
            return message
        }
        return nil
    }

    private func addAccounts(_ connection: isolated Connection) async throws {
        for row in 1...Self.count {
            _ = try await Self.insert(
                [
                    ("id", "'00000000-0000-4000-8000-\(String(format: "%012d", row))'"),
                    ("email", "'user\(row)@example.com'"),
                ], into: "auth.users", connection)
        }
    }

    private static func rows(_ sql: String, _ connection: isolated Connection) async throws -> [[String?]] {
        let rows = try await connection.query(sql)
        return try rows.map { row in try rows.columns.indices.map { try row.optionalText($0) } }
    }
}
