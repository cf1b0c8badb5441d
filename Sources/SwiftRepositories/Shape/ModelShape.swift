internal import DomainModel
internal import Naming

/// The domain model as Swift sees it: every name chosen, every type known.
struct ModelShape {
    let model: DomainModel
    /// `TodoData`.
    let module: String
    /// `TodoDatabase`.
    let facade: String
    /// The type whose `ID` names an account, where the application keeps no profiles.
    let account: String?
    private(set) var entities: [EntityShape] = []
    /// What entities were before each change.
    private(set) var histories: [EntityShape] = []
    private(set) var views: [ViewShape] = []
    private(set) var queries: [QueryShape] = []
    /// The protocol of the queries: `TodoQueries`.
    let queriesType: String
    /// In the model's order.
    let enumerations: [(type: String, cases: [String])]
    private(set) var junctions: [JunctionShape] = []
    /// The folders of ``SupportFiles/optional`` that the package has.
    let parts: Set<String>

    static func module(of model: DomainModel) -> String { TypeNames.prefix(of: pascalCase(model.name)) + "Data" }

    init(_ model: DomainModel) {
        self.model = model
        module = Self.module(of: model)
        facade = TypeNames.prefix(of: pascalCase(model.name)) + "Database"
        parts = Self.parts(of: model)
        var names = TypeNames(
            reserved: [module, facade] + parts.sorted().flatMap { SupportFiles.optional[$0] ?? [] })
        let resolver = TypeResolver(model, &names)
        account = resolver.account
        enumerations = model.enumerations.map { enumeration in
            (
                resolver.enumerations[enumeration.name] ?? enumeration.name,
                CaseNames.names(of: enumeration.values.map(\.name))
            )
        }
        let typedQueries = model.queries.filter(\.isTyped)
        queriesType = names.claim(queries: TypeNames.prefix(of: pascalCase(model.name)) + "Queries")
        var plurals = NameScope(
            taken: typedQueries.isEmpty ? ["inMemory", "postgres"] : ["inMemory", "postgres", "queries"])
        histories = model.entities.filter(\.isHistory).map { entity in
            EntityShape(entity, type: resolver.entities[entity.name] ?? entity.name, plural: "", resolver)
        }
        entities = model.entities.filter { !$0.isHistory }.map { entity in
            let type = resolver.entities[entity.name] ?? entity.name
            let plural = plurals.claim(camelCase(pluralized(type)), suffix: "Rows")
            return EntityShape(entity, type: type, plural: plural, resolver)
        }
        views = model.views.map { view in
            let type = names.claim(view: view.name)
            return ViewShape(
                view, type: type, plural: plurals.claim(camelCase(pluralized(type)), suffix: "Rows"), resolver)
        }
        var functions = NameScope(taken: ["answer", "init"])
        queries = typedQueries.map { query in
            QueryShape(
                query, name: functions.claim(query.name, suffix: "Query"),
                type: names.claim(row: pascalCase(query.name) + "Row"), resolver)
        }
        var tables = NameScope()
        junctions = model.junctions.map { junction in
            JunctionShape(junction, name: tables.claim(camelCase(junction.name), suffix: "Links"), resolver)
        }
        attachLinks()
        let members = model.tenancy.flatMap { resolver.entities[$0.listing.entity] }
        for index in entities.indices {
            entities[index].history = model.history(of: entities[index].entity).map { history in
                .init(type: resolver.entities[history.name] ?? history.name, key: history.versionedKey)
            }
            entities[index].invitation = InvitationShape(entities[index], in: model, members: members)
        }
        attachSharing(resolver)
    }

    private static func parts(of model: DomainModel) -> Set<String> {
        var parts: Set<String> = model.invitations == nil ? [] : ["Invitations"]
        for attribute in model.entities.flatMap(\.attributes) where !attribute.isHidden {
            if case .column = attribute.currency { parts.insert("Money") }
            if attribute.compound?.kind == .location { parts.insert("Location") }
            if attribute.type.isVector { parts.insert("Vector") }
        }
        if model.shareLinks != nil { parts.insert("ShareLinks") }
        if model.queries.contains(where: \.isTyped) { parts.insert("Queries") }
        if model.entities.contains(where: { $0.search != nil }) { parts.insert("Search") }
        return parts
    }

    /// Gives each entity the links that can be followed from it.
    private mutating func attachLinks() {
        let positions = Dictionary(
            entities.enumerated().map { ($1.entity.name, $0) }, uniquingKeysWith: { first, _ in first })
        for junction in junctions {
            if case .entity(let name) = junction.junction.declaring.target, let position = positions[name] {
                entities[position].links.append(LinkShape(junction, isFromDeclaring: true))
            }
            guard let inverse = junction.junction.inverse, inverse != junction.junction.relation else {
                continue
            }
            if case .entity(let name) = junction.junction.other.target, let position = positions[name] {
                entities[position].links.append(LinkShape(junction, isFromDeclaring: false))
            }
        }
    }
    /// Gives each entity whose rows links show the ways there.
    private mutating func attachSharing(_ resolver: TypeResolver) {
        guard let links = model.shareLinks.flatMap({ resolver.entities[$0.entity] }) else { return }
        let routes = model.linkRoutes
        let positions = Dictionary(
            model.entities.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        func shape(of name: String) -> SharingShape? {
            guard let route = routes[name], let position = positions[name] else { return nil }
            let parents = route.parents.compactMap { rule -> (columns: [String], shape: SharingShape)? in
                guard case .through(let step, _) = rule.who else { return nil }
                return shape(of: step.entity).map { (step.columns, $0) }
            }
            return SharingShape(
                type: entities[position].type, links: links, entity: model.entities[position],
                columns: route.columns ?? [], parents: parents)
        }
        for index in entities.indices { entities[index].sharing = shape(of: entities[index].entity.name) }
    }
}
