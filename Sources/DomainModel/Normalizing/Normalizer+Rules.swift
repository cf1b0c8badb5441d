internal import Diagnostics
internal import Naming
internal import Specification

extension Normalizer {
    mutating func makeRules(ofEntityAt index: Int) {
        let entity = model.entities[index]
        let declaration = declarations[index]
        guard let grants = declaration.access else {
            applyDefaultAccess(to: index, at: declaration.source.location("name"))
            setOwnerDefault(ofEntityAt: index)
            return
        }
        var updates: [UpdateGrant] = []
        // What a grant that was refused gives isn't known, so nothing is said to be missing.
        var isComplete = true
        for case .allow(let grant) in grants {
            for grant in expanded(grant, of: entity) {
                guard grant.source.isReadable("who"), let rules = rules(grant, of: entity) else {
                    isComplete = false
                    continue
                }
                model.entities[index].rules += rules
                for rule in rules where rule.can.contains(.update) && rule.who != .service {
                    updates.append((grant, rule))
                }
            }
        }
        refuseDifferingFields(grants, ofEntityAt: index)
        if !isComplete { entitiesWithUnknownRules.insert(entity.name) }
        if isComplete {
            warnOfBlindUpdates(ofEntityAt: index)
            warnOfHandingOn(updates, of: entity)
        }
        warnOfCombinations(updates, of: entity)
        setOwnerDefault(ofEntityAt: index)
        warnOfImpossibleCreation(grants, ofEntityAt: index)
    }

