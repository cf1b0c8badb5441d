public import DomainModel
public import SQL

/// Everything that a database of the application holds apart from access control, as statements in an order in
/// which they run.
public struct DatabaseSchema: Codable, Hashable, Sendable {
    /// What Supabase brings and plain PostgreSQL lacks: the API roles and the `auth` schema. Empty on Supabase.
    public var platform: [Statement]
    /// What the tables need: the schema `private`, functions, enum types.
    public var preamble: [Statement]
    /// Referenced tables stand before the tables that refer to them.
    public var tables: [TableSchema]
    /// Foreign keys between tables that refer to each other.
    public var postponed: [Statement]
    /// What a database that held something else needs to know besides. It is no part of the schema itself.
    public var evolution: SchemaEvolution

    /// All statements, in order.
    public var statements: [Statement] { platform + preamble + tables.flatMap(\.statements) + postponed }

    /// The table with this name.
    public func table(named name: QualifiedName) -> TableSchema? { tables.first { $0.definition.name == name } }
}

/// A table with what belongs to it.
public struct TableSchema: Codable, Hashable, Sendable {
    public var source: Source
    /// Columns, and the constraints that needn't be postponed.
    public var definition: CreateTable
    public var indexes: [CreateIndex]
    public var triggers: [CreateTrigger]
    /// Functions and triggers elsewhere that exist for this table: the sign-up of an account.
    public var companions: [Statement]
    /// Where each column comes from, by its name.
    public var origins: [String: ColumnOrigin]

    /// The part of the model that the table stands for.
    public enum Source: Codable, Hashable, Sendable {
        case entity(String)
        case junction(String)
    }

    public var name: QualifiedName { definition.name }

    /// The statements that make the table.
    public var statements: [Statement] {
        var statements: [Statement] = [.createTable(definition)]
        if let comment = definition.comment { statements.append(.comment(.table(name), comment)) }
        for column in definition.columns {
            if let comment = column.comment { statements.append(.comment(.column(name, column.name), comment)) }
        }
        statements += indexes.map(Statement.createIndex) + triggers.map(Statement.createTrigger)
        return statements + companions
    }
}

/// What a column stands for in the domain model.
public enum ColumnOrigin: Codable, Hashable, Sendable {
    /// The key that the database makes, or the account's id.
    case key
    case attribute(DomainModel.Attribute)
    /// The column at this position of the reference's key.
    case reference(DomainModel.Reference, position: Int)
    case junctionSide(DomainModel.JunctionSide, position: Int)
    case createdAt, updatedAt
    /// When the row was deleted softly.
    case deletedAt
    /// The words that the row is searched by.
    case search
}
