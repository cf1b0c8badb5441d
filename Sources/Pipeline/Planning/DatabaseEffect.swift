internal import AccessControl
internal import Diagnostics
internal import DomainModel
internal import LocalPostgres
internal import Migrations
internal import Postgres
internal import SQL
internal import Schema
public import SchemaDiff
internal import Specification

/// What a planned change of the specification does to a database that has what the specification described before.
public enum DatabaseEffect: Sendable {
    /// The same tables and rules as before.
    case nothing
    /// A first schema: its tables, by name, and how many policies they get.
    case creates(tables: [String], policies: Int)
    case changes(SchemaPlan)
    /// It can't be told; the sentence says why.
    case unknown(String)
}

extension PlanRun {
    /// Asks a private server what leads from the specification as it is to the one that is proposed. The rows of the
    /// user's own database aren't looked at: `berry db push` does that.
    public func effect(of proposal: PlanProposal) async -> DatabaseEffect {
        guard proposal.verdict == .change else { return .nothing }
        guard let planned = proposal.new, let model = planned.model else {
            return .unknown("the specification uses parts of the language that berry can't generate yet")
        }
        let schema = DatabaseSchema(model)
        let access = AccessSchema(model, schema)
        guard !proposal.begins else {
            return .creates(
                tables: schema.tables.map(\.name.name), policies: access.tables.reduce(0) { $0 + $1.policies.count })
        }
        guard let current = proposal.old, let old = current.model else {
            return .unknown("the specification as it is uses parts of the language that berry can't generate yet")
        }
        let oldSchema = DatabaseSchema(old)
        let oldAccess = AccessSchema(old, oldSchema)
        let isSame =
            oldSchema == schema && oldAccess == access && current.specification.sql == planned.specification.sql
        if isSame { return .nothing }
        do {
            let oldSQL = try project.handWrittenSQL(of: current.specification)
            let sql = try project.handWrittenSQL(of: planned.specification)
            async let describedBase = Stages.describe.run((old, oldSchema, oldAccess, oldSQL))
            async let described = Stages.describe.run((model, schema, access, sql))
            let base = try await describedBase
            let next = NextMigration(
                after: MigrationHistory([.initial(version: "", oldSchema, oldAccess, base)]), target: model.target,
                version: "", name: nil, evolution: schema.evolution)
            let desired = try await described
            var plan = try await next.plan(from: base.catalog, to: desired.catalog)
            if let before = base.access, let after = desired.access {
                plan = plan.naming(from: before, to: after)
            }
            return plan.isEmpty ? .nothing : .changes(plan)
        } catch let error as LocalServerError {
            return .unknown(([error.message, error.advice].filter { !$0.isEmpty }).joined(separator: "; "))
        } catch let error as DiagnosticsError {
            return .unknown(error.diagnostics.first?.message ?? "PostgreSQL refuses it")
        } catch {
            return .unknown("\(error)")
        }
    }
}
