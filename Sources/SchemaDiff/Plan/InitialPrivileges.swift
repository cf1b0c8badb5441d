internal import Catalog

/// What a new thing grants before anybody says so: PostgreSQL's own defaults, and those that `ALTER DEFAULT PRIVILEGES`
/// set for whoever runs the plan (manual, "Privileges").
struct InitialPrivileges {
    /// Sort of object → schema or "" → grantee → privileges.
    private var defaults: [String: [String: [String: String]]] = Self.builtIn.mapValues { ["": $0] }

    private static let builtIn = ["functions": ["public": "execute"], "types": ["public": "usage"]]

    init(_ catalog: Catalog) {
        for fact in catalog.facts + catalog.platform
        where fact.kind == .defaultPrivilege && fact[.role] == "current_user" {
            guard let objects = fact[.objects], let grantee = fact[.grantee] else { continue }
            defaults[objects, default: [:]][fact[.schema] ?? "", default: [:]][grantee] = fact[.privileges]
        }
    }

    /// Grantee → privileges of something new.
    private func privileges(of fact: Fact) -> [String: String] {
        guard let objects = fact.kind.defaultObjects, let lists = defaults[objects] else { return [:] }
        let everywhere = lists[""] ?? [:]
        guard let schema = fact[.schema], let here = lists[schema] else { return everywhere }
        return everywhere.merging(here) { first, second in
            Set(first.split(separator: ", ")).union(second.split(separator: ", ")).sorted().joined(separator: ", ")
        }
    }

    /// The statements for a grant on something new, which come out the same whether or not the database has these
    /// defaults.
    func statements(for grant: Fact, _ things: Things, _ fates: Fates) -> [String] {
        guard let parent = grant.parent, let about = things.to[parent] else { return [] }
        let isNew = things[parent].map(fates.isCreated) ?? false
        let first = isNew ? privileges(of: about)[grant[.grantee] ?? ""] : nil
        guard let first, first != grant[.privileges] || !builtIn(about, grant) else {
            return first == nil ? GrantChanges.statements(grant, from: nil, to: grant[.privileges], in: things.to) : []
        }
        let revocation = GrantChanges.statements(grant, from: "all", to: nil, in: things.to)
        return revocation + GrantChanges.statements(grant, from: nil, to: grant[.privileges], in: things.to)
    }

    /// Whether PostgreSQL itself gives every database's things what `grant` says.
    private func builtIn(_ about: Fact, _ grant: Fact) -> Bool {
        grant[.grantee] == "public" && Self.builtIn[about.kind.defaultObjects ?? ""]?["public"] == grant[.privileges]
    }

    /// The statements that take from everybody whom `catalog` doesn't let have it.
    func revocations(for fact: Fact, in catalog: Catalog) -> [String] {
        privileges(of: fact).sorted { $0.key < $1.key }.flatMap { grantee, _ -> [String] in
            guard catalog[Fact.ID(.grant, "on \(fact.id) to \(grantee)")] == nil else { return [] }
            return GrantChanges.statements(on: fact, to: grantee, from: "all", to: nil)
        }
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
