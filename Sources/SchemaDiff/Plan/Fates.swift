internal import Catalog

/// What happens to each thing between two catalogs.
struct Fates {
    enum Fate {
        case same, created, dropped
        /// Dropped and created.
        case replaced
        case altered([String])
    }

    let things: Things
    private(set) var fates: [Fate]
    /// Types that are replaced while columns keep them: set aside under another name until all are converted.
    private(set) var setAside: Set<Int> = []
    private var queue: [(thing: Int, goesWhileAltered: (@Sendable (Fact) -> Bool)?)] = []
    /// Columns whose statements already convert them.
    private var converted: Set<Int> = []

    /// - Parameter replacing: things to drop and create even where they could change in place.
    init(_ things: Things, replacing: Set<Int> = []) {
        self.things = things
        fates = Array(repeating: .same, count: things.indices.count)
        for thing in things.indices { decide(thing, replacing: replacing) }
        while let next = queue.popLast() { follow(next.thing, next.goesWhileAltered) }
    }

    subscript(thing: Int) -> Fate { fates[thing] }

    func isDropped(_ thing: Int) -> Bool {
        switch fates[thing] {
        case .dropped, .replaced: true
        default: false
        }
    }

    func isCreated(_ thing: Int) -> Bool {
        switch fates[thing] {
        case .created, .replaced: true
        default: false
        }
    }

    func isAltered(_ thing: Int) -> Bool { if case .altered = fates[thing] { true } else { false } }

    private mutating func decide(_ thing: Int, replacing: Set<Int>) {
        switch (things.old[thing], things.new[thing]) {
        case (let old?, let new?):
            if replacing.contains(thing) {
                replace(thing)
            } else if !new.agrees(with: old) || GrantChanges.isWithdrawn(old, in: things.sides) {
                switch new.kind.changes.alter(old, new, in: things.sides) {
                case .inPlace(let statements): fates[thing] = .altered(statements)
                case _ where old.kind == .column && old[.partitionKey] != nil: replaceTable(of: thing)
                case .exclusive(let statements, let rebuilding):
                    fates[thing] = .altered(statements)
                    converted.insert(thing)
                    queue.append((thing, rebuilding))
                case .replacement: replace(thing)
                }
            }
        case (nil, _?): fates[thing] = .created
        case (_?, nil):
            fates[thing] = .dropped
            queue.append((thing, nil))
        case (nil, nil): break
        }
    }

    /// PostgreSQL doesn't change a column by which a table is partitioned.
    private mutating func replaceTable(of column: Int) {
        guard let table = things.oldParent(column), !isDropped(table) else { return }
        replace(table)
    }

    private mutating func replace(_ thing: Int) {
        fates[thing] = .replaced
        queue.append((thing, nil))
    }

    /// What needs a thing that goes, if only for a moment, goes before it.
    private mutating func follow(_ thing: Int, _ goesWhileAltered: (@Sendable (Fact) -> Bool)?) {
        if goesWhileAltered == nil { followParts(of: thing) }
        for dependent in dependents(of: thing, isAltered: goesWhileAltered != nil) {
            guard let fact = things.old[dependent], goesWhileAltered?(fact) ?? true else { continue }
            // The index of a partitioned table outlives a partition.
            if isPart(thing, of: fact), isLeaving(thing, fact) { continue }
            switch fates[dependent] {
            case .dropped, .replaced, .created: continue
            case .altered where goesWhileAltered == nil && !comesBack(thing, for: dependent): continue
            case .altered, .same: remove(dependent, because: thing)
            }
        }
    }

    /// The indexes of partitions go with that of their table.
    private mutating func followParts(of index: Int) {
        guard let fact = things.old[index], fact.kind == .index else { return }
        for part in things.oldDependencies[index] where isPart(part, of: fact) {
            switch fates[part] {
            case .same, .altered: replace(part)
            default: continue
            }
        }
    }

    private func isPart(_ thing: Int, of index: Fact) -> Bool {
        index.kind == .index && things.old[thing]?.kind == .index && things.old[thing]?[.ancestor] == index.name
    }

    /// Whether the table of an index is about to be no partition any more.
    private func isLeaving(_ part: Int, _ index: Fact) -> Bool {
        let inheritance = Fact.ID(.inheritance, "\(things.old[part]?[.table] ?? "") of \(index[.table] ?? "")")
        return things.to[inheritance] == nil
    }

    /// Who needs a thing. A materialized view that holds whole rows of a table also needs every column to be as it is.
    private func dependents(of thing: Int, isAltered: Bool) -> [Int] {
        guard isAltered, things.fact(thing).kind == .column, let table = things.oldParent(thing) else {
            return things.oldDependents[thing]
        }
        return things.oldDependents[thing]
            + things.oldDependents[table].filter { things.fact($0).kind == .materializedView }
    }

    /// Whether a thing that goes is needed again afterwards.
    private func comesBack(_ thing: Int, for dependent: Int) -> Bool {
        if case .dropped = fates[thing] { return false }
        return things.newDependencies[dependent].contains(thing)
    }

    private mutating func remove(_ dependent: Int, because thing: Int) {
        let fact = things.fact(dependent)
        let isType: Set<Fact.Kind> = [.enumeration, .compositeType, .rangeType, .domain]
        guard fact.kind == .column, isType.contains(things.fact(thing).kind), let new = things.new[dependent],
            new[.generated] == nil
        else { return replace(dependent) }
        if new[.partitionKey] != nil { return replaceTable(of: dependent) }
        setAside.insert(thing)
        guard converted.insert(dependent).inserted else { return }
        var statements: [String] = []
        if case .altered(let others) = fates[dependent] { statements = others }
        if new.inheritedFrom.isEmpty {
            statements.insert(ColumnChanges.conversion(of: new, from: "", in: things.sides), at: 0)
        }
        fates[dependent] = .altered(statements)
        let type = new[.type] ?? ""
        queue.append((dependent, { ColumnChanges.mustGoWhileAColumnIsConverted($0, from: "", to: type) }))
    }
}
