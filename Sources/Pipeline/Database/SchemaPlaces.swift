internal import AccessControl
internal import Catalog
internal import Diagnostics
internal import Naming
internal import SQL
internal import Schema

/// Where the generated files make what a database holds.
struct SchemaPlaces {
    private var places: [Fact.ID: SourceLocation] = [:]

    init(_ schema: DatabaseSchema, _ access: AccessSchema) {
        for file in SchemaFiles.files(of: schema) + SchemaFiles.files(of: access) {
            for (statement, line) in file.lines {
                guard let object = statement.object else { continue }
                places[object] = SourceLocation(file: file.path, line: line, column: 1)
            }
        }
    }

    /// The objects whose names berry chose, of the 63 bytes that a name can have. It shortens longer ones itself, with a
    /// digest at the end.
    var objectsWithLongNames: [Fact.ID] { places.keys.filter { $0.name.utf8.count >= 63 } }

    subscript(object: Fact.ID) -> SourceLocation? { places[object] }
}

extension Statement {
    /// What it makes, as a catalog calls it.
    fileprivate var object: Fact.ID? {
        switch self {
        case .createSchema(let name): Fact.ID(.schema, quotedIdentifier(name))
        case .createEnum(let name, _): Fact.ID(.enumeration, name.sql)
        case .createTable(let table): Fact.ID(.table, table.name.sql)
        case .addConstraint(let table, let constraint):
            Fact.ID(.constraint, "\(quotedIdentifier(constraint.name)) on \(table.sql)")
        case .createIndex(let index): Fact.ID(.index, QualifiedName(index.table.schema, index.name).sql)
        case .createFunction(let function): Fact.ID(.function, function.signature.sql)
        case .createTrigger(let trigger):
            Fact.ID(.trigger, "\(quotedIdentifier(trigger.name)) on \(trigger.table.sql)")
        case .createPolicy(let policy):
            Fact.ID(.policy, "\(quotedIdentifier(policy.name)) on \(policy.table.sql)")
        default: nil
        }
    }
}
