internal import Diagnostics
internal import Naming
internal import SQL
internal import Specification

/// Typed SQL for the repositories. What it means, and of which types its parameters and columns are, is asked of
/// PostgreSQL later; here it is read as far as its text tells.
extension Normalizer {
    mutating func makeQueries() {
        var functions = Set(
            model.entities.filter(\.isSoftDeleted).flatMap { [$0.deletingFunction, $0.restoringFunction] })
        if model.invitations != nil { functions.formUnion(["create_invitation", "accept_invitation"]) }
        for name in model.linkRoutes.keys {
            guard let entity = model.entity(named: name) else { continue }
            functions.formUnion([entity.sharingFunction, entity.sharedRowsFunction])
        }
        for declaration in specification.queries { makeQuery(declaration, &functions) }
    }

    private mutating func makeQuery(_ declaration: QueryDeclaration, _ functions: inout Set<String>) {
        let source = declaration.source
        guard checkName(declaration.name, "a query's name", of: source), source.isReadable("sql") else { return }
        let function = snakeCase(declaration.name)
        guard checkLength(ofDatabaseName: function, "function", at: source.location("name")) else { return }
        checkLength(
            ofFileName: declaration.name, "a query's name", most: longestFileNamePart, at: source.location("name"))
        guard functions.insert(function).inserted else {
            error(
                "duplicate-name", "there is a function called '\(function)' already", at: source.location("name"),
                fix: "give the query another name")
            return
        }
        let named = NamedParameters(declaration.sql)
        func place(_ offset: Int) -> SourceLocation? {
            source.location(inStringAt: "sql", range: offset..<offset + 1)
        }
        if let number = named.number {
            error(
                "query-statement", "a parameter has a name here, and no number", at: place(number),
                fix: "write ':' and a name, such as ':ownerId'")
            return
        }
        let known = tableColumns()
        let statement: SelectStatement
        do throws(SelectStatement.Refusal) {
            statement = try SelectStatement(named.text, isTyped: false) { relation in
                relation.schema == nil || relation.schema == "public" ? known[relation.name]?.map(\.name) : nil
            }
        } catch {
            self.error("query-statement", error.message, at: place(named.original(error.offset)), fix: error.fix)
            return
        }
        guard let parameters = parameters(named.names, statement, known, source) else { return }
        model.queries.append(
            .init(
                name: camelCase(declaration.name), function: function, description: declaration.description,
                sql: statement.text, parameters: parameters,
                columns: statement.columns.map { column in
                    if case .untyped = column.value {
                        return .init(name: column.name, value: nil, isRequired: !column.mayBeNull)
                    }
                    let known = viewColumn(column, known)
                    return .init(name: known.name, value: known.value, isRequired: known.isRequired)
                },
                isSingle: declaration.one ?? false,
                relations: statement.relations.filter { $0.schema == nil || $0.schema == "public" }.map(\.name)
                    .filter { known[$0] != nil }))
    }

    private mutating func parameters(
        _ names: [String], _ statement: SelectStatement, _ tables: [String: [TableColumn]], _ source: Source
    ) -> [DomainModel.Query.Parameter]? {
        var arguments: Set<String> = []
        var parameters: [DomainModel.Query.Parameter] = []
        for (index, name) in names.enumerated() {
            guard arguments.insert(snakeCase(name)).inserted else {
                error(
                    "duplicate-name", "two parameters are called '\(name)', apart from their spelling",
                    at: source.location("sql"), fix: "spell it the same everywhere, or give one another name")
                return nil
            }
            var value: DomainModel.ViewValue?
            if case .column(let column, let relation) = statement.comparedColumns[index + 1] {
                value = tables[relation.name]?.first { $0.name == column }?.value
            }
            parameters.append(
                .init(
                    name: camelCase(name), argument: snakeCase(name), value: value,
                    isOptional: statement.optionalParameters.contains(index + 1)))
        }
        return parameters
    }
}
