internal import AccessControl
internal import DomainModel
internal import Naming
internal import Schema

extension CellMaker {
    /// Calls of the functions that delete a row softly and restore it, for rows of each standing, deleted or not.
    func hidings(_ table: ProofTable, _ actor: ProofActor) -> [ProofCell] {
        guard let entity = table.entity, entity.isSoftDeleted else { return [] }
        let ways: [(ProofCell.Request, String, isHidden: Bool)] = [
            (.softDelete, entity.deletingFunction, true), (.restore, entity.restoringFunction, false),
        ]
        let cells = ways.flatMap { request, function, isHidden in
            (rows.rows[table.name] ?? []).map { row in
                let key = key(of: row, table)
                let arguments = entity.keyColumns.compactMap { name in
                    table.column(named: name).map { $0.sql(row[name] ?? .null) }
                }
                let call = "public.\(quotedIdentifier(function))(\(arguments.joined(separator: ", ")))"
                let isDeleted = row[DomainModel.Entity.deletionColumn, default: .null] != .null
                return (
                    cell: cell(
                        actor, table, request, "select where \(call)",
                        oracle.hide(isHidden, in: table.name, where: { isNamed(key)?($0) ?? false }, by: actor.caller)),
                    standing: "\(standing(row, table, actor)) \(isDeleted)"
                )
            }
        }
        return distinct(cells)
    }
}
