internal import Diagnostics
internal import Expressions
internal import Naming
internal import Specification

/// What the module `shareLinks` brings, as if it had been declared.
///
/// A link names one row, and only its function makes one: whoever may change a row may share it. What can be shared
/// follows from the rules, so the application is looked at without the module first.
struct ShareLinksModule {
    static let entity = "ShareLink"
    static let lifetime = "\(DomainModel.ShareLinks.days) days"
    private static let sharedBy = "sharedBy"

    /// The entities whose rows can be shared, as they were declared.
    private let targets: [(entity: DomainModel.Entity, declaration: EntityDeclaration)]
    private let accounts: String

    /// Nil where the specification has no such module, or nothing to share.
    init?(_ specification: Specification) {
        guard specification.modules.contains(.shareLinks) else { return nil }
        var without = specification
        without.modules.removeAll { $0 == .shareLinks }
        var normalizer = Normalizer(without)
        let model = normalizer.run()
        let declarations = Dictionary(
            zip(model.entities.map(\.name), normalizer.declarations), uniquingKeysWith: { first, _ in first })
        targets = model.shareableEntities.compactMap { entity in declarations[entity.name].map { (entity, $0) } }
        accounts = model.entities.first(where: \.isAccount)?.name ?? "User"
        if targets.isEmpty { return nil }
    }

    var declaration: EntityDeclaration {
        var entity = EntityDeclaration()
        entity.name = Self.entity
        entity.description =
            "Shows one row to whoever has its token, which is answered once and kept nowhere. Deleting the link takes "
            + "that back."
        entity.fields = SecretToken.fields(lifetime: Self.lifetime)
        entity.relations = targets.map { target in
            var relation = RelationDeclaration(
                module: camelCase(target.entity.name), target.entity.name,
                "The \(phrase(target.entity.name)) it shows.",
                isRequired: false)
            relation.onDelete = .cascade
            relation.renamedFrom = target.declaration.renamedFrom.map(camelCase)
            return relation
        }
        entity.relations.append(.init(module: Self.sharedBy, accounts, "Who made it."))
        entity.access = targets.map { target in
            var grant = AllowGrant()
            grant.who = .through(camelCase(target.entity.name), right: .update)
            grant.can = [.read, .delete]
            return .allow(grant)
        }
        entity.order = ["-createdAt"]
        entity.timestamps = true
        return entity
    }

    /// The references of the module's entity that name what a link shows.
    static func targets(of entity: DomainModel.Entity) -> [DomainModel.ShareLinks.Target] {
        entity.references.compactMap { reference in
            guard reference.name != sharedBy, case .entity(let target) = reference.target else { return nil }
            return .init(target, columns: reference.columns)
        }
    }
}

extension DomainModel {
    /// What some account may change and not everybody may read anyway. Left out are profiles, tenants, the entities
    /// that say who is let in, what asks for a second factor, and what is only read together with another row: a link
    /// to that one shows it.
    fileprivate var shareableEntities: [Entity] {
        let listings = listingEntities
        return entities.filter { entity in
            if entity.isAccount || entity.requiresSecondFactor || entity.isAppendOnly { return false }
            if listings.contains(entity.name) || entity.name == tenancy?.listing.target { return false }
            let rules = entity.rules.filter { !$0.who.parts.contains(.service) }
            let reading = rules.filter { $0.can.contains(.read) }
            let isPart = reading.allSatisfy { if case .through(_, .read) = $0.who { true } else { false } }
            return rules.contains { $0.can.contains(.update) } && !isPart
                && !reading.contains { $0.who == .anyone && $0.when.isEmpty }
        }
    }
}

extension Normalizer {
    /// Notes what links can show, and sees to it that each shows one row.
    mutating func resolveShareLinks() {
        guard let position = specification.modules.firstIndex(of: .shareLinks),
            !takenByModules.contains(where: { $0.module == .shareLinks })
        else { return }
        guard let index = index(ofEntity: ShareLinksModule.entity) else {
            refuseEmptyShareLinks(at: specification.source.location("modules", .index(position)))
            return
        }
        let entity = model.entities[index]
        let targets = ShareLinksModule.targets(of: entity)
        model.shareLinks = .init(entity: entity.name, targets: targets)
        let place = specification.source.location("modules")
        let named = targets.compactMap(\.columns.first).joined(separator: ", ")
        let check = readExpression(
            "num_nonnulls(\(named)) = 1", columns: columnKinds(of: entity), expecting: .boolean, at: { _ in place })
        if let check {
            model.entities[index].checks.append(.init(name: "\(entity.table)_one_row", condition: check))
        }
        let phrases = targets.map { phrase(pluralized($0.entity)) }
        decide(
            "shareLinks", "\(Self.list(phrases)) can be shared by link, each by whoever may update it",
            because: "the module 'shareLinks' shares what somebody may update and not everybody may read")
        let routes = model.linkRoutes
        for entity in model.entities where routes[entity.name]?.parents.isEmpty == false {
            decide(
                "\(entity.name).access", "a link to what it is read through shows it, too",
                because: "a grant lets whoever reads that read it")
        }
        decide(
            entity.name,
            "a link works for \(ShareLinksModule.lifetime) unless whoever makes it says otherwise, and its "
                + "token is stored as its hash",
            because: "the module 'shareLinks' brings it")
    }

    /// Of a specification that has other errors, nobody knows what could be shared.
    private mutating func refuseEmptyShareLinks(at place: SourceLocation?) {
        if diagnostics.hasErrors { return }
        error(
            "nothing-to-share",
            "the module 'shareLinks' shows rows to whoever has a link, and there are none that somebody may change and "
                + "not everybody may read", at: place,
            fix: "let somebody update what is to be shared, or leave the module out")
    }

    private static func list(_ phrases: [String]) -> String {
        guard let last = phrases.last, phrases.count > 1 else { return phrases.joined() }
        return phrases.dropLast().joined(separator: ", ") + " and " + last
    }
}
