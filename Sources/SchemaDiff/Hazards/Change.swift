internal import Catalog

/// What happens to one thing between two catalogs, and what surrounds it.
struct Change {
    let thing: Int
    let fates: Fates

    var things: Things { fates.things }
    var old: Fact? { things.old[thing] }
    var new: Fact? { things.new[thing] }
    var fact: Fact { things.fact(thing) }
    var id: Fact.ID { fact.id }
    var kind: Fact.Kind { fact.kind }

    /// Dropped, even if it comes back.
    var isDropped: Bool { fates.isDropped(thing) }
    /// Created, even if it was there before.
    var isCreated: Bool { fates.isCreated(thing) }
    var isReplaced: Bool { isDropped && isCreated }
    var isGone: Bool { isDropped && !isCreated }
    var isNew: Bool { isCreated && !isDropped }
    var isAltered: Bool { fates.isAltered(thing) }

    /// Both facts, where the thing is in both catalogs.
    var both: (old: Fact, new: Fact)? {
        guard let old, let new else { return nil }
        return (old, new)
    }

    /// Whether both catalogs have it and say something else of it.
    func differs(in property: Fact.Property) -> Bool {
        both.map { old, new in old.differences(from: new).contains(property) } ?? false
    }

    /// Whether one of its flags is set that wasn't, in a thing that stays.
    func gains(_ flag: Fact.Property) -> Bool { both.map { $0.old[flag] == nil && $0.new[flag] != nil } ?? false }
    func loses(_ flag: Fact.Property) -> Bool { both.map { $0.old[flag] != nil && $0.new[flag] == nil } ?? false }

    /// Whether everything that it is a part of stays. What goes or comes with something else is said of that.
    var isOnKept: Bool {
        ancestors.allSatisfy { !fates.isDropped($0) && !fates.isCreated($0) }
    }

    /// Whether everything that it is a part of is in both catalogs, even if it is made anew: what matters to access.
    var isOnLasting: Bool {
        ancestors.allSatisfy { things.old[$0] != nil && things.new[$0] != nil }
    }

    private var ancestors: [Int] {
        var ancestors: [Int] = []
        var next = [things.oldParent(thing), things.newParent(thing)].compactMap(\.self)
        while let ancestor = next.popLast() {
            guard !ancestors.contains(ancestor) else { continue }
            ancestors.append(ancestor)
            next += [things.oldParent(ancestor), things.newParent(ancestor)].compactMap(\.self)
        }
        return ancestors
    }

    /// Whether it follows a parent table, for which the hazard is said.
    var isInherited: Bool { !(new ?? fact).inheritedFrom.isEmpty || !(old ?? fact).inheritedFrom.isEmpty }

    /// The table that it is or is on, as it was.
    var oldTable: Fact? { things.from[tableID] }
    /// The table that it is or is on, as it will be.
    var newTable: Fact? { things.to[tableID] }

    private var tableID: Fact.ID { kind == .table ? id : Fact.ID(.table, fact[.table] ?? "") }

    /// Whether it is, or is on, a table of which this database holds the rows.
    var isStored: Bool { (oldTable ?? newTable).map { $0[.server] == nil } ?? false }

    /// What other facts it needs, as it will be.
    var needs: [Int] { things.newDependencies[thing] }

    /// The change of another thing.
    func other(_ id: Fact.ID) -> Change? { things[id].map { Change(thing: $0, fates: fates) } }
    func other(_ thing: Int) -> Change { Change(thing: thing, fates: fates) }
}

extension Fact {
    /// For people: "the table todos", "the column notes of todos".
    var phrase: String {
        switch kind {
        case .column, .defaultValue:
            let word = kind == .column ? "column" : "default of the column"
            return "the \(word) \(self[.column] ?? "") of \(tableName)"
        case .constraint: return "the constraint \(self[.column] ?? "") of \(tableName)"
        case .index: return "the index \(self[.column] ?? "") of \(tableName)"
        case .policy: return "the policy \(self[.column] ?? "") of \(tableName)"
        case .function: return "the \(self[.routine] ?? "function") \(id.shortName)"
        case .enumeration, .compositeType, .rangeType: return "the type \(id.shortName)"
        case .table where self[.server] != nil: return "the foreign table \(id.shortName)"
        default: return "the \(kind.rawValue) \(id.shortName)"
        }
    }

    /// The table that it is or is on, without the schema `public`.
    var tableName: String { kind == .table ? id.shortName : ID(.table, self[.table] ?? "").shortName }
}

extension String {
    /// With a capital letter first, for the beginning of a sentence.
    var sentence: String { prefix(1).uppercased() + dropFirst() }
}
