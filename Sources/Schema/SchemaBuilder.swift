public import DomainModel
internal import SQL
internal import Specification

extension DatabaseSchema {
    /// The schema of `model`.
    public init(_ model: DomainModel) {
        self = SchemaBuilder(model).build()
    }
}

/// Makes the schema table by table.
struct SchemaBuilder {
    let model: DomainModel
    let entities: [String: DomainModel.Entity]
    let enumerations: [String: DomainModel.Enumeration]
    var names: SchemaNames

    static let accounts = QualifiedName("auth", "users")
    /// Where Supabase keeps extensions, too.
    static let extensions = "extensions"
    static let keepVersion = QualifiedName("private", "keep_version")
    static let refuseChange = QualifiedName("private", "refuse_change")
    static let setUpdatedAt = QualifiedName("private", "set_updated_at")

    init(_ model: DomainModel) {
        self.model = model
        entities = Dictionary(model.entities.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        enumerations = Dictionary(model.enumerations.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        names = SchemaNames(of: model)
    }

    func build() -> DatabaseSchema {
        var builder = self
        let tables = model.entities.map { builder.table(of: $0) } + model.junctions.map { builder.table(of: $0) }
        let (ordered, postponed) = Self.inDependencyOrder(tables)
        return DatabaseSchema(
            platform: model.target == .postgres ? Platform.statements : [], preamble: preamble, tables: ordered,
            postponed: postponed, evolution: evolution)
    }

    private var preamble: [Statement] {
        var statements: [Statement] = [
            .createSchema("private"),
            .comment(.schema("private"), "Functions that policies and triggers use. No API exposes this schema."),
            .revoke(privileges: ["all"], on: .schema("private"), from: ["public"]),
        ]
        if !model.extensions.isEmpty {
            statements.append(.createSchema(Self.extensions))
            // Types and functions of extensions are found by name in defaults and checks.
            statements.append(
                .grant(privileges: [Privilege("usage")], on: .schema(Self.extensions), to: APIRole.all))
            statements += model.extensions.map { .createExtension($0, schema: Self.extensions) }
        }
        if model.entities.contains(where: \.hasTimestamps) {
            let function = CreateFunction(
                Self.setUpdatedAt, returns: "trigger", language: "plpgsql",
                body: "begin\n  new.updated_at := now();\n  return new;\nend")
            statements += function.statements(
                comment: "Notes the time of each change.", closedTo: APIRole.everybody)
        }
        if model.entities.contains(where: \.isAppendOnly) {
            let function = CreateFunction(
                Self.refuseChange, returns: "trigger", language: "plpgsql",
                body: """
                    begin
                      raise exception using errcode = 'insufficient_privilege',
                        message = format('rows of %I are never changed or deleted', tg_table_name);
                    end
                    """)
            statements += function.statements(
                comment: "Keeps the rows of a table as they came.", closedTo: APIRole.everybody)
        }
        if model.entities.contains(where: \.isHistory) { statements += keepingVersions }
        for enumeration in model.enumerations {
            guard let type = enumeration.nativeType else { continue }
            statements.append(.createEnum(.init("public", type), values: enumeration.values.map(\.name)))
        }
        return statements
    }

    /// The table that a reference points at, and its key columns with their types.
    func target(of target: DomainModel.ReferenceTarget) -> (table: QualifiedName, columns: [String], types: [String]) {
        guard case .entity(let name) = target, let entity = entities[name] else {
            return (Self.accounts, ["id"], ["uuid"])
        }
        return (.init("public", entity.table), entity.keyColumns, keyTypes(of: entity))
    }

    func keyTypes(of entity: DomainModel.Entity) -> [String] {
        switch entity.key {
        case .id(.bigint): ["bigint"]
        case .id(.uuid), .account: ["uuid"]
        case .composite(let parts):
            parts.flatMap { part in
                if let attribute = entity.attribute(named: part.name) { return [type(of: attribute)] }
                if let reference = entity.reference(named: part.name) { return target(of: reference.target).types }
                return []
            }
        }
    }

    /// Referenced tables first, otherwise in the model's order; keys that close a circle are postponed.
    private static func inDependencyOrder(_ tables: [TableSchema]) -> ([TableSchema], [Statement]) {
        let positions = Dictionary(
            tables.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        var ordered: [TableSchema] = []
        var postponed: [Statement] = []
        var state = [Int](repeating: 0, count: tables.count)  // 0 untouched, 1 on the path, 2 done
        for start in tables.indices where state[start] == 0 {
            var path: [(table: Int, next: Int)] = [(start, 0)]
            state[start] = 1
            while let (current, next) = path.last {
                let keys = tables[current].definition.foreignKeys
                if next < keys.count {
                    path[path.count - 1].next += 1
                    if let target = positions[keys[next].table], target != current, state[target] == 0 {
                        state[target] = 1
                        path.append((target, 0))
                    }
                } else {
                    var table = tables[current]
                    let circular = table.definition.constraints.filter { constraint in
                        guard case .foreignKey(let key) = constraint.kind, let target = positions[key.table]
                        else { return false }
                        return target != current && state[target] == 1
                    }
                    table.definition.constraints.removeAll(where: circular.contains)
                    postponed += circular.map { .addConstraint(table.name, $0) }
                    ordered.append(table)
                    state[current] = 2
                    path.removeLast()
                }
            }
        }
        return (ordered, postponed)
    }
}
