public import DomainModel
public import SQL
public import Schema

/// Row level security and privileges of every table, as statements.
public struct AccessSchema: Codable, Hashable, Sendable {
    /// Functions that policies call.
    public var helpers: [Statement]
    /// In the order of the schema's tables.
    public var tables: [TableAccess]

    /// All statements, in an order in which they run.
    public var statements: [Statement] { helpers + tables.flatMap(\.statements) }
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
        let entities = Dictionary(model.entities.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let junctions = Dictionary(model.junctions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        tables = schema.tables.map { table in
            switch table.source {
            case .entity(let name):
                guard let entity = entities[name] else { return TableAccess(table: table.name, statements: []) }
                return TableFrame(table: table, rules: .entity(entity)).access
            case .junction(let name):
                guard let junction = junctions[name] else { return TableAccess(table: table.name, statements: []) }
                return TableFrame(
                    table: table, rules: .junction(JunctionRules(junction: junction, entities: entities))
                ).access
            }
        }
        let usesRoles = model.entities.contains {
            $0.rules.contains { if case .role = $0.who { true } else { false } }
        }
        helpers = usesRoles ? Self.appRoles : []
    }

    private static let appRoles: [Statement] = {
        let function = CreateFunction(
            DomainModel.Grantee.appRoles, returns: "text[]", language: "sql", volatility: "stable",
            body: """
                  select array_remove(
                    array(
                      select jsonb_array_elements_text(
                        case jsonb_typeof(metadata -> 'roles') when 'array' then metadata -> 'roles' else '[]' end)
                    ) || (metadata ->> 'role'),
                    null)
                  from (select auth.jwt() -> 'app_metadata') as token (metadata)
                """)
        return function.statements(
            comment: "The caller's app-wide roles, from the part of the token that users can't write.",
            closedTo: APIRole.everybody, callers: [APIRole.authenticated.rawValue, APIRole.service])
    }()
}
