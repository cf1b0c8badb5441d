internal import Naming

/// A view as `create view` makes it.
public struct CreateView: Codable, Hashable, Sendable {
    public var name: QualifiedName
    /// What it shows, in order.
    public var columns: [String]
    /// A whole SELECT statement, which somebody else wrote.
    public var query: String
    /// Whether the rows behind it are read with its caller's rights; otherwise with its owner's, which no policy
    /// restricts.
    public var isInvoker: Bool
    /// Who sees rows at all.
    public var condition: SQLExpression

    public init(
        _ name: QualifiedName, columns: [String], query: String, isInvoker: Bool,
        condition: SQLExpression = .boolean(true)
    ) {
        self.name = name
        self.columns = columns
        self.query = query
        self.isInvoker = isInvoker
        self.condition = condition
    }

    /// Without a barrier, a function in a caller's own condition could see rows before the view's conditions do (manual,
    /// "Rules and Privileges").
    var sql: String {
        let head = "create view \(name.sql) with (\(isInvoker ? "security_invoker" : "security_barrier") = true) as\n"
        if condition.isTrue { return head + query + ";" }
        let shown = columns.map { "shown.\(quotedIdentifier($0))" }.joined(separator: ", ")
        return head + "select \(shown)\nfrom (\n\(query)\n) as shown\nwhere "
            + condition.lines(indentation: "  ", width: 100) + ";"
    }
}
