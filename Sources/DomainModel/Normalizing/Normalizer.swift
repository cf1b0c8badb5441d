public import Diagnostics
internal import Naming
public import Specification

extension DomainModel {
    /// Decides every default of `specification` and resolves every name in it.
    ///
    /// Everything that is wrong is reported in one run; nil when any of it is an error.
    public static func normalize(
        _ specification: Specification, reporting diagnostics: inout Diagnostics
    ) -> DomainModel? {
        var normalizer = Normalizer(specification)
        let model = normalizer.run()
        diagnostics.report(normalizer.diagnostics)
        return normalizer.diagnostics.hasErrors ? nil : model
    }
}

/// Builds the model step by step. Each step is an extension in a file of its own; a part that is wrong is left
/// out of the model so that the steps after it can go on finding more.
struct Normalizer {
    typealias Entity = DomainModel.Entity
    typealias Reference = DomainModel.Reference

    /// With the entities that modules bring.
    let specification: Specification
    /// Declared entities in the place of those that modules bring.
    let takenByModules: [ModuleEntity.Taken]
    var diagnostics = Diagnostics()
    var model: DomainModel

    /// Declarations that made it into the model, in its order.
    var declarations: [EntityDeclaration] = []
    /// ``folded(_:)`` name of an entity → its position in the model.
    var positions: [String: Int] = [:]
    /// Name of an entity or enumeration in the model → its position there.
    var indices: [String: Int] = [:]
    var enumerationIndices: [String: Int] = [:]
    /// Names of the enumerations in "enums".
    var sharedEnumerations: Set<String> = []
    /// The entity whose rows are the accounts' profiles, if there is one.
    var accountEntity: String?
    /// Names of tables, indexes, unique constraints and types.
    var relationNames = SchemaNames()
    /// Where each reference was declared, for diagnostics of later steps: entity name → reference name → place.
    var referenceSources: [String: [String: Source]] = [:]
    /// hasMany, hasOne and manyToMany declarations that were taken up by another declaration.
    var inverses: Set<RelationKey> = []
    /// Entities that have no owner because something is wrong with it, which was reported.
    var withoutOwner: Set<String> = []
    /// Entities some of whose grants were refused, so that nobody knows what all of them give.
    var entitiesWithUnknownRules: Set<String> = []
    /// Entities whose rows let accounts in to rows of others.
    var listingEntities: Set<String> = []
    /// Grants that depend on a right on another row.
    var throughUses: [ThroughUse] = []
    /// References whose onDelete was stated from the other side.
    var ruledByInverse: Set<RelationKey> = []

    struct RelationKey: Hashable {
        let entity: String
        let relation: String
    }

    init(_ specification: Specification) {
        takenByModules = ModuleEntity.taken(in: specification)
        self.specification = ModuleEntity.completed(specification)
        model = DomainModel(
            name: specification.name, description: specification.description,
            target: specification.target ?? .supabase, roles: specification.roles.map(\.name))
    }

    mutating func run() -> DomainModel {
        checkHeader()
        checkModules()
        makeExtensions()
        makeSharedEnumerations()
        makeEntities()
        for index in model.entities.indices { makeAttributes(ofEntityAt: index) }
        makeGroups()
        makeReferences()
        makeInverseReferences()
        makeStatedCollections()
        resolveKeys()
        resolveReferenceColumns()
        refuseRequiredCycles()
        makeJunctions()
        nameTypes()
        for index in model.entities.indices {
            refuseCollisions(inEntityAt: index)
            checkWidth(ofEntityAt: index)
            chooseOwner(ofEntityAt: index)
            makeLimits(ofEntityAt: index)
        }
        reserveKeyNames()
        resolveRoles()
        resolveMemberships()
        for index in model.entities.indices {
            makeGenerated(ofEntityAt: index)
            makeConstraints(ofEntityAt: index)
            keepTogether(ofEntityAt: index)
            shareCurrencies(ofEntityAt: index)
            checkArcs(ofEntityAt: index)
            makeSearch(ofEntityAt: index)
            makeExclusions(ofEntityAt: index)
            warnOfRefusedSignUps(ofEntityAt: index)
        }
        addMembershipUniques()
        findTenants()
        for index in model.entities.indices { makeRules(ofEntityAt: index) }
        refuseSelfPromotion()
        checkThrough()
        applyTenancy()
        resolveInvitations()
        resolveShareLinks()
        checkFirstMember()
        refuseConditionsOnGenerated()
        warnOfSelfListing()
        makeHistories()
        for index in model.entities.indices { warnOfUnusedIndexes(ofEntityAt: index) }
        makeViews()
        makeQueries()
        noteColumnsOfRules()
        noteFormerNames()
        decideForAll()
        return model
    }

    mutating func error(
        _ code: String, _ message: String, at location: SourceLocation?, notes: [Diagnostic.Note] = [],
        fix: String? = nil
    ) {
        diagnostics.error(code, message, at: location, notes: notes, fix: fix)
    }

    /// One key for all spellings of an entity's name. Files are named after entities, and not every file system
    /// tells `Todo` from `ToDo`.
    static func folded(_ name: String) -> String { words(of: name).joined() }

    /// The position of the entity that `name` means, however it is cased.
    func position(of name: String) -> Int? { positions[Self.folded(name)] }

    func index(ofEntity name: String) -> Int? { indices[name] }

    func entity(named name: String) -> Entity? { indices[name].map { model.entities[$0] } }

    func enumeration(named name: String) -> DomainModel.Enumeration? {
        enumerationIndices[name].map { model.enumerations[$0] }
    }

    /// What happens to rows whose parent is deleted, where nothing else is said.
    var defaultDeleteRule: DeleteRule { specification.defaults?.onDelete ?? .restrict }

    private mutating func checkHeader() {
        let source = specification.source
        if specification.format != Specification.currentFormat, source.isReadable("berry") {
            error(
                "unknown-format",
                "this version of berry reads format \(Specification.currentFormat), not "
                    + "\(specification.format)", at: source.location("berry"),
                fix: "write \"berry\": \(Specification.currentFormat)")
        }
        if checkName(specification.name, "an application's name", of: source, allowing: "-") {
            checkLength(
                ofFileName: specification.name, "an application's name", most: 63, at: source.location("name"))
        }
        if specification.target == nil, source.isReadable("target") {
            decide("target", "supabase", because: "nothing else was said, and Supabase brings accounts with it")
        }
        var seen: Set<String> = []
        for role in specification.roles {
            guard checkName(role.name, "a role", of: role.source, allowing: "-") else { continue }
            if !seen.insert(role.name).inserted {
                error(
                    "duplicate-name", "the role '\(role.name)' is declared twice", at: role.source.location("name"))
            }
        }
    }
}
