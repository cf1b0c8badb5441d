public import Catalog
public import Diagnostics
public import Postgres

/// What the lints find in a database.
public struct LintReport: Sendable {
    /// In the order of the lints, then of the objects' names.
    public var findings: [LintFinding]
    /// Findings that somebody allowed, with the reason.
    public var allowed: [Allowed] = []
    /// Allowances that nothing needs any more.
    public var unused: [LintAllowance] = []
    /// Whether the database has a role that an API's callers get. Without one, nothing is open to anybody.
    public var hasAPI: Bool

    /// A finding that is intended.
    public struct Allowed: Sendable {
        public var finding: LintFinding
        public var reason: String
    }

    public var errors: Int { findings.count { $0.lint.level == .error } }
    public var warnings: Int { findings.count { $0.lint.level == .warning } }

    /// Looks at a database, in one moment of it, and changes nothing.
    ///
    /// - Throws: `PostgresError`.
    public init(_ connection: Connection, lints: [Lint] = Lint.all) async throws {
        let found = try await connection.transaction("begin isolation level repeatable read read only") { connection in
            let database = try await LintedDatabase(connection)
            try await connection.execute("set local search_path = ''")
            var findings: [LintFinding] = []
            for lint in lints {
                for place in try await lint.places(in: database, connection) {
                    findings.append(
                        LintFinding(
                            lint: lint, object: place.object, table: database.table(of: place.object),
                            detail: place.detail))
                }
            }
            return (findings, !database.apiRoles.isEmpty)
        }
        (findings, hasAPI) = found
    }

    /// Sets aside what is intended. An allowance counts as needed wherever it allows something.
    ///
    /// - Parameter isOptional: whether it is no matter that one of them allows nothing.
    public mutating func allow(_ allowances: [LintAllowance], isOptional: Bool = false) {
        var needed: Set<Int> = []
        var left: [LintFinding] = []
        for finding in findings {
            if let index = allowances.firstIndex(where: { $0.allows(finding) }) {
                needed.insert(index)
                allowed.append(Allowed(finding: finding, reason: allowances[index].reason))
            } else {
                left.append(finding)
            }
        }
        findings = left
        if isOptional { return }
        unused += allowances.indices.filter { !needed.contains($0) }.map { allowances[$0] }
    }

    /// Says where the objects are made, as far as `place` knows.
    public mutating func locate(_ place: (Fact.ID) -> SourceLocation?) {
        func located(_ finding: LintFinding) -> LintFinding {
            var finding = finding
            finding.location = place(finding.object) ?? place(finding.table)
            return finding
        }
        findings = findings.map(located)
        allowed = allowed.map { Allowed(finding: located($0.finding), reason: $0.reason) }
    }
}

extension Lint {
    fileprivate func places(in database: LintedDatabase, _ connection: isolated Connection) async throws -> [Place] {
        switch search {
        case .facts(let find): return Self.distinct(find(database))
        case .query(let sql, let relations):
            for relation in relations {
                if try await connection.query("select to_regclass($1)", [Parameter(relation)]).one.isNull(0) {
                    return []
                }
            }
            let rows = try await connection.execute(LintQuery.frame + sql)
            return Self.distinct(
                try rows.map { row in
                    let kind = Fact.Kind(rawValue: try row.text("kind")) ?? .other
                    return Place(Fact.ID(kind, try row.text("name")), try row.text("detail"))
                })
        }
    }

    /// Each once, by name.
    private static func distinct(_ places: [Place]) -> [Place] {
        Set(places).sorted { $0.object == $1.object ? $0.detail < $1.detail : $0.object < $1.object }
    }
}

/// What the queries of lints have in common.
enum LintQuery {
    /// `own`: the schemas that are somebody's own; `api`: the roles of an API's callers; `exposed`: the schemas that
    /// these may use.
    static let frame = """
        with own as (
          select n.oid, n.nspname from pg_namespace as n where \(LintedDatabase.isOwn("n"))
        ), api as (
          select oid, rolname from pg_roles where rolname in (\(LintedDatabase.apiRoleList))
        ), exposed as (
          select n.oid, n.nspname from own as n where exists (select from api where has_schema_privilege(api.oid, n.oid, 'USAGE'))
        )

        """

    /// That a thing doesn't belong to an extension.
    static func isNoMember(_ catalog: String, _ oid: String) -> String {
        """
        not exists (select from pg_depend as m where m.classid = '\(catalog)'::regclass and m.objid = \(oid)
          and m.deptype = 'e')
        """
    }

    /// The name of the function `f` with the types of its parameters, as a catalog's facts have it.
    static let function = """
        (select format('%I.%I(%s)', s.nspname, f.proname, (
            select string_agg(format_type(t.type, null), ', ' order by t.place)
            from unnest(f.proargtypes::oid[]) with ordinality as t (type, place)))
          from pg_namespace as s where s.oid = f.pronamespace)
        """

    /// The name of the relation `c` in the schema `n`, as findings write it.
    static let relation = "format('%I.%I', n.nspname, c.relname)"
}
