internal import Diagnostics
internal import Expressions
internal import Naming
internal import Specification

/// Tables of versions, as entities of their own, so that everything that is made of entities is made of them, too.
///
/// A version has the columns of its row under the same names, all of them optional: what was there once need not be
/// complete by what is asked of rows today. It refers to its row without a foreign key, because it outlives it.
extension Normalizer {
    mutating func makeHistories() {
        for index in declarations.indices where declarations[index].history == true { makeHistory(ofEntityAt: index) }
    }

    private mutating func makeHistory(ofEntityAt index: Int) {
        let declaration = declarations[index]
        let parent = model.entities[index]
        let place = declaration.source.location(ofKey: "history")
        if parent.isAppendOnly {
            error(
                "append-only-history", "rows of '\(parent.name)' are never changed or deleted, so each has one version",
                at: place, fix: "leave \"history\" out")
            return
        }
        let name = parent.name + "Version"
        let table = pluralized(snakeCase(name))
        guard checkLength(ofDatabaseName: table, "table", at: place) else { return }
        let isNameTaken = position(of: name) != nil || enumeration(named: name) != nil
        guard !isNameTaken, relationNames.insert(table), makeVersionEnds(at: place) else {
            error(
                "duplicate-name",
                "the versions of '\(parent.name)' need the names '\(name)' and '\(table)', and something has one already",
                at: place, fix: "give the other one another name")
            return
        }
        let version = version(of: parent, name: name, table: table)
        if let column = Self.repeatedColumn(of: version) {
            error(
                "name-collision", "two columns of the versions of '\(parent.name)' would both be called '\(column)'",
                at: place, fix: "state another \"column\" for the one of \(parent.name)")
            return
        }
        indices[name] = model.entities.count
        model.entities.append(version)
        decide(
            "\(parent.name).history", "a version is read by whoever may read the row and could read it as it was then",
            because: "history opens nothing that the row itself doesn't")
    }

    /// The enumeration of what ends a version, once for all; false where its name is taken.
    private mutating func makeVersionEnds(at place: SourceLocation?) -> Bool {
        let name = DomainModel.History.end
        let values = DomainModel.History.End.allCases.map { DomainModel.Enumeration.Value($0.rawValue) }
        if let known = enumeration(named: name) { return known.values == values && !sharedEnumerations.contains(name) }
        guard position(of: name) == nil else { return false }
        enumerationIndices[name] = model.enumerations.count
        model.enumerations.append(
            .init(name: name, description: "What made a version of a row a former one.", values: values))
        return true
    }

    private func version(of parent: Entity, name: String, table: String) -> Entity {
        let things = phrase(pluralized(parent.name))
        var version = Entity(
            name: name, table: table,
            description: "What \(things) were before each change. A trigger keeps it, and nobody else writes it.",
            key: .id(.bigint), hasTimestamps: false)
        version.versionsOf = parent.name
        let key = parent.keyColumns == ["id"] ? [snakeCase(parent.name) + "_id"] : parent.keyColumns
        var row = Reference(
            name: camelCase(parent.name), columns: key, target: .entity(parent.name), isRequired: true,
            onDelete: .restrict)
        row.description = "The row that this was."
        version.references = [row]
        for var attribute in parent.attributes where !parent.keyColumns.contains(attribute.column) {
            (attribute.isRequired, attribute.defaultValue, attribute.generated) = (false, nil, nil)
            (attribute.minLength, attribute.maxLength, attribute.pattern) = (nil, nil, nil)
            (attribute.minimum, attribute.maximum) = (nil, nil)
            (attribute.backfill, attribute.signUpSource) = (nil, nil)
            // Its file is the row's.
            attribute.bucket = nil
            version.attributes.append(attribute)
        }
        for var reference in parent.references
        where !Set(reference.columns).isSubset(of: parent.keyColumns) && reference.name != row.name {
            (reference.isRequired, reference.isUnique, reference.isDeferrable) = (false, false, false)
            (reference.onDelete, reference.tenant) = (.restrict, nil)
            (reference.defaultValue, reference.backfill) = (nil, nil)
            version.references.append(reference)
        }
        if parent.hasTimestamps {
            for column in ["created_at", "updated_at"] {
                version.attributes.append(
                    .init(name: camelCase(column), column: column, type: .timestamp, isRequired: false))
            }
        }
        addEnd(to: &version)
        version.order = [.init("id", descending: true)]
        version.requiresSecondFactor = parent.requiresSecondFactor
        let step = DomainModel.PathStep(row.name, columns: key, entity: parent.name)
        version.rules = parent.rules.compactMap { rule in
            guard rule.can.contains(.read), rule.who != .service else { return nil }
            let then = grantee(rule.who, inVersionsAt: step, of: parent)
            return .init(.all([.through(step, .read), then]), can: [.read], when: rule.when)
        }
        return version
    }

    private func addEnd(to version: inout Entity) {
        var ended = DomainModel.Attribute(
            name: camelCase(DomainModel.History.endedAt), column: DomainModel.History.endedAt, type: .timestamp,
            isRequired: true)
        ended.description = "Until when the row was like this."
        var reason = DomainModel.Attribute(
            name: camelCase(DomainModel.History.endedWith), column: DomainModel.History.endedWith,
            type: .enumeration(DomainModel.History.end), isRequired: true)
        reason.description = "What ended it."
        // A trigger states both.
        ended.defaultValue = Function("now").map { .expression(.call($0, [])) }
        reason.defaultValue = .literal(.string(DomainModel.History.End.update.rawValue))
        version.attributes += [ended, reason]
        var account = Reference(
            name: camelCase(DomainModel.History.endedBy), columns: [DomainModel.History.endedBy],
            target: accountEntity.map { .entity($0) } ?? .account, isRequired: false, onDelete: .restrict)
        account.description = "The account that ended it; none where the application itself did."
        version.references.append(account)
    }

    /// Whoever a rule about a row means, asked about a version of it: the columns are the same, but for the key.
    private func grantee(
        _ who: DomainModel.Grantee, inVersionsAt step: DomainModel.PathStep, of parent: Entity
    ) -> DomainModel.Grantee {
        switch who {
        case .anyone, .signedIn, .service, .role, .through, .member: return who
        case .listed(let listing): return .member([step], listing)
        case .account(var path):
            if path.steps.isEmpty, parent.keyColumns == [path.column], let key = step.columns.first {
                path.column = key
            }
            return .account(path)
        case .all(let parts): return .all(parts.map { grantee($0, inVersionsAt: step, of: parent) })
        }
    }

    private static func repeatedColumn(of entity: Entity) -> String? {
        var seen: Set = ["id"]
        let columns = entity.attributes.map(\.column) + entity.references.flatMap(\.columns)
        return columns.first { !seen.insert($0).inserted }
    }
}
