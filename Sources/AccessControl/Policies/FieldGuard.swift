internal import DomainModel
internal import Naming
internal import SQL
internal import Schema
internal import Specification

/// The trigger that keeps grants with different `fields` apart: column privileges belong to a database role, and
/// grantees of several grants share one.
struct FieldGuard {
    let entity: DomainModel.Entity
    let table: TableSchema

    /// The function and its trigger; nothing where all grantees may state the same.
    func statements(_ compiler: PredicateCompiler) -> [Statement] {
        let (creating, updating) = (columns(for: .create), columns(for: .update))
        if creating.isEmpty, updating.isEmpty { return [] }
        var body = """
            declare
              allowed text[] := '{}';
            begin
              -- Requests of the API only: what runs with its owner's rights for them counts as theirs.
              if coalesce(nullif(current_setting('role', true), 'none'), session_user) not in ('anon', 'authenticated') then
                return new;
              end if;

            """
        if !updating.isEmpty { body += block(.update, updating, compiler) }
        if !creating.isEmpty { body += block(.create, creating, compiler) }
        body += "  return new;\nend"
        let event =
            creating.isEmpty ? "before update" : updating.isEmpty ? "before insert" : "before insert or update"
        let function = CreateFunction(
            .init("private", boundedName("guard_fields_of_\(entity.table)")), returns: "trigger", language: "plpgsql",
            securityDefiner: true, body: body)
        return function.statements(
            comment: "Lets each request state those fields of \(entity.table) only that a grant for it names.",
            closedTo: APIRole.everybody)
            + [.createTrigger(.init(function.name.name, on: table.name, event, execute: function.name))]
    }

    /// The columns that differ, in the table's order.
    private func columns(for operation: Operation) -> [String] {
        let differing = entity.differingColumns(for: operation)
        return table.definition.columns.map(\.name).filter { column in
            guard differing.contains(column) else { return false }
            // Whether a row states a key shows nowhere; one that is made up harms nobody.
            return operation == .update || table.origins[column] != .key
        }
    }

    private func block(_ operation: Operation, _ columns: [String], _ compiler: PredicateCompiler) -> String {
        var text = "  if tg_op = '\(operation == .create ? "INSERT" : "UPDATE")' then\n"
        for rule in entity.rules where rule.can.contains(operation) && rule.who != .service {
            let own = entity.columns(of: rule, for: operation)
            let named = columns.filter(own.contains)
            if named.isEmpty { continue }
            func condition(_ version: RowVersion, _ alias: String) -> SQLExpression {
                let formula = compiler.rules.formula(of: rule, on: entity, operation, .authenticated, version)
                return compiler.condition(formula, of: entity.name, alias: alias, depth: 1, .authenticated)
            }
            let parts = (operation == .update ? [condition(.old, "old")] : []) + [condition(.new, "new")]
            let test = SQLExpression.conjunction(parts).lines(indentation: "      ", width: 100)
            let names = named.map(quotedLiteral).joined(separator: ", ")
            text += "    if \(test) then\n      allowed := allowed || array[\(names)];\n    end if;\n"
        }
        for column in columns {
            let name = quotedIdentifier(column)
            let before = operation == .update ? "old.\(name)" : defaultValue(of: column)
            text += """
                    if new.\(name) is distinct from \(before) and not \(quotedLiteral(column)) = any (allowed) then
                      raise exception using errcode = 'insufficient_privilege',
                        message = \(quotedLiteral("the caller may not state \(column) of this row of \(entity.table)"));
                    end if;

                """
        }
        return text + "  end if;\n"
    }

    private func defaultValue(of column: String) -> String {
        let definition = table.definition.column(named: column)
        guard let value = definition?.defaultValue else { return "null" }
        return value.sql
    }
}
