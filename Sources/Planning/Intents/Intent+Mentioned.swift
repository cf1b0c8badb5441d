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
        case .tenancy, .feature, .grant, .revoke, .onlyGrant, .members, .membership, .fieldGrant, .check, .noOverlap:
            nil
        }
    }
}

extension NounPhrase {
    fileprivate var mentioned: [String] {
        words + values + [quoted ?? ""] + (parts + owners + kind + within).flatMap(\.mentioned)
    }
}
