public import Catalog
public import Diagnostics
public import Specification

/// A specification made of the tables of a database. It says what the language has words for; SQL beside it has to say
/// the rest.
public struct CatalogImport: Sendable {
    public let specification: Specification
    /// The tables that became entities, by these: their names as SQL writes them.
    public let tables: [String: String]
    /// The policies that became grants.
    public let replaced: Set<Fact.ID>
    /// What was decided: warnings.
    public let diagnostics: [Diagnostic]

    /// - Parameters:
    ///   - name: the application's name.
    ///   - target: what the database is on.
    ///   - aside: tables that SQL beside the specification says, by their names as SQL writes them.
    public init(_ catalog: Catalog, named name: String, on target: Target, aside: Set<String> = []) {
        let found = SchemaCatalog(catalog, aside: aside)
        var translation = Translation(found.schema, tables: Array(found.schema.tables.indices))
        translation.run(named: name)
        var specification = translation.specification
        if target == .postgres { specification.target = .postgres }
        if found.hasNativeEnums {
            var defaults = specification.defaults ?? Defaults()
            defaults.enumStorage = .native
            specification.defaults = defaults
        }
        Self.stateDeleteRule(&specification)
        self.specification = specification
        replaced = found.replacedPolicies
        tables = Dictionary(
            uniqueKeysWithValues: translation.entityNames.map { ($0.value, found.names[$0.key]) })
        diagnostics = translation.warnings.map {
            Diagnostic(.warning, $0.code, $0.message, fix: $0.fix)
        }
    }

    /// Where most relations have the rule that SQL has by itself, it is said once.
    private static func stateDeleteRule(_ specification: inout Specification) {
        let rules = specification.entities.flatMap(\.relations).filter { $0.kind == .belongsTo }.map(\.onDelete)
        guard rules.count(where: { $0 == .noAction }) * 2 > rules.count else { return }
        var defaults = specification.defaults ?? Defaults()
        defaults.onDelete = .noAction
        specification.defaults = defaults
        for entity in specification.entities.indices {
            for index in specification.entities[entity].relations.indices {
                let relation = specification.entities[entity].relations[index]
                guard relation.kind == .belongsTo else { continue }
                let rule = relation.onDelete ?? .restrict
                specification.entities[entity].relations[index].onDelete = rule == .noAction ? nil : rule
            }
        }
    }
}
