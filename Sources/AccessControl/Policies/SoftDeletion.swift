internal import DomainModel
internal import Naming
internal import SQL
internal import Schema
internal import Specification

/// The functions that delete a row softly and take that back. The rules that give the right to delete decide about
/// both; no API role has a right to the column that they set.
struct SoftDeletion {
    let entity: DomainModel.Entity
    let table: TableSchema

    /// Both functions, open to whom some rule lets delete.
    func statements(_ compiler: PredicateCompiler) -> [Statement] {
        let roles = APIRole.allCases.filter { compiler.rules.deletionFormula(entity, $0, isDeletion: true) != .never }
        return statements(
            compiler, roles, of: entity.deletingFunction, isDeletion: true,
            "Deletes the row of \(entity.table) with this key, where a rule lets the caller; answers whether it did.")
            + statements(
                compiler, roles, of: entity.restoringFunction, isDeletion: false,
                "Restores the row of \(entity.table) with this key, where a rule lets the caller delete it; answers "
                    + "whether it did.")
    }

    private func statements(
        _ compiler: PredicateCompiler, _ roles: [APIRole], of name: String, isDeletion: Bool, _ comment: String
    ) -> [Statement] {
        let alias = "t"
        let deletion = SQLExpression.qualified(alias, DomainModel.Entity.deletionColumn)
        var conditions = entity.keyColumns.enumerated().map { position, column in
            SQLExpression.compare(.qualified(alias, column), "=", .argument(position + 1))
        }
        conditions.append(.isNull(deletion, isDeletion))
        // Whoever isn't signed in meets no test of a formula for those who are.
        let allowed =
            roles.contains(.authenticated)
            ? compiler.condition(
                compiler.rules.deletionFormula(entity, .authenticated, isDeletion: isDeletion), of: entity.name,
                alias: alias, depth: 1, .authenticated) : .boolean(false)
        conditions.append(.disjunction([.compare(.sessionRole, "=", .string(APIRole.service)), allowed]))
        let types = entity.keyColumns.map { table.definition.column(named: $0)?.type ?? "text" }
        var function = CreateFunction(
            .init(table.name.schema, name), zip(entity.keyColumns, types).map { .init($0, $1) }, returns: "boolean",
            language: "sql", securityDefiner: true, body: "")
        function.mark(
            .init(
                table: table.name, alias: alias, column: DomainModel.Entity.deletionColumn,
                value: isDeletion ? "now()" : "null", condition: .conjunction(conditions)))
        return function.statements(
            comment: comment, closedTo: APIRole.everybody, callers: roles.map(\.rawValue) + [APIRole.service])
    }
}

extension SQLExpression {
    /// The role in which a request came: a function that runs with its owner's rights sees it here only.
    fileprivate static var sessionRole: SQLExpression {
        .function(
            "coalesce",
            .function("nullif", .function("current_setting", .string("role"), .boolean(true)), .string("none")),
            .keyword("session_user"))
    }
}
