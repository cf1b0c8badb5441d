internal import Specification

/// What a clause asks for, in the specification's terms: a closed set. Names are those of entities and members that
/// exist or that an earlier intent of the plan makes.
enum Intent: Sendable {
    /// The entity, made when there is none.
    case entity(String)
    /// A field, a relation or a part that the phrase describes.
    case attribute(NounPhrase, entity: String, Necessity?)
    case removeEntity(String)
    case removeMember(Place)
    case removeValue(String, Place, becomes: String?)
    case renameEntity(String, to: String)
    case renameMember(Place, to: String)
    case renameValue(String, Place, to: String)
    case require(Place, Bool)
    case unique([String], entity: String)
    case bound(Place, Measure)
    case setDefault(Place, String)
    case changeType(Place, FieldType)
    case addValues([String], Place)
    case setValues([String], Place)
    case belongsTo(Belonging)
    case link(String, String, name: String?)
    case feature(FeatureRequest)
    case deleteRule(Place, DeleteRule)
    case grant(AllowGrant, entity: String)
    case revoke(Who, [Operation], entity: String)
    case onlyGrant(AllowGrant, entity: String)
    case tenancy(String)
    case index(Place)
    case split(Place, into: [NounPhrase])
    case merge([Place], into: NounPhrase)
    case move(Place, to: String)
    case extract(Place, as: String)
    case replace(Place, with: NounPhrase)
    case role(String)
    /// The group gets members: accounts that belong to it.
    case members(String)
    case membership(String, of: String)
    case fieldGrant(AllowGrant, field: String, entity: String, isOnly: Bool)
    case check(CheckDeclaration, entity: String)
    case noOverlap(NoOverlap, entity: String)

    typealias Place = NameIndex.Place

    /// Whether a value must be stated.
    enum Necessity: Sendable { case required, optional }

    /// A reference from one entity to another.
    struct Belonging: Sendable {
        var child: String
        var parent: String
        /// The relation's name where it isn't the parent's.
        var name: String?
        var isRequired: Bool?
        var isOneToOne = false
        /// Whether the child is a part of the parent and goes with it.
        var isPart = false
    }

    /// A ready-made part, and what the sentence says about it.
    struct FeatureRequest: Sendable {
        var feature: Feature
        var target: String
        var actor: Actor?
        /// What is liked, followed, sent: where it isn't the target itself.
        var isMany = false
        var details: [NounPhrase] = []
        var measure: Measure?
        var values: [String] = []
        var fields: [String] = []
        /// The word that asked for it, for names.
        var word: String?
    }

    /// Who does something.
    enum Actor: Sendable, Hashable {
        case account
        case entity(String)
    }
}
