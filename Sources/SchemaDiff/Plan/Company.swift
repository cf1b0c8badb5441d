internal import Catalog

/// What comes and goes with something else, and needs no statement of its own.
struct Company {
    private let fates: Fates
    /// Table → the facts of where it inherits from, on either side.
    private var inheritances: [Int: [Int]] = [:]
    /// Table → its columns and checks.
    private var members: [Int: [Int]] = [:]

    private var things: Things { fates.things }

    init(_ fates: Fates) {
        self.fates = fates
        for thing in fates.things.indices {
            guard let table = fates.things.newParent(thing) ?? fates.things.oldParent(thing) else { continue }
            switch fates.things.fact(thing).kind {
            case .inheritance: inheritances[table, default: []].append(thing)
            case .column, .constraint: members[table, default: []].append(thing)
            default: break
            }
        }
    }

    /// The thing that `thing` vanishes with when that one is dropped.
    func vanishing(_ thing: Int) -> Int? {
        if let parent = things.oldParent(thing), fates.isDropped(parent) { return parent }
        switch things.fact(thing).kind {
        case .column: return leavesWithAncestor(thing) ? ancestor(of: thing, things.old, fates.isDropped) : nil
        case .sequence:
            // It goes with the column that it belongs to.
            let owner = things.oldDependents[thing].first { things.fact($0).kind == .sequenceOwner }
            return owner.flatMap { owner in
                things.oldDependencies[owner].first { things.fact($0).kind == .column && fates.isDropped($0) }
            }
        case .publishedTable, .publishedSchema:
            return things.oldDependencies[thing].first { things.fact($0).kind == .publication && fates.isDropped($0) }
        default: return nil
        }
    }

    /// The table or column in whose statement `thing` stands.
    func arriving(_ thing: Int) -> Int? {
        guard let fact = things.new[thing], let parent = things.newParent(thing) else { return nil }
        guard fates.isCreated(parent) else {
            return fact.kind == .column && arrivesWithAncestor(thing)
                ? ancestor(of: thing, things.new, fates.isCreated) : nil
        }
        switch fact.kind {
        case .column, .inheritance: return parent
        case .defaultValue:
            return things.fact(parent).kind == .column && things.new[parent]?.inheritedFrom.isEmpty == true
                ? parent : nil
        case .constraint:
            let stands = fact[.validated] != nil && fact[.clustered] == nil && fact.inheritedFrom.isEmpty
            return stands && !isPartition(parent) ? parent : nil
        default: return nil
        }
    }

    /// The column of a parent table that a column comes from.
    private func ancestor(of column: Int, _ facts: [Fact?], _ matters: (Int) -> Bool) -> Int? {
        guard let fact = facts[column] else { return nil }
        return fact.inheritedFrom.lazy.compactMap { things[Fact.ID(.column, "\($0).\(fact[.column] ?? "")")] }
            .first { matters($0) && $0 != column }
    }

    /// Whether a column is required, and those of parent tables that it comes from aren't.
    func isStricter(_ column: Fact) -> Bool {
        guard column[.notNull] != nil, !column.inheritedFrom.isEmpty else { return false }
        return !column.inheritedFrom.contains { ancestor in
            things.to[Fact.ID(.column, "\(ancestor).\(column[.column] ?? "")")]?[.notNull] != nil
        }
    }

    /// Whether a statement of its own could do it.
    func canStandAlone(_ thing: Int) -> Bool {
        let kind = things.fact(thing).kind
        return kind != .column && kind != .inheritance
    }

    /// Whether a parent table that stays, or that it is created from, brings it.
    func arrivesWithAncestor(_ thing: Int) -> Bool {
        guard let fact = things.new[thing], !fact.inheritedFrom.isEmpty, let table = table(of: thing, things.newParent)
        else {
            return false
        }
        // An index of a partition is built before that of its parent, which then takes it in under its own name. A new
        // partition gets one from the indexes that are there.
        if let ancestor = fact[.ancestor], fact.kind == .index {
            guard let index = things[Fact.ID(.index, ancestor)] else { return true }
            return !fates.isCreated(index) && !isBound(table, to: fact.inheritedFrom)
        }
        return fates.isCreated(table) || isBound(table, to: fact.inheritedFrom)
    }

    /// Whether a parent table that stays takes it along.
    func leavesWithAncestor(_ thing: Int) -> Bool {
        guard let fact = things.old[thing], !fact.inheritedFrom.isEmpty, let table = table(of: thing, things.oldParent)
        else {
            return false
        }
        return isBound(table, to: fact.inheritedFrom)
    }

    /// What a thing that comes from a parent table still needs.
    func remainder(of fact: Fact) -> [String] { fact.kind == .column ? ColumnChanges.settings(nil, fact) : [] }

    /// Whether `table` is a child of one of `ancestors` all the time.
    private func isBound(_ table: Int, to ancestors: [String]) -> Bool {
        (inheritances[table] ?? []).contains { inheritance in
            !fates.isCreated(inheritance) && !fates.isDropped(inheritance)
                && ancestors.contains(things.fact(inheritance)[.ancestor] ?? "")
        }
    }

    private func isPartition(_ table: Int) -> Bool {
        (inheritances[table] ?? []).contains { things.new[$0]?[.bound] != nil }
    }

    private func table(of thing: Int, _ parent: (Int) -> Int?) -> Int? {
        guard let first = parent(thing) else { return nil }
        return things.fact(first).kind == .column ? parent(first) : first
    }

    /// The columns and checks of the two tables that an inheritance is about.
    func members(ofTablesOf inheritance: Int) -> [Int] {
        let child = things.newParent(inheritance) ?? things.oldParent(inheritance)
        let ancestor = things[Fact.ID(.table, things.fact(inheritance)[.ancestor] ?? "")]
        return [child, ancestor].flatMap { table in table.flatMap { members[$0] } ?? [] }
    }
}
