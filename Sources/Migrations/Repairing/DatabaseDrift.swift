public import Catalog
internal import Diagnostics
public import SchemaDiff

/// How a database differs from what its own migrations made: somebody changed it by hand.
public struct DatabaseDrift: Sendable {
    public var difference: CatalogDifference
    /// What would take it back. It isn't run by anybody: what was added may hold rows.
    public var plan: SchemaPlan
    /// What a migration did that stopped half way, which is no drift: one sentence.
    public var unfinished: String?

    public var isEmpty: Bool { difference.isEmpty }

    /// What differs, in an order for people.
    public var differences: [Difference] { difference.differences }

    /// One thing that isn't as the migrations left it.
    public struct Difference: Sendable, Codable {
        public var kind: String
        public var name: String
        public var change: Change
        public var properties: [Property]

        public enum Change: String, Sendable, Codable { case gone, added, changed }

        /// What the migrations say of the thing, and what the database says.
        public struct Property: Sendable, Codable {
            public var name: String
            public var expected: String?
            public var found: String?
        }

        /// "the column public.todos.hand was added".
        public var sentence: String { "the \(kind) \(name) \(change == .gone ? "is gone" : "was \(change.rawValue)")" }
    }
}

extension CatalogDifference {
    var differences: [DatabaseDrift.Difference] {
        let make = { (id: Fact.ID, change: DatabaseDrift.Difference.Change) in
            DatabaseDrift.Difference(kind: id.kind.rawValue, name: id.name, change: change, properties: [])
        }
        return missing.map { make($0.id, .gone) } + unexpected.map { make($0.id, .added) }
            + changed.map { change in
                var difference = make(change.expected.id, .changed)
                difference.properties = change.properties.map {
                    .init(name: $0.property, expected: $0.expected, found: $0.found)
                }
                return difference
            }
    }

    /// The differences as diagnostics, at most twenty.
    var asDrift: [Diagnostic] {
        differences.prefix(20).map { difference in
            Diagnostic(
                .error, "drift", "\(difference.sentence) by hand, outside of any migration",
                notes: difference.properties.map {
                    .init(
                        "\($0.name): the migrations say \($0.expected ?? "nothing"), the database \($0.found ?? "nothing")"
                    )
                },
                fix: "undo the change, or bring it into the specification; 'berry db drift' says what can be done")
        }
    }
}

extension DatabasePush {
    /// How the database differs from what the migrations made that it has run; nothing is changed.
    ///
    /// - Throws: `DiagnosticsError` when the database isn't this project's, or has run what the folder doesn't have.
    public func drift() async throws -> DatabaseDrift {
        let (ledger, live) = try await state()
        let known = migrations.filter { migration in
            ledger.migrations.contains { $0.version == migration.version }
        }
        let rehearsed = try await rehearse(known, ledger, live)
        let difference =
            rehearsed.unfinished?.drift ?? CatalogDifference(expected: rehearsed.expected, found: live)
        let target = difference.isEmpty ? live : rehearsed.unfinished?.state ?? rehearsed.expected
        return DatabaseDrift(
            difference: difference, plan: try .ordered(from: live, to: target),
            unfinished: rehearsed.unfinished?.progress)
    }
}
