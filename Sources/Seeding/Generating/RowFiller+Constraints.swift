internal import DomainModel
internal import Expressions

/// Finds values that meet the constraints of a table, starting from a natural row and changing as little as possible.
extension RowFiller {
    /// How many changed rows are looked at before a row is given up.
    private static let budget = 4000

    /// The row with as few changes as it takes to violate nothing; nil if none was found.
    mutating func repaired(_ natural: [SeedValue], at place: RowPlace) -> [SeedValue]? {
        var row = natural
        var budget = Self.budget
        while true {
            let violated = plan.constraints.indices.filter { violates($0, row) }
            guard let first = violated.first else { return row }
            var better: [SeedValue]?
            for constraint in violated where better == nil {
                better = improved(row, constraint, violated, place, &budget)
            }
            guard let better else {
                refuse(reason(first, row))
                return nil
            }
            row = better
        }
    }

    private func reason(_ index: Int, _ row: [SeedValue]) -> String {
        let name = plan.constraints[index].name
        switch plan.constraints[index].kind {
        case .check(let condition, _):
            return plan.value(of: condition, in: row) == .unknown
                ? "whether a row meets its check '\(name)' can't be told without the database"
                : "no row was found that meets its check '\(name)'"
        case .unique: return "no row was found that is unique by '\(name)'"
        case .exclusion: return "no row was found whose period doesn't overlap with another's by '\(name)'"
        case .reference: return "no row was found that refers to rows as '\(name)' demands"
        }
    }

    private func violates(_ index: Int, _ row: [SeedValue]) -> Bool {
        switch plan.constraints[index].kind {
        case .unique, .exclusion: return result.violates(index, row, plan)
        case .check(let condition, let readsClock):
            // One that can't be computed may fail, so it counts as violated.
            return !plan.isMet(condition, readsClock: readsClock, by: row)
        case .reference(let columns, let values):
            let held = columns.map { row[$0] }
            return !held.contains(.null) && !values.contains(held)
        }
    }

    /// A row that violates fewer constraints, by a change to one or two of the slots that `constraint` reads.
    private func improved(
        _ row: [SeedValue], _ constraint: Int, _ violated: [Int], _ place: RowPlace, _ budget: inout Int
    ) -> [SeedValue]? {
        let slots = rotated(
            plan.constraints[constraint].slots.filter { plan.slots[$0].isVariable }, by: place.number)
        let options = slots.map { self.options(for: $0, constraint, row, place) }
        func isBetter(_ candidate: [SeedValue], _ changed: [Int]) -> Bool {
            budget -= 1
            let touched = Set(changed.flatMap { constraintsOfSlot[$0] })
            let before = violated.count { touched.contains($0) }
            var after = 0
            for index in touched where violates(index, candidate) {
                after += 1
                if after >= before { return false }
            }
            return after < before
        }
        for (slot, values) in zip(slots, options) {
            for value in values where budget > 0 {
                let candidate = changed(row, slot, value)
                if isBetter(candidate, [slot]) { return candidate }
            }
        }
        for second in slots.indices.dropFirst() {
            for first in 0..<second {
                for value in options[first] {
                    let half = changed(row, slots[first], value)
                    // What suits the second may depend on the first.
                    for other in self.options(for: slots[second], constraint, half, place) where budget > 0 {
                        let candidate = changed(half, slots[second], other)
                        if isBetter(candidate, [slots[first], slots[second]]) { return candidate }
                    }
                }
            }
        }
        return nil
    }

    private func changed(_ row: [SeedValue], _ slot: Int, _ values: [SeedValue]) -> [SeedValue] {
        var row = row
        for (column, value) in zip(plan.slots[slot].columns, values) { row[column] = value }
        return row
    }

    /// Slots of equal precedence take turns, so that of two columns that exclude each other both get values.
    private func rotated(_ slots: [Int], by number: Int) -> [Int] {
        let groups = Dictionary(grouping: slots) { plan.slots[$0].precedence }
        return groups.keys.sorted().flatMap { key in
            let group = groups[key] ?? []
            let shift = number % group.count
            return group[shift...] + group[..<shift]
        }
    }

    /// Other values for a slot, those first that the constraint itself suggests.
    private func options(
        for slot: Int, _ constraint: Int, _ row: [SeedValue], _ place: RowPlace
    ) -> [[SeedValue]] {
        let isUnique =
            switch plan.constraints[constraint].kind {
            case .unique, .exclusion: true
            case .check, .reference: false
            }
        let columns = plan.slots[slot].columns
        let current = columns.map { row[$0] }
        var options: [[SeedValue]] = []
        switch plan.slots[slot].source {
        case .attribute(let maker):
            let column = columns[0]
            let suggestions = Suggestions(
                column: column, maker: maker, row: row, plan: plan, number: place.number)
            // What the other checks say about the column counts too, after what the violated one says.
            for index in [constraint] + constraintsOfSlot[slot].filter({ $0 != constraint }) {
                guard case .check(let condition, _) = plan.constraints[index].kind else { continue }
                options += suggestions.values(for: condition).filter { plan.admits($0, at: column) }.map {
                    [$0]
                }
            }
            options += (1...(isUnique ? 40 : 6)).compactMap { variant in
                maker.value(at: place, variant: variant).map { [$0] }
            }
            if plan.isNullable[column] { options.append([.null]) }
        case .reference(let reference):
            options = references(of: reference, at: place, limit: 20).map { key in
                key ?? columns.map { _ in .null }
            }
        case .key, .profile, .side, .timestamp: break
        }
        return options.filter { $0 != current }
    }
}