    private mutating func applyDefaultAccess(to index: Int, at place: SourceLocation?) {
        let entity = model.entities[index]
        if let rules = tenancyDefaults(for: entity) ?? invitationDefaults(for: entity) {
            model.entities[index].rules = rules
        } else if let path = ownerPath(of: entity), !listingEntities.contains(entity.name) {
            let grants = EntityDeclaration.defaultAccess(hasOwner: true, isAppendOnly: entity.isAppendOnly)
            model.entities[index].rules = grants.compactMap { grant in
                guard case .allow(let grant) = grant else { return nil }
                return DomainModel.Rule(.account(path), can: grant.can)
            }
            decide(
                "\(entity.name).access",
                "owners may \(entity.isAppendOnly ? "read and create" : "do everything with") their rows, others nothing",
                because: "no access was stated")
        } else if !withoutOwner.contains(entity.name) {
            diagnostics.warning(
                "nobody-has-access",
                listingEntities.contains(entity.name)
                    ? "rows of '\(entity.name)' let accounts in to other rows, and it states no access, so only the "
                        + "service role can reach it"
                    : "'\(entity.name)' has no owner and states no access, so only the service role can reach it",
                at: place,
                fix: #"add "access", for example [{"who": "signedIn", "can": ["read"]}]"#)
            decide("\(entity.name).access", "nobody but the service role", because: "it states none")
        }
    }

    /// The owner is the caller, where owners may create rows.
    private mutating func setOwnerDefault(ofEntityAt index: Int) {
        let entity = model.entities[index]
        guard case .reference(let name) = entity.owner, let path = ownerPath(of: entity),
            entity.rules.contains(where: { $0.who.parts.contains(.account(path)) && $0.can.contains(.create) }),
            let position = entity.references.firstIndex(where: { $0.name == name }),
            entity.references[position].defaultValue == nil
        else { return }
        model.entities[index].references[position].defaultValue = .caller
        decide(
            "\(entity.name).\(name)", "defaults to the account that creates the row",
            because: "owners may create their rows")
    }

    /// The rules that a grant means: several where its grantee depends on what is done.
    private mutating func rules(_ grant: AllowGrant, of entity: Entity) -> [DomainModel.Rule]? {
        let placed = PlacedWho(who: grant.who, source: grant.source)
        var grantees: [(who: DomainModel.Grantee, can: [Operation])] = []
        let operations = Operation.allCases.filter(grant.can.contains)
        for operation in operations.isEmpty ? [.read] : operations {
            // What is wrong is reported once.
            if !grantees.isEmpty, !grant.who.dependsOnOperation {
                grantees[0].can.append(operation)
                continue
            }
            guard let who = grantee(placed, of: entity, for: operation) else { return nil }
            if let position = grantees.firstIndex(where: { $0.who == who }) {
                grantees[position].can.append(operation)
            } else {
                grantees.append((who, [operation]))
            }
        }
        let source = grant.source
        if grant.can.isEmpty, source.isReadable("can") {
            error("empty-grant", "a grant gives at least one right", at: source.location("can"))
        }
        if Set(grant.can).count < grant.can.count {
            error("duplicate-name", "a right is given twice", at: source.location("can"))
        }
        let when = conditions(grant.when, of: entity, source, key: "when")
        let becomes = grant.becomes.map { conditions($0, of: entity, source, key: "becomes") }
        if becomes == nil, !when.isEmpty, grant.can.contains(.update) {
            decide(
                "\(entity.name).access",
                "a row that may be changed only under a condition must still meet it afterwards",
                because: "a grant with \"when\" says nothing about what the row \"becomes\"")
        }
        if grant.becomes != nil, grant.can.allSatisfy({ $0 == .read || $0 == .delete }) {
            error(
                "becomes-does-not-apply", "reading and deleting make no new row", at: source.location(ofKey: "becomes"),
                fix: "write \"when\"")
        }
        let columns = columns(of: grant, entity)
        checkLimits(grant, of: entity)
        return grantees.map { .init($0.who, can: $0.can, when: when, becomes: becomes, columns: columns) }
    }

    private mutating func columns(of grant: AllowGrant, _ entity: Entity) -> [String]? {
        guard let fields = grant.fields else { return nil }
        let source = grant.source
        if grant.can.contains(.read) {
            error(
                "fields-on-read", "\"fields\" limits what may be stated or changed, not what may be read",
                at: source.location(ofKey: "fields"), fix: "give the right to read in a grant of its own")
        }
        if fields.isEmpty {
            error(
                "empty-grant", "without any field, nothing may be stated or changed", at: source.location("fields"),
                fix: "name the fields, or leave \"fields\" out")
        }
        var columns: [String] = []
        for (position, name) in fields.enumerated() {
            guard let found = self.columns(named: name, of: entity) else {
                unknownMember(name, of: entity, at: source.location("fields", .index(position)))
                continue
            }
            columns += found
        }
        return columns
    }

    /// What a new row states beside its defaults shows in its values, unless a default is made anew for each row.
    private mutating func refuseDifferingFields(_ grants: [Grant], ofEntityAt index: Int) {
        let entity = model.entities[index]
        let differing = entity.differingColumns(for: .create)
        for case .allow(let grant) in grants where grant.can.contains(.create) && grant.who != .service {
            let attribute = entity.attributes.first { attribute in
                guard differing.contains(attribute.column), case .expression = attribute.defaultValue else {
                    return false
                }
                return true
            }
            guard let attribute, let fields = grant.fields else { continue }
            error(
                "fields-cannot-differ",
                "whether a row states '\(attribute.name)' can't be told from its value, which is made for each row",
                at: grant.source.location("fields"),
                fix: fields.map(camelCase).contains(attribute.name)
                    ? "let every grantee who may create name it" : "let no grantee who may create name it")
            return
        }
    }

    /// What rules read is indexed, and keys among it aren't changed by accident.
    mutating func noteColumnsOfRules() {
        let columns = model.columnsOfRules
        for index in model.entities.indices {
            let name = model.entities[index].name
            model.entities[index].keysOfRules = columns.keys[name, default: []].sorted()
            model.entities[index].testedColumns = columns.tested[name, default: []]
        }
    }
}

extension Who {
    /// Whether it means others for reading than for the rest.
    fileprivate var dependsOnOperation: Bool {
        switch self {
        case .through(_, right: nil): true
        case .all(let parts): parts.contains(where: \.dependsOnOperation)
        default: false
        }
    }
}
