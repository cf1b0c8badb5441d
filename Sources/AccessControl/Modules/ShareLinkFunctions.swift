internal import DomainModel
internal import Naming
internal import SQL
internal import Schema
internal import Specification

/// The two ways to a link: making one to a row, and reading what it shows. Both run with their owner's rights, so they
/// state who may; nothing else makes a link, and no token can be read again or looked for.
struct ShareLinkFunctions {
    private let links: DomainModel.ShareLinks
    private let table: QualifiedName
    private let routes: [String: DomainModel.LinkRoute]
    private let model: DomainModel
    private let compiler: PredicateCompiler

    /// Nil where nothing is shared by link.
    init?(_ model: DomainModel, _ compiler: PredicateCompiler) {
        guard let links = model.shareLinks, let entity = model.entity(named: links.entity) else { return nil }
        (self.links, self.model, self.compiler) = (links, model, compiler)
        table = QualifiedName("public", entity.table)
        routes = model.linkRoutes
    }

    var statements: [Statement] {
        model.entities.flatMap { entity -> [Statement] in
            guard let route = routes[entity.name], let table = compiler.schema.table(named: name(of: entity)) else {
                return []
            }
            let making = route.columns.map { make(entity, table, columns: $0) } ?? []
            return making + show(entity, table)
        }
    }

    // MARK: Making

    private func make(_ entity: DomainModel.Entity, _ table: TableSchema, columns: [String]) -> [Statement] {
        let phrase = phrase(entity.name)
        let keys = entity.keyColumns
        let end = Self.unused("expires_at", keys)
        let key = keys.enumerated().map { position, column in
            SQLExpression.compare(.qualified("t", column), "=", .argument(position + 1))
        }
        let mayUpdate = compiler.condition(
            compiler.rules.formula(entity, .update, .authenticated, .old), of: entity.name, alias: "t", depth: 1,
            .authenticated)
        // Nobody gets to see by a link of their own what they can't.
        let mayRead = compiler.condition(
            compiler.rules.formula(entity, .read, .authenticated, .old), of: entity.name, alias: "t", depth: 1,
            .authenticated)
        let isAccount = SQLExpression.isNull(.function(QualifiedName("auth", "uid")), false)
        let condition = SQLExpression.conjunction(
            key + [isAccount, mayUpdate] + (mayRead == mayUpdate ? [] : [mayRead])
        )
        .lines(indentation: "    ", width: 100)
        let stated =
            columns + [
                DomainModel.ShareLinks.sharedBy, DomainModel.ShareLinks.expiresAt, DomainModel.ShareLinks.tokenHash,
            ]
        let values =
            keys.map { "t.\(quotedIdentifier($0))" }
            + ["auth.uid()", "$\(keys.count + 1)", SecretToken.hash(of: "link.token")]
        let parameters = keys.map { CreateFunction.Parameter($0, type(of: $0, in: table)) }
        let function = CreateFunction(
            QualifiedName("public", entity.sharingFunction),
            parameters + [
                .init(end, "timestamptz", defaultValue: "now() + interval '\(DomainModel.ShareLinks.days) days'")
            ],
            returns: "text", language: "plpgsql", securityDefiner: true,
            body: """
                <<link>>
                declare
                \(SecretToken.declaration)
                begin
                  if ($\(keys.count + 1) > now()) is not true then
                    raise exception using errcode = 'invalid_parameter_value', message = 'a link ends in the future';
                  end if;
                  insert into \(self.table.sql) (\(stated.map(quotedIdentifier).joined(separator: ", ")))
                  select \(values.joined(separator: ", "))
                  from \(table.name.sql) as t
                  where \(condition);
                  if not found then
                    raise exception using errcode = 'insufficient_privilege',
                      message = \(quotedLiteral("you can't share this \(phrase)"));
                  end if;
                  return link.token;
                end
                """)
        return function.statements(
            comment: "Makes a link to the \(phrase) with this key, for whoever may update it; answers its token, which "
                + "is kept nowhere.",
            closedTo: APIRole.everybody, callers: [APIRole.authenticated.rawValue])
    }

