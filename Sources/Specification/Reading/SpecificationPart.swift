public import Diagnostics

extension Specification {
    /// Reads a document with the files that it includes; names are shared by all of them.
    public static func read(_ document: Document, reporting diagnostics: inout Diagnostics) -> Specification? {
        var reading = Reading(file: document.file)
        var specification = Specification.read(document.root, &reading)
        diagnostics.report(reading.diagnostics)
        for part in document.parts {
            var reading = Reading(file: part.file)
            if let part = SpecificationPart.read(part.root, &reading) { specification?.add(part) }
            diagnostics.report(reading.diagnostics)
        }
        return specification
    }

    private mutating func add(_ part: SpecificationPart) {
        roles += part.roles
        enums += part.enums
        entities += part.entities
        views += part.views
        queries += part.queries
        groups += part.groups
        extensions += part.extensions.filter { !extensions.contains($0) }
        sql += part.sql.filter { !sql.contains($0) }
    }
}

/// An included file: of the shape of a specification, without what is said once for all of it.
struct SpecificationPart: SpecificationObject {
    static let title = "an included file"
    static let definition = "specificationPart"
    var schema: String?
    var format: Int?
    var name: String?
    var description: String?
    var roles: [RoleDeclaration] = []
    var enums: [EnumDeclaration] = []
    var entities: [EntityDeclaration] = []
    var views: [ViewDeclaration] = []
    var queries: [QueryDeclaration] = []
    var groups: [Group] = []
    var extensions: [String] = []
    var sql: [String] = []
    var source = Source()

    static let keys: [Key<SpecificationPart>] = [
        Key("$schema", \.schema, "The JSON Schema that editors check the file against."),
        Key("berry", \.format, "The format's version, as in the file that includes it."),
        Key("name", \.name, "What the part is called; for readers."),
        Key("description", \.description, "What the part is about; for readers."),
        Key(list: "roles", \.roles, "App-wide roles."),
        Key(list: "enums", \.enums, "Value sets that several fields share."),
        Key(list: "entities", \.entities, "What the application keeps."),
        Key(list: "views", \.views, "Named SELECT statements."),
        Key(list: "queries", \.queries, "Typed SQL for the repositories."),
        Key(list: "groups", \.groups, "Named sets of entities, for documentation."),
        Key(list: "extensions", \.extensions, "PostgreSQL extensions beyond those that a type implies."),
        Key(list: "sql", \.sql, "Hand-written SQL files that are part of the schema."),
    ]
}
