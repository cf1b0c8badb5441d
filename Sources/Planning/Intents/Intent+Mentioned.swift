internal import Specification

extension Intent {
    /// The names and words that intents speak of; nil where one of them stands for a whole sentence.
    static func mentioned(_ intents: [Intent]) -> [String]? {
        var names: [String] = []
        for intent in intents {
            guard let more = intent.mentioned else { return nil }
            names += more
        }
        return names
    }

    /// Whether an amount in the sentence can have gone into it.
    var mayMeasure: Bool {
        switch self {
        case .attribute(let noun, _, _): noun.mentionsMeasure
        case .feature(let request): request.measure != nil || !request.details.isEmpty
        case .bound, .setDefault, .unique, .check, .noOverlap, .replace, .deleteRule, .setValues, .addValues,
            .renameValue, .renameMember, .renameEntity, .removeValue:
            true
        default: false
        }
    }

    private var mentioned: [String]? {
        switch self {
        case .entity(let name), .removeEntity(let name), .role(let name): [name]
        case .attribute(let noun, let entity, _): noun.mentioned + [entity]
        case .removeMember(let place), .require(let place, _), .bound(let place, _), .changeType(let place, _),
            .deleteRule(let place, _):
            [place.entity, place.name]
        case .index(let place): [place.entity, place.name, "index"]
        case .removeValue(let value, let place, let becomes): [value, place.entity, place.name, becomes ?? ""]
        case .renameEntity(let name, let new): [name, new]
        case .renameMember(let place, let new): [place.entity, place.name, new]
        case .renameValue(let value, let place, let new): [value, place.entity, place.name, new]
        case .unique(let names, let entity): names + [entity]
        case .setDefault(let place, let value): [place.entity, place.name, value]
        case .addValues(let values, let place), .setValues(let values, let place): values + [place.entity, place.name]
        case .belongsTo(let belonging): [belonging.child, belonging.parent, belonging.name ?? ""]
        case .link(let one, let other, let name): [one, other, name ?? ""]
        case .split(let place, let parts): [place.entity, place.name] + parts.flatMap(\.words)
        case .merge(let places, let noun): places.flatMap { [$0.entity, $0.name] } + noun.words
        case .move(let place, let entity): [place.entity, place.name, entity]
        case .extract(let place, let name): [place.entity, place.name, name]
        case .replace(let place, let noun): [place.entity, place.name] + noun.mentioned
        case .feature(let request):
            request.feature == .translate ? nil : request.mentioned
        case .grant(let grant, let entity), .onlyGrant(let grant, let entity):
            [entity] + grant.who.mentioned + (grant.when?.elements.flatMap(\.mentioned) ?? [])
        case .fieldGrant(let grant, let field, let entity, _): [entity, field] + grant.who.mentioned
        case .revoke(let who, _, let entity): [entity] + who.mentioned
        case .members(let entity): [entity, "member"]
        case .membership(let entity, let group): [entity, group]
        case .noOverlap(let ban, let entity): [entity, ban.from, ban.to] + ban.within
        case .tenancy, .check: nil
        }
    }
}

extension Intent.FeatureRequest {
    fileprivate var mentioned: [String] {
        var names = [target, feature.rawValue, word ?? ""] + fields + values + details.flatMap(\.mentioned)
        if case .entity(let name)? = actor { names.append(name) }
        return names
    }
}

extension Who {
    fileprivate var mentioned: [String] {
        switch self {
        case .anyone, .signedIn, .service, .owner: []
        case .account(let path), .through(let path, _): path.split(separator: ".").map(String.init)
        case .role(let roles): roles
        case .memberOf(let path, let roles): path.split(separator: ".").map(String.init) + roles + ["member"]
        case .listedIn(let entity, let permission, let account, _): [entity, account ?? ""] + permission
        case .all(let several): several.flatMap(\.mentioned)
        }
    }
}

extension Condition {
    fileprivate var mentioned: [String] {
        switch self {
        case .comparison(let comparison):
            [comparison.field]
                + [comparison.isEqual, comparison.isNot].compactMap { literal in
                    if case .string(let text)? = literal { text } else { nil }
                }
        case .any(let several): several.flatMap(\.mentioned)
        }
    }
}

extension NounPhrase {
    fileprivate var mentionsMeasure: Bool {
        measure != nil || defaultValue != nil || (parts + owners).contains(where: \.mentionsMeasure)
    }

    fileprivate var mentioned: [String] {
        words + values + [quoted ?? ""] + (parts + owners + kind + within).flatMap(\.mentioned)
    }
}