    // MARK: Showing

    private func show(_ entity: DomainModel.Entity, _ table: TableSchema) -> [Statement] {
        let hidden = Set(entity.attributes.filter(\.isHidden).map(\.column)).union(
            entity.isSoftDeleted ? [DomainModel.Entity.deletionColumn] : [])
        let columns = table.definition.columns.filter { !hidden.contains($0.name) }
        let token = Self.unused("token", columns.map(\.name))
        let answered = columns.map { "\(quotedIdentifier($0.name)) \($0.type)" }
        let selected = columns.map { "t.\(quotedIdentifier($0.name))" }
        let condition = shown(entity, alias: "t", depth: 1).lines(indentation: "    ", width: 100)
        let function = CreateFunction(
            QualifiedName("public", entity.sharedRowsFunction), [.init(token, "text")],
            returns: Statement.listed("table", answered, indentation: ""), language: "sql",
            volatility: "stable", securityDefiner: true,
            body: """
                  select \(selected.joined(separator: ", "))
                  from \(table.name.sql) as t
                  where \(condition)
                """)
        return function.statements(
            comment: "The \(phrase(pluralized(entity.name))) that the link with this token shows: none where it ended, "
                + "was taken back, or never was.",
            closedTo: APIRole.everybody, callers: APIRole.allCases.map(\.rawValue) + [APIRole.service])
    }

    /// Whether the link with the token in `$1` shows the row of `entity` that `alias` stands for. No way leads back to
    /// where it began: the rules go through parents in no circle.
    private func shown(_ entity: DomainModel.Entity, alias: String, depth: Int) -> SQLExpression {
        guard let route = routes[entity.name] else { return .boolean(false) }
        let next = "t\(depth + 1)"
        var ways: [SQLExpression] = []
        if let columns = route.columns {
            let query = SQLExpression.Query(
                columns: columns, table: table, alias: next,
                condition: .conjunction([
                    .compare(
                        .qualified(next, DomainModel.ShareLinks.tokenHash), "=",
                        .function(
                            "encode",
                            .function("sha256", .function("convert_to", .argument(1), .string("UTF8"))),
                            .string("hex"))),
                    .compare(.qualified(next, DomainModel.ShareLinks.expiresAt), ">", .function("now")),
                ]))
            ways.append(.isIn(entity.keyColumns.map { .qualified(alias, $0) }, query))
        }
        for rule in route.parents {
            guard case .through(let step, _) = rule.who, let parent = model.entity(named: step.entity) else { continue }
            let query = SQLExpression.Query(
                columns: parent.keyColumns, table: name(of: parent), alias: next,
                condition: shown(parent, alias: next, depth: depth + 1))
            let conditions = compiler.rules.formulas(rule.when).map {
                compiler.condition($0, of: entity.name, alias: alias, depth: depth, .anon)
            }
            ways.append(.conjunction([.isIn(step.columns.map { .qualified(alias, $0) }, query)] + conditions))
        }
        let isThere = SQLExpression.isNull(.qualified(alias, DomainModel.Entity.deletionColumn), true)
        return .conjunction((entity.isSoftDeleted ? [isThere] : []) + [.disjunction(ways)])
    }

    // MARK: Pieces

    private func name(of entity: DomainModel.Entity) -> QualifiedName { QualifiedName("public", entity.table) }

    private func type(of column: String, in table: TableSchema) -> String {
        table.definition.column(named: column)?.type ?? "text"
    }

    /// A parameter's name that isn't among `columns`.
    private static func unused(_ name: String, _ columns: [String]) -> String {
        var unused = name
        while columns.contains(unused) { unused = "link_\(unused)" }
        return unused
    }
}
