internal import DomainModel
internal import Naming
internal import SQL
internal import Schema

/// The functions in schema `private` that answer which rows of a table a caller reaches.
///
/// They take no argument and run once a statement, so that the index on what refers to those rows stays useful. Measured
/// on a million rows: 1.01 times the cost without rules; a function that is asked for each row 1,900 times.
struct KeyFunctions {
    private(set) var functions: [KeyFunction] = []
    private var positions: [String: Int] = [:]
    private var names: Set<String> = [CallerPredicate.appRoles.name]

    /// The function with this content, which is made when there is none; `role` may call it.
    mutating func function(
        named wanted: String, returning columns: [KeyFunction.Column], query: SQLExpression.Query, comment: String,
        for role: APIRole
    ) -> KeyFunction {
        let content = columns.map(\.type).joined(separator: ",") + query.sql
        if let position = positions[content] {
            functions[position].roles.insert(role)
            return functions[position]
        }
        var name = boundedName(wanted)
        var number = 2
        while !names.insert(name).inserted {
            name = boundedName("\(wanted)_\(number)")
            number += 1
        }
        let function = KeyFunction(
            name: QualifiedName("private", name), columns: columns, query: query, comment: comment, roles: [role])
        positions[content] = functions.count
        functions.append(function)
        return function
    }

    var statements: [Statement] { functions.flatMap(\.statements) }
}

/// One of them.
struct KeyFunction {
    var name: QualifiedName
    /// The columns of the key.
    var columns: [Column]
    var query: SQLExpression.Query
    var comment: String
    /// The roles whose policies call it.
    var roles: Set<APIRole>

    struct Column {
        var name: String
        /// As SQL: `uuid`.
        var type: String
    }

    /// Whether the key in `values` is among those that the function answers.
    func contains(_ values: [SQLExpression]) -> SQLExpression {
        guard columns.count == 1, values.count == 1 else { return .isRow(values, of: name) }
        // Without the cast PostgreSQL takes the subquery for a set of rows (manual, "Row and Array Comparisons").
        return .anyOf(values[0], array: .cast(.once(.function(name)), columns[0].type + "[]"))
    }

    var statements: [Statement] {
        let returns =
            columns.count == 1
            ? columns[0].type + "[]"
            : "table (\(columns.map { "\(quotedIdentifier($0.name)) \($0.type)" }.joined(separator: ", ")))"
        var function = CreateFunction(
            name, returns: returns, language: "sql", volatility: "stable", securityDefiner: true, body: "")
        function.answer(query)
        return function.statements(
            comment: comment, closedTo: APIRole.everybody,
            callers: APIRole.allCases.filter(roles.contains).map(\.rawValue))
    }
}
