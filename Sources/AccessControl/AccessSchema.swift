public import DomainModel
internal import Naming
public import SQL
public import Schema

/// Row level security and privileges of every table, as statements.
public struct AccessSchema: Codable, Hashable, Sendable {
    /// Functions that policies call.
    public var helpers: [Statement]
    /// In the order of the schema's tables.
    public var tables: [TableAccess]
    /// Functions that callers call, with more rights than their own.
    public var entrances: [Statement]
    /// Each behind those that it reads.
    public var views: [ViewAccess]
    /// Buckets of Supabase's storage, and who may do what with the files in them.
    public var storage: [Statement]
    /// Functions that ask declared queries, with their callers' rights.
    public var queries: [Statement]

    /// All statements, in an order in which they run.
    public var statements: [Statement] {
        helpers + tables.flatMap(\.statements) + entrances + views.flatMap(\.statements) + queries + storage
    }

    /// What callers call, soft deletion's functions too.
    public var entranceFunctions: [FunctionSignature] {
        (entrances + tables.flatMap(\.statements)).compactMap { statement in
            guard case .createFunction(let function) = statement, function.name.schema == "public" else { return nil }
            return function.signature
        }
    }

    /// The views that show what their owner may read, to those whom their own grants let in.
    public var viewsWithOwnersRights: [QualifiedName] {
        views.flatMap(\.statements).compactMap { statement in
            guard case .createView(let view) = statement, !view.isInvoker else { return nil }
            return view.name
        }
    }
}

/// What one table's statements are about.
public struct TableAccess: Codable, Hashable, Sendable {
    public var table: QualifiedName
    public var statements: [Statement]

    public var policies: [CreatePolicy] {
        statements.compactMap { if case .createPolicy(let policy) = $0 { policy } else { nil } }
    }
}

extension AccessSchema {
    /// The access control of `model`'s tables, which `schema` describes.
    ///
    /// Every table gets one frame: row level security on, everything revoked by name, exact grants, one policy per
    /// command and set of roles. Grants and revokes are both stated, so that a Supabase project created before its
    /// default privileges changed in 2026 ends up the same as one created after.
    public init(_ model: DomainModel, _ schema: DatabaseSchema) {
        var compiler = PredicateCompiler(model, schema)
        let junctions = Dictionary(model.junctions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        tables = schema.tables.map { table in
            let rules: TableRules? =
                switch table.source {
                case .entity(let name): compiler.rules.entities[name].map { .entity($0) }
                case .junction(let name): junctions[name].map { .junction($0) }
                }
            guard let rules else { return TableAccess(table: table.name, statements: []) }
            let predicates = TablePredicates(rules, of: table, &compiler)
            var access = TableFrame(
                table: table, rules: rules, formulas: compiler.rules, predicates: predicates
            ).access
            if case .entity(let entity) = rules {
                access.statements += FieldGuard(entity: entity, table: table).statements(compiler)
                if entity.isSoftDeleted {
                    access.statements += SoftDeletion(entity: entity, table: table).statements(compiler)
                }
            }
            return access
        }
        views = model.views.map { ViewAccess($0, compiler.rules) }
        storage = model.entities.flatMap { entity in
            entity.attributes.filter { $0.bucket != nil && !$0.isHidden }.flatMap { attribute in
                StorageAccess(entity: entity, attribute: attribute).statements(&compiler)
            }
        }
        let viewsUseRoles = model.views.contains { view in
            view.readers.flatMap(\.parts).contains { if case .role = $0 { true } else { false } }
        }
        let readable = (tables.flatMap(\.statements) + views.flatMap(\.statements)).readers
        queries = model.queries.filter(\.isTyped).flatMap { QueryFunction($0, readable).statements }
        entrances =
            (InvitationFunctions(model, schema)?.statements ?? [])
            + (ShareLinkFunctions(model, compiler)?.statements ?? [])
        let usesRoles =
            viewsUseRoles
            || model.entities.contains { entity in
                entity.rules.contains { rule in
                    rule.who.parts.contains { if case .role = $0 { true } else { false } }
                }
            }
        helpers = (usesRoles ? Self.appRoles(model) : []) + compiler.functions.statements
    }

    /// The function that answers the caller's app-wide roles.
    private static func appRoles(_ model: DomainModel) -> [Statement] {
        var function = CreateFunction(
            CallerPredicate.appRoles, returns: "text[]", language: "sql", volatility: "stable",
            body: """
                  select array_remove(
                    array(
                      select jsonb_array_elements_text(
                        case jsonb_typeof(metadata -> 'roles') when 'array' then metadata -> 'roles' else '[]' end)
                    ) || (metadata ->> 'role'),
                    null)
                  from (select auth.jwt() -> 'app_metadata') as token (metadata)
                """)
        var comment = "The caller's app-wide roles, from the part of the token that users can't write."
        if let source = model.roleSource, let entity = model.entity(named: source.entity) {
            let column = "t.\(quotedIdentifier(source.column))"
            let isThere = entity.isSoftDeleted ? " and t.\(DomainModel.Entity.deletionColumn) is null" : ""
            function.isSecurityDefiner = true
            function.body = """
                  select array(
                    select \(source.isList ? "unnest(\(column))" : column)::text
                    from \(QualifiedName("public", entity.table).sql) as t
                    where t.\(quotedIdentifier(source.account)) = (select auth.uid()) and \(column) is not null\(isThere)
                  )
                """
            comment = "The caller's app-wide roles, from \(entity.table)."
        }
        return function.statements(
            comment: comment, closedTo: APIRole.everybody, callers: [APIRole.authenticated.rawValue, APIRole.service])
    }
}
