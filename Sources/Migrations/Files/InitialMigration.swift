public import AccessControl
internal import SQL
public import Schema

extension Migration {
    public static let initialName = "initial_schema"

    /// The migration that makes a whole schema in an empty database, and the one that takes it away again.
    ///
    /// The application's name isn't in it: an application that is renamed keeps its database.
    ///
    /// - Parameter described: its hand-written parts; nil where there are none.
    public static func initial(
        version: String, _ schema: DatabaseSchema, _ access: AccessSchema, _ described: DescribedSchema? = nil
    ) -> Migration {
        let statements = schema.statements + access.statements
        let policies =
            access.tables.reduce(0) { $0 + $1.policies.count }
            + access.storage.count { if case .createPolicy = $0 { true } else { false } }
        let header = """
            -- The initial schema: \(count(schema.tables.count, "table")), \(count(policies, "policy", "policies")).
            -- Row level security is on for every table; what no policy allows is denied.
            -- Locks nothing that exists. Runs in one transaction.


            """
        let downHeader = """
            -- Takes the initial schema away again, with every row in it.
            -- Can't be undone: back the database up first.


            """
        return Migration(
            version: version, name: initialName,
            up: header + statements.script + script(described?.handWritten, "Written by hand."),
            down: downHeader + script(described?.reverse) + reverse(of: schema, access).script)
    }

    private static func script(_ statements: [String]?, _ about: String? = nil) -> String {
        guard let statements, !statements.isEmpty else { return "" }
        return (about.map { "\n-- \($0)\n\n" } ?? "") + statements.map { "\($0);\n" }.joined(separator: "\n") + "\n"
    }

    private static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        number == 1 ? "1 \(one)" : "\(number) \(many ?? one + "s")"
    }

    /// Every object that the statements made, the last first. Dropping a table takes its indexes, policies and
    /// triggers along; roles stay, because the whole cluster shares them.
    private static func reverse(of schema: DatabaseSchema, _ access: AccessSchema) -> [Statement] {
        var statements: [Statement] = []
        for case .addConstraint(let table, let constraint) in schema.postponed.reversed() {
            statements.append(.dropConstraint(constraint.name, on: table))
        }
        // Buckets stay: they may hold files.
        for case .createPolicy(let policy) in access.storage.reversed() {
            statements.append(.dropPolicy(policy.name, on: policy.table))
        }
        statements += access.views.reversed().map { .dropView($0.view) }
        // Policies of one table may read another.
        for table in access.tables.reversed() {
            statements += table.policies.reversed().map { .dropPolicy($0.name, on: table.table) }
        }
        statements += schema.tables.reversed().map { .dropTable($0.name) }
        statements += functions(in: access.statements).map { .dropFunction($0) }
        statements += functions(in: schema.tables.flatMap(\.companions)).map { .dropFunction($0, withTriggers: true) }
        statements += functions(in: schema.preamble).map { .dropFunction($0) }
        for case .createEnum(let name, _) in schema.preamble.reversed() { statements.append(.dropType(name)) }
        for case .createExtension(let name, _) in schema.preamble.reversed() { statements.append(.dropExtension(name)) }
        statements.append(.dropSchema("private"))
        return statements + reverse(ofPlatform: schema.platform)
    }

    /// The functions that `statements` make, the last first.
    private static func functions(in statements: [Statement]) -> [FunctionSignature] {
        statements.reversed().compactMap {
            if case .createFunction(let function) = $0 { function.signature } else { nil }
        }
    }
}
