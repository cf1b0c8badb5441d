internal import AccessControl
internal import Catalog
internal import Diagnostics
internal import DomainModel
public import Linting
internal import Migrations
internal import Naming
internal import Postgres
internal import SQL
internal import Schema
internal import Specification

/// `berry db lint`: what is wrong with a schema, or with a database.
public struct LintRun: Sendable {
    let run: PipelineRun

    /// - Parameter run: the project; no stage of it runs, and nothing is written.
    public init(_ run: PipelineRun) { self.run = run }

    /// Looks at what the specification describes, hand-written SQL included, on a private server.
    ///
    /// - Throws: `DiagnosticsError`, `PostgresError`, `LocalServerError`.
    public func generated() async throws -> LintReport {
        let values = try await PipelineValues(run)
        let (schema, access) = (try await values.schema.value(), try await values.access.value())
        let sql = try run.project.handWrittenSQL(of: try await values.specification.value().value)
        let target = try await values.model.value().value.target
        let report = try await Rehearsal.loading(.initial(version: "", schema, access), sql, on: target) {
            connection, _ in
            try await LintReport(connection)
        }
        return try completed(report, schema, access)
    }

    /// Looks at a database, and changes nothing there.
    ///
    /// - Throws: `DiagnosticsError`, `PostgresError`, `LocalServerError`.
    public func database(_ source: DatabaseSource) async throws -> LintReport {
        let database = try await ProjectDatabase.openExisting(source, in: run.project)
        let report = try await LintReport(database.connection)
        await database.connection.close()
        let described = await described()
        return try completed(report, described?.schema, described?.access)
    }

    /// Any database can be looked at, also where there is no specification, or none that can be read.
    private func described() async -> (schema: DatabaseSchema, access: AccessSchema)? {
        guard let values = try? await PipelineValues(run), let schema = try? await values.schema.value(),
            let access = try? await values.access.value()
        else { return nil }
        return (schema, access)
    }

    private func completed(
        _ report: LintReport, _ schema: DatabaseSchema?, _ access: AccessSchema?
    ) throws -> LintReport {
        var report = report
        if let schema, let access {
            let places = SchemaPlaces(schema, access)
            let bounded = places.objectsWithLongNames.map { object in
                LintAllowance(lint: "truncated_name", object: object.name, reason: "berry chose this name")
            }
            // Whether the database has them is no matter here.
            let entrances = access.entranceFunctions.flatMap(LintAllowance.entrances)
            let views = access.viewsWithOwnersRights.map(LintAllowance.init(view:))
            report.allow(bounded + entrances + views + LintAllowance.storage(of: access), isOptional: true)
            report.locate { places[$0] }
        }
        report.allow(try ProjectSettings.read(in: run.project)?.allowedLints.map(\.allowance) ?? [])
        return report
    }
}

extension LintAllowance {
    fileprivate static func entrances(_ function: FunctionSignature) -> [LintAllowance] {
        ["anon", "authenticated"].map { role in
            LintAllowance(
                lint: "\(role)_security_definer_function_executable", object: function.printed,
                reason: "the specification asks for it, and it says itself who may")
        }
    }

    /// Policies for the files of rows.
    fileprivate static func storage(of access: AccessSchema) -> [LintAllowance] {
        let policies = access.storage.compactMap { if case .createPolicy(let policy) = $0 { policy } else { nil } }
        return policies.map { policy in
            LintAllowance(
                lint: "policy_subquery_per_row", object: "\(quotedIdentifier(policy.name)) on \(policy.table.sql)",
                reason: "whoever opens a file asks for one row, by its key")
        }
            + Set(policies.map(\.table)).map { table in
                LintAllowance(
                    lint: "multiple_permissive_policies", object: table.sql,
                    reason: "each bucket has policies of its own, and a file is in one")
            }
    }

    fileprivate init(view: QualifiedName) {
        self.init(
            lint: "security_definer_view", object: view.sql,
            reason: "the specification gives it its owner's rights, and grants of its own")
    }
}
