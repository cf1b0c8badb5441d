public import Catalog
public import Diagnostics
public import Specification

/// A specification made of the tables of a database. It says what the language has words for; SQL beside it has to say
/// the rest.
public struct CatalogImport: Sendable {
    public let specification: Specification
    /// What was decided: warnings.
    public let diagnostics: [Diagnostic]

    /// - Parameters:
    ///   - name: the application's name.
    ///   - target: what the database is on.
    public init(_ catalog: Catalog, named name: String, on target: Target) {
        let found = SchemaCatalog(catalog)
        var translation = Translation(found.schema, tables: Array(found.schema.tables.indices))
        translation.run(named: name)
        var specification = translation.specification
        if target == .postgres { specification.target = .postgres }
        if found.hasNativeEnums {
            var defaults = specification.defaults ?? Defaults()
            defaults.enumStorage = .native
            specification.defaults = defaults
        }
        self.specification = specification
        diagnostics = translation.warnings.map {
            Diagnostic(.warning, $0.code, $0.message, fix: $0.fix)
        }
    }
}
