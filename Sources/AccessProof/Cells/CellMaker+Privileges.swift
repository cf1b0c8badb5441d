internal import AccessControl
internal import Naming
internal import SQL
internal import Schema
internal import Specification

extension CellMaker {
    /// The seven privileges of each database role (manual, table "ACL Privilege Abbreviations"): on the table where
    /// they can't be on columns, else on each column.
    func privileges(of table: ProofTable) -> [ProofCell] {
        var cells: [ProofCell] = []
        for role in [OracleCaller.Role.anon, .authenticated, .service] {
            guard let actor = actors.first(where: { $0.caller.role == role }) else { continue }
            let name = quotedLiteral(table.sql)
            func add(_ function: String, _ arguments: String, _ holds: Bool) {
                cells.append(
                    cell(
                        actor, table, .privilege, "select where \(function)(\(name), \(arguments))",
                        .rows(holds ? 1 : 0)))
            }
            add("has_table_privilege", "'DELETE'", oracle.mayTry(.delete, in: table.name, by: actor.caller))
            add("has_table_privilege", "'TRUNCATE'", false)
            add("has_any_column_privilege", "'REFERENCES'", false)
            add("has_table_privilege", "'TRIGGER'", false)
            for (privilege, operation) in [("SELECT", Operation.read), ("INSERT", .create), ("UPDATE", .update)] {
                for column in table.schema.definition.columns {
                    add(
                        "has_column_privilege", "\(quotedLiteral(column.name)), '\(privilege)'",
                        oracle.mayUse(column.name, for: operation, in: table.name, by: actor.caller))
                }
            }
        }
        return cells
    }
}
