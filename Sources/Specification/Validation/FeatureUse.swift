public import Diagnostics

/// A feature that a specification uses, and where.
public struct FeatureUse: Sendable {
    public let feature: Feature
    public let location: SourceLocation?
}

extension Specification {
    /// Every use of a feature that isn't generated yet, as the diagnostic that refuses it.
    public func refusals() -> [Diagnostic] {
        featureUses().compactMap { use in
            guard case .refused(let code) = use.feature.generation else { return nil }
            return Diagnostic(
                .error, code,
                "\(use.feature.spelling) is part of the language, but this version of berry "
                    + "can't generate it yet", at: use.location, fix: "leave it out, or wait for a later version")
        }
    }

    /// Uses of features that are new with a later issue; those that were generated from the beginning are left out.
    func featureUses() -> [FeatureUse] {
        var uses = Uses()
        uses.add(.anonymousAccounts, if: anonymousAccounts == true, source, "anonymousAccounts")
        uses.add(.rolesFrom, if: rolesFrom != nil, source, "rolesFrom")
        uses.add(.tenancy, if: tenancy != nil, source, "tenancy")
        for role in roles { uses.add(.roleHierarchy, if: !role.includes.isEmpty, role.source, "includes") }
        uses.add(.views, if: !views.isEmpty, source, "views")
        for view in views { uses.add(.materialized, if: view.materialized == true, view.source, "materialized") }
        uses.add(.queries, if: !queries.isEmpty, source, "queries")
        uses.add(.groups, if: !groups.isEmpty, source, "groups")
        uses.add(.include, if: !include.isEmpty, source, "include")
        uses.add(.extensions, if: !extensions.isEmpty, source, "extensions")
        uses.add(.sql, if: !sql.isEmpty, source, "sql")
        for (index, module) in modules.enumerated() {
            if let feature = Feature(rawValue: module.rawValue) {
                uses.list.append(
                    FeatureUse(feature: feature, location: source.location("modules", .index(index))))
            }
        }
        for declaration in enums {
            uses.add(.renamedFrom, if: declaration.renamedFrom != nil, declaration.source, "renamedFrom")
            uses.add(values: declaration.values, removed: declaration.removed, declaration.source)
        }
        for entity in entities { uses.add(entity) }
        return uses.list
    }
}

private struct Uses {
    var list: [FeatureUse] = []

    mutating func add(_ feature: Feature, if condition: Bool, _ source: Source, _ key: String) {
        if condition { list.append(FeatureUse(feature: feature, location: source.location(ofKey: key))) }
    }

    /// Where the value itself makes the difference.
    mutating func add(_ feature: Feature, if condition: Bool, _ source: Source, value key: String) {
        if condition { list.append(FeatureUse(feature: feature, location: source.location(.key(key)))) }
    }

    mutating func add(values: [EnumValue], removed: [RemovedValue], _ source: Source) {
        add(.removedValues, if: !removed.isEmpty, source, "removed")
        for value in values { add(.renamedFrom, if: value.renamedFrom != nil, value.source, "renamedFrom") }
    }

    mutating func add(_ entity: EntityDeclaration) {
        let source = entity.source
        add(.renamedFrom, if: entity.renamedFrom != nil, source, "renamedFrom")
        add(.schema, if: entity.schema != nil && entity.schema != "public", source, "schema")
        add(.members, if: entity.members != nil, source, "members")
        add(.softDelete, if: entity.softDelete == true, source, "softDelete")
        add(.appendOnly, if: entity.appendOnly == true, source, "appendOnly")
        add(.history, if: entity.history == true, source, "history")
        add(.realtime, if: entity.realtime == true, source, "realtime")
        add(.search, if: !entity.search.isEmpty, source, "search")
        add(.noOverlap, if: !entity.noOverlap.isEmpty, source, "noOverlap")
        add(.partitionBy, if: entity.partitionBy != nil, source, "partitionBy")
        for unique in entity.unique {
            add(.deferrable, if: unique.deferrable == true, unique.source, "deferrable")
        }
        for field in entity.fields { add(field) }
        for relation in entity.relations {
            add(.renamedFrom, if: relation.renamedFrom != nil, relation.source, "renamedFrom")
            add(.backfill, if: relation.backfill != nil, relation.source, "backfill")
            add(.deferrable, if: relation.deferrable == true, relation.source, "deferrable")
            add(.arcs, if: !relation.entities.isEmpty, relation.source, "entities")
        }
        for grant in entity.access ?? [] { add(grant) }
    }

    private mutating func add(_ field: FieldDeclaration) {
        let source = field.source
        add(.renamedFrom, if: field.renamedFrom != nil, source, "renamedFrom")
        add(.backfill, if: field.backfill != nil, source, "backfill")
        add(.generated, if: field.generated != nil, source, "generated")
        add(.hidden, if: field.hidden == true, source, "hidden")
        add(.personal, if: field.personal == true, source, "personal")
        add(values: field.values, removed: field.removed, source)
        if let feature = Feature(rawValue: field.type.rawValue) { add(feature, if: true, source, value: "type") }
    }

    private mutating func add(_ grant: Grant) {
        switch grant {
        case .require(let requirement): add(.require, if: true, requirement.source, "require")
        case .allow(let grant):
            add(grant.who, grant.source)
            for (key, conditions) in [("when", grant.when), ("becomes", grant.becomes)] {
                for condition in conditions?.elements ?? [] { add(condition, key, grant.source) }
            }
        }
    }

    private mutating func add(_ who: Who, _ source: Source) {
        switch who {
        case .anyone, .signedIn, .service, .owner, .role: break
        case .account(let path): add(.dottedPaths, if: path.contains("."), source, value: "who")
        case .memberOf: add(.memberOf, if: true, source, value: "who")
        case .through: add(.through, if: true, source, value: "who")
        case .listedIn: add(.listedIn, if: true, source, value: "who")
        case .all(let parts):
            add(.all, if: true, source, value: "who")
            for part in parts { add(part, source) }
        }
    }

    private mutating func add(_ condition: Condition, _ key: String, _ source: Source) {
        switch condition {
        case .any(let alternatives):
            add(.any, if: true, source, key)
            for alternative in alternatives { add(alternative, key, source) }
        case .comparison(let comparison):
            add(.dottedPaths, if: comparison.field.contains("."), comparison.source, "field")
        }
    }
}
