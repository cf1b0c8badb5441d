internal import Catalog

/// What a new thing grants before anybody says so: PostgreSQL's own defaults, and those that `ALTER DEFAULT PRIVILEGES`
/// set for whoever runs the plan (manual, "Privileges").
struct InitialPrivileges {
    /// Sort of object → schema or "" → grantee → privileges.
    private var defaults: [String: [String: [String: String]]] = Self.builtIn.mapValues { ["": $0] }
    /// Whom the platform gives rights of which nobody knows whether this database has them.
    private var uncertain: Set<String> = []

    private static let builtIn = ["functions": ["public": "execute"], "types": ["public": "usage"]]

    init(_ catalog: Catalog) {
        for fact in catalog.facts + catalog.platform
        where fact.kind == .defaultPrivilege && fact[.role] == "current_user" {
            guard let objects = fact[.objects], let grantee = fact[.grantee] else { continue }
            defaults[objects, default: [:]][fact[.schema] ?? "", default: [:]][grantee] = fact[.privileges]
        }
        uncertain = Set(catalog.platform.compactMap { $0[.grantee] })
    }

    /// Grantee → privileges of something new; for an identity column, of its sequence.
    private func privileges(of fact: Fact) -> [String: String] {
        let objects = fact.hasIdentity ? "sequences" : fact.kind.defaultObjects
        guard let objects, let lists = defaults[objects] else { return [:] }
        let everywhere = lists[""] ?? [:]
        guard let schema = fact[.schema] ?? fact.tableSchema, let here = lists[schema] else { return everywhere }
        return everywhere.merging(here) { first, second in
            Set(first.split(separator: ", ")).union(second.split(separator: ", ")).sorted().joined(separator: ", ")
        }
    }

    /// What takes from everybody, right after `fact` was created, what `catalog` doesn't say word for word. Rights on
    /// columns go along, so nothing may be granted before.
    func revocations(for fact: Fact, in catalog: Catalog) -> [String] {
        privileges(of: fact).sorted { $0.key < $1.key }.flatMap { grantee, privileges -> [String] in
            keeps(grantee, privileges, of: fact, in: catalog)
                ? []
                : GrantChanges.statements(
                    on: fact, isOnIdentity: fact.hasIdentity, to: grantee, from: "all", to: nil)
        }
    }

    /// The statements for a grant; none where a new thing has it from the beginning.
    func statements(for grant: Fact, _ things: Things, _ fates: Fates) -> [String] {
        guard let parent = grant.parent, let about = things.to[parent], let grantee = grant[.grantee] else { return [] }
        let isNew = things[parent].map(fates.isCreated) ?? false
        if isNew, about.hasIdentity == grant.isOnIdentity, let first = privileges(of: about)[grantee],
            keeps(grantee, first, of: about, in: things.to)
        {
            return []
        }
        return GrantChanges.statements(grant, from: nil, to: grant[.privileges], in: things.to)
    }

    /// Whether what `grantee` has from the beginning is what `catalog` says, in whatever database.
    private func keeps(_ grantee: String, _ privileges: String, of fact: Fact, in catalog: Catalog) -> Bool {
        let grant = Fact.ID(.grant, "on \(fact.id) to \(grantee)\(fact.hasIdentity ? " (sequence)" : "")")
        return !uncertain.contains(grantee) && catalog[grant]?[.privileges] == privileges
    }
}

extension Fact {
    /// Whether it is a column that brings a sequence along.
    fileprivate var hasIdentity: Bool { kind == .column && self[.identity] != nil }

    /// The schema of the table that it is on, as SQL writes it.
    fileprivate var tableSchema: String? {
        guard let table = self[.table] else { return nil }
        return table.firstMatch(of: /^("(?:[^"]|"")*"|[^".]+)\./).map { String($0.1) }
    }
}

extension Fact.Kind {
    /// What ALTER DEFAULT PRIVILEGES calls things of this kind.
    fileprivate var defaultObjects: String? {
        switch self {
        case .table, .view, .materializedView: "tables"
        case .sequence: "sequences"
        case .function: "functions"
        case .enumeration, .compositeType, .rangeType, .domain: "types"
        case .schema: "schemas"
        default: nil
        }
    }
}
