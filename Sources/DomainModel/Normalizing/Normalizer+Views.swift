internal import Diagnostics
internal import Naming
internal import SQL
internal import Specification

/// Queries that are read like tables.
extension Normalizer {
    mutating func makeViews() {
        var waiting = specification.views.filter { checkView($0) }
        // A view may read those declared behind it.
        while !waiting.isEmpty {
            let names = Set(waiting.map { snakeCase($0.name) })
            let ready = waiting.filter { view in
                !relations(of: view).contains { names.contains($0) && $0 != snakeCase(view.name) }
            }
            for view in ready.isEmpty ? waiting : ready { makeView(view) }
            waiting.removeAll { view in ready.isEmpty || ready.contains { $0.name == view.name } }
        }
    }

    private func relations(of view: ViewDeclaration) -> [String] {
        SelectStatement.relations(in: view.sql)
            .filter { $0.schema == nil || $0.schema == "public" }.map(\.name)
    }

    /// Everything but the statement: names, rights, and what this version can't generate.
    private mutating func checkView(_ declaration: ViewDeclaration) -> Bool {
        let source = declaration.source
        guard checkName(declaration.name, "a view's name", of: source), source.isReadable("sql") else { return false }
        let name = snakeCase(declaration.name)
        guard checkLength(ofDatabaseName: name, "view", at: source.location("name")) else { return false }
        checkLength(
            ofFileName: declaration.name, "a view's name", most: longestFileNamePart, at: source.location("name"))
        let singular = pascalCase(singularized(name))
        if !relationNames.insert(name) || entity(named: singular) != nil || enumeration(named: singular) != nil {
            error(
                "duplicate-name", "there is an entity, enum, table, index or view called '\(declaration.name)' already",
                at: source.location("name"), fix: "give the view another name")
            return false
        }
        checkRights(of: declaration)
        return true
    }

