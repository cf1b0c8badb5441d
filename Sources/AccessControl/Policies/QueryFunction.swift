internal import DomainModel
internal import Naming
internal import SQL
internal import Schema

/// The function that asks a declared query.
///
/// It has its caller's rights, so that the rules of the tables decide about every row, and may be called by whoever may
/// read all that it reads at all.
struct QueryFunction {
    let query: DomainModel.Query
    private let callers: [String]

    /// - Parameter readers: who may select of each table and view, by its name.
    init(_ query: DomainModel.Query, _ readers: [QualifiedName: Set<String>]) {
        self.query = query
        callers = APIRole.all.filter { role in
            query.relations.allSatisfy { readers[QualifiedName("public", $0)]?.contains(role) ?? false }
        }
    }

    var statements: [Statement] {
        let columns = query.columns.map { "\(quotedIdentifier($0.name)) \($0.type ?? "text")" }
        let function = CreateFunction(
            .init("public", query.function), query.parameters.map { .init($0.argument, $0.type ?? "text") },
            returns: "table (\(columns.joined(separator: ", ")))", language: "sql", volatility: "stable",
            body: query.sql.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
                .joined(separator: "\n"))
        return function.statements(
            comment: query.description ?? "The query \(query.name), with its caller's rights.",
            closedTo: APIRole.everybody, callers: callers)
    }
}

extension [Statement] {
    /// Who may select something of each table and view.
    var readers: [QualifiedName: Set<String>] {
        var readers: [QualifiedName: Set<String>] = [:]
        for case .grant(let privileges, let target, let roles) in self
        where privileges.contains(where: { $0.name == "select" }) {
            switch target {
            case .table(let name), .view(let name): readers[name, default: []].formUnion(roles)
            case .sequence, .schema, .function: continue
            }
        }
        return readers
    }
}
