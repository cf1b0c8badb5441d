internal import DomainModel
internal import Naming
public import SQL
internal import Schema
internal import Specification

/// A view with who may read it.
public struct ViewAccess: Codable, Hashable, Sendable {
    public var view: QualifiedName
    public var statements: [Statement]
}

extension ViewAccess {
    init(_ view: DomainModel.View, _ rules: RuleFormulas) {
        let name = QualifiedName("public", view.view)
        let isInvoker = view.rights == .caller
        // What the tables behind it show a caller is theirs to say.
        let readable = APIRole.allCases.filter { isInvoker || rules.formula(ofReaders: view.readers, $0) != .never }
        var create = CreateView(name, columns: view.columns.map(\.name), query: view.sql, isInvoker: isInvoker)
        if !isInvoker { create.condition = Self.condition(view, readable, rules) }
        self.view = name
        statements = [.createView(create)]
        if let comment = view.description { statements.append(.comment(.view(name), comment)) }
        statements += [
            .revoke(privileges: ["all"], on: .view(name), from: APIRole.everybody),
            .grant(
                privileges: [Privilege("select")], on: .view(name), to: readable.map(\.rawValue) + [APIRole.service]),
        ]
    }

    /// What is asked of a caller once a statement. The service role sees everything, as it does of tables.
    private static func condition(
        _ view: DomainModel.View, _ readable: [APIRole], _ rules: RuleFormulas
    ) -> SQLExpression {
        let formulas = readable.map { rules.formula(ofReaders: view.readers, $0) }
        if formulas.isEmpty || formulas.contains(.always) { return .boolean(true) }
        let tests = formulas.map(CallerPredicate.sql(ofCaller:))
        return .disjunction([.compare(.once(.keyword("current_user")), "=", .string(APIRole.service))] + tests)
    }
}

extension CallerPredicate {
    /// A formula that asks nothing about a row.
    fileprivate static func sql(ofCaller formula: RowFormula) -> SQLExpression {
        switch formula {
        case .caller(let test): sql(test)
        case .all(let parts): .conjunction(parts.map(sql(ofCaller:)))
        case .any(let parts): .disjunction(parts.map(sql(ofCaller:)))
        case .column, .isCaller, .listed, .at, .through: .boolean(false)
        }
    }
}