    private mutating func checkRights(of declaration: ViewDeclaration) {
        let source = declaration.source
        switch (declaration.rights ?? .caller, declaration.access) {
        case (.caller, .some):
            error(
                "view-access", "with its callers' rights a view shows each of them what they may read anyway",
                at: source.location(ofKey: "access"),
                fix: "leave \"access\" out, or write \"rights\": \"owner\"")
        case (.owner, nil):
            error(
                "view-access",
                "with its owner's rights a view shows rows that nobody else may read, so it says to whom",
                at: source.location("rights"),
                fix: #"add "access", for example [{"who": "signedIn", "can": ["read"]}]"#)
        default: break
        }
    }

    private mutating func makeView(_ declaration: ViewDeclaration) {
        let source = declaration.source
        let name = snakeCase(declaration.name)
        if relations(of: declaration).contains(name) {
            error("view-statement", "a view can't read itself", at: source.location("sql"))
            return
        }
        let statement: SelectStatement
        do throws(SelectStatement.Refusal) {
            let columns = Dictionary(
                tableColumns().map { ($0.key, $0.value.map(\.name)) }, uniquingKeysWith: { first, _ in first })
            statement = try SelectStatement(declaration.sql) { relation in
                relation.schema == nil || relation.schema == "public" ? columns[relation.name] : nil
            }
        } catch {
            self.error(
                "view-statement", error.message,
                at: source.location(inStringAt: "sql", range: error.offset..<error.offset + 1), fix: error.fix)
            return
        }
        let known = tableColumns()
        let columns = statement.columns.map { viewColumn($0, known) }
        for (position, key) in declaration.key.enumerated()
        where !columns.contains(where: { $0.name == snakeCase(key) }) {
            error(
                "unknown-field", "the view doesn't show '\(key)'", at: source.location("key", .index(position)),
                fix: nearest(to: key, among: columns.map(\.name)).map { "write '\($0)'" })
        }
        let others = Set(model.views.map(\.view))
        model.views.append(
            .init(
                name: pascalCase(singularized(name)), view: name, description: declaration.description,
                sql: statement.text, columns: columns, key: declaration.key.map(snakeCase),
                rights: declaration.rights ?? .caller, readers: readers(of: declaration),
                views: statement.relations.map(\.name).filter(others.contains)))
        if declaration.rights == nil {
            decide(
                "\(pascalCase(singularized(name))).rights",
                "shows each caller what it may read of the tables behind it",
                because: "nothing else was said")
        }
    }

    // MARK: Who may read it

    /// Grants of a view with its owner's rights are about the caller: of the rows behind it nothing is known.
    private mutating func readers(of declaration: ViewDeclaration) -> [DomainModel.Grantee] {
        var readers: [DomainModel.Grantee] = []
        for grant in declaration.access ?? [] {
            guard case .allow(let grant) = grant else {
                if case .require(let requirement) = grant {
                    error(
                        "view-grant", "a view asks for no second factor",
                        at: requirement.source.location(ofKey: "require"), fix: "leave it out")
                }
                continue
            }
            let source = grant.source
            if let position = grant.can.firstIndex(where: { $0 != .read }) {
                error(
                    "view-grant", "a view is only read", at: source.location("can", .index(position)),
                    fix: "write \"can\": [\"read\"]")
            }
            for key in ["when", "becomes", "fields"] where source.keys.contains(key) {
                error(
                    "view-grant", "which rows and columns a view shows, its statement says",
                    at: source.location(ofKey: key), fix: "leave it out, and say it in \"sql\"")
            }
            if let reader = reader(grant.who, source) { readers.append(reader) }
        }
        return readers
    }

    private mutating func reader(_ who: Who, _ source: Source) -> DomainModel.Grantee? {
        switch who {
        case .anyone: return .anyone
        case .signedIn: return .signedIn
        case .service: return .service
        case .role(let roles):
            for role in roles where !model.roles.contains(role) {
                error(
                    "unknown-role", "there is no role '\(role)'", at: source.location(.key("who")),
                    fix: nearest(to: role, among: model.roles).map { "write '\($0)'" } ?? "declare it in \"roles\"")
            }
            return .role(roles)
        case .all(let parts):
            let readers = parts.compactMap { reader($0, source) }
            return readers.count == parts.count ? .all(readers) : nil
        case .owner, .account, .memberOf, .through, .listedIn:
            error(
                "view-grant", "a view with its owner's rights is for anyone, signedIn, a role or the service",
                at: source.location(.key("who")),
                fix: "write \"rights\": \"caller\", so that the rules of the tables decide about its rows")
            return nil
        }
    }

    // MARK: Columns

    struct TableColumn {
        let name: String
        let value: DomainModel.ViewValue
        let isRequired: Bool
    }

    /// The columns of every table and view that is there so far.
    func tableColumns() -> [String: [TableColumn]] {
        var tables: [String: [TableColumn]] = [:]
        for entity in model.entities { tables[entity.table] = columns(of: entity) }
        for junction in model.junctions {
            tables[junction.table] = [junction.declaring, junction.other].flatMap { side in
                zip(side.columns, values(ofKeyOf: side.target)).map {
                    TableColumn(name: $0, value: $1, isRequired: true)
                }
            }
        }
        for view in model.views {
            tables[view.view] = view.columns.map { .init(name: $0.name, value: $0.value, isRequired: $0.isRequired) }
        }
        return tables
    }

    private func columns(of entity: Entity) -> [TableColumn] {
        var columns: [TableColumn] = []
        if entity.keyColumns == ["id"], entity.attribute(named: "id") == nil {
            columns.append(.init(name: "id", value: .key(.entity(entity.name)), isRequired: true))
        }
        columns += entity.attributes.map {
            .init(name: $0.column, value: .attribute($0.type, isList: $0.isList), isRequired: $0.isRequired)
        }
        for reference in entity.references {
            columns += zip(reference.columns, values(ofKeyOf: reference.target)).map {
                .init(name: $0, value: $1, isRequired: reference.isRequired)
            }
        }
        let moment = DomainModel.ViewValue.attribute(.timestamp, isList: false)
        if entity.hasTimestamps {
            columns += ["created_at", "updated_at"].map { .init(name: $0, value: moment, isRequired: true) }
        }
        if entity.isSoftDeleted { columns.append(.init(name: Entity.deletionColumn, value: moment, isRequired: false)) }
        return columns
    }

    /// The kinds of the columns that hold a key: a key of one column is a value of its own.
    private func values(ofKeyOf target: DomainModel.ReferenceTarget) -> [DomainModel.ViewValue] {
        guard case .entity(let name) = target, let entity = entity(named: name), case .composite(let parts) = entity.key
        else { return [.key(target)] }
        return parts.flatMap { part -> [DomainModel.ViewValue] in
            if let attribute = entity.attribute(named: part.name) {
                return [.attribute(attribute.type, isList: attribute.isList)]
            }
            return entity.reference(named: part.name).map { values(ofKeyOf: $0.target) } ?? []
        }
    }

    func viewColumn(
        _ column: SelectStatement.Column, _ tables: [String: [TableColumn]]
    ) -> DomainModel.ViewColumn {
        switch column.value {
        case .expression(let type, let isList):
            return .init(
                column.name, .attribute(.init(postgres: type), isList: isList), isRequired: !column.mayBeNull)
        case .untyped: return .init(column.name, .attribute(.text, isList: false), isRequired: false)
        case .column(let name, let relation):
            let found = tables[relation.name]?.first { $0.name == name }
            return .init(
                column.name, found?.value ?? .attribute(.text, isList: false),
                isRequired: found?.isRequired == true && !column.mayBeNull)
        }
    }
}
