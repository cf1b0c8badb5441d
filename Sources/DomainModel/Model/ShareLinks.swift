internal import Naming
internal import Specification

extension DomainModel {
    /// How single rows are shown to whoever has a link to them.
    public struct ShareLinks: Codable, Hashable, Sendable {
        /// The entity whose rows are the links.
        public var entity: String
        /// What can be shared, in the model's order.
        public var targets: [Target]

        /// An entity whose rows can be shared.
        public struct Target: Codable, Hashable, Sendable {
            public var entity: String
            /// The columns of a link that name the row.
            public var columns: [String]

            public init(_ entity: String, columns: [String]) {
                self.entity = entity
                self.columns = columns
            }
        }

        public init(entity: String, targets: [Target]) {
            self.entity = entity
            self.targets = targets
        }

        /// The columns of a link besides those that name what it shows.
        public static let tokenHash = "token_hash"
        public static let expiresAt = "expires_at"
        public static let sharedBy = "shared_by_id"
        /// For how many days a link works where nothing else is said.
        public static let days = 30
    }

    /// How a link leads to the rows of one entity.
    public struct LinkRoute: Codable, Hashable, Sendable {
        /// The columns of a link that name such a row; nil for what is only shown with another row.
        public var columns: [String]?
        /// The rules by which whoever may read a row reads what belongs to it, where a link shows that row.
        public var parents: [Rule]
    }

    /// What links show: the rows that are shared, and those that are read through them. Entities whose rows say who is
    /// let in, profiles, and what asks for a second factor aren't shown with others.
    public var linkRoutes: [String: LinkRoute] {
        guard let shareLinks else { return [:] }
        let closed = listingEntities.union([shareLinks.entity])
        var routes: [String: LinkRoute] = [:]
        for target in shareLinks.targets { routes[target.entity] = LinkRoute(columns: target.columns, parents: []) }
        func parents(of entity: Entity, in routes: [String: LinkRoute]) -> [Rule] {
            if closed.contains(entity.name) || entity.isAccount || entity.requiresSecondFactor { return [] }
            return entity.rules.filter { rule in
                guard case .through(let step, .read) = rule.who, rule.can.contains(.read) else { return false }
                return routes[step.entity] != nil
            }
        }
        var isGrowing = true
        while isGrowing {
            isGrowing = false
            for entity in entities where routes[entity.name] == nil && !parents(of: entity, in: routes).isEmpty {
                routes[entity.name] = LinkRoute(columns: nil, parents: [])
                isGrowing = true
            }
        }
        let reached = routes
        for entity in entities { routes[entity.name]?.parents = parents(of: entity, in: reached) }
        return routes
    }

    /// The columns of the references of which each row of an entity has exactly one; empty where there are none such.
    public func exclusiveReferences(of entity: String) -> [[String]] {
        shareLinks?.entity == entity ? shareLinks?.targets.map(\.columns) ?? [] : []
    }

    /// Entities whose rows let accounts in to rows of others.
    public var listingEntities: Set<String> {
        let memberships = ([tenancy] + entities.map(\.membership)).compactMap { $0?.listing }
        let granted = entities.flatMap(\.rules).flatMap(\.who.parts).compactMap { part -> Listing? in
            switch part {
            case .member(_, let listing), .listed(let listing): listing
            default: nil
            }
        }
        return Set((memberships + granted).map(\.entity) + [invitations?.entity].compactMap(\.self))
    }
}

extension DomainModel.Entity {
    /// The function that makes a link to one of its rows: `share_order_item`.
    public var sharingFunction: String { boundedName("share_\(snakeCase(name))") }
    /// The function that shows its rows to whoever has a link: `shared_order_items`.
    public var sharedRowsFunction: String { boundedName("shared_\(table)") }
}
