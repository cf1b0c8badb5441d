internal import Catalog
internal import Foundation

/// A dropped table's rows. A materialized view can be made again from what it shows, and a foreign table's rows are
/// somewhere else.
enum TableLossRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        guard change.kind == .table, let old = change.old, change.isStored else { return [] }
        if change.gains(.unlogged), !change.isDropped {
            return [
                Hazard(
                    .dataLoss, old.id, "From now on, \(old.phrase) loses its rows when the server crashes.",
                    question: .rows(of: old))
            ]
        }
        guard change.isDropped, !change.goesWithItsParent else { return [] }
        let what =
            change.isReplaced
            ? "\(old.phrase.sentence) is dropped and made anew, which deletes its rows."
            : "Dropping \(old.phrase) deletes its rows.\(change.lookalike.map { " \($0)" } ?? "")"
        return [Hazard(.dataLoss, old.id, what, question: .rows(of: old))]
    }
}

/// A dropped column's values. What is generated from other columns can be generated again.
enum ColumnLossRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        guard change.kind == .column, let old = change.old, change.isDropped, change.isOnKept, change.isStored,
            !change.isInherited, old[.generated] == nil, !(change.isGone && (change.isKeptInStep || change.isCopy))
        else { return [] }
        let what =
            change.isReplaced
            ? "\(old.phrase.sentence) is dropped and made anew, which deletes its values."
            : "Dropping \(old.phrase) deletes its values.\(change.lookalike.map { " \($0)" } ?? "")"
        return [Hazard(.dataLoss, old.id, what, question: .values(of: old))]
    }
}

/// Where a sequence is. What begins again at 1 gives out numbers that rows already have.
enum SequenceLossRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        switch change.kind {
        case .sequence: sequence(change)
        case .column: identity(change)
        default: []
        }
    }

    private static func sequence(_ change: Change) -> [Hazard] {
        guard let old = change.old, change.isDropped, !goesWithItsColumn(change) else { return [] }
        return [
            Hazard(
                .dataLoss, old.id, "Dropping \(old.phrase) forgets which numbers it has given out.",
                question: Question(
                    "select coalesce(pg_catalog.pg_sequence_last_value(\(quoted(old.name))::regclass), 0)", .position))
        ]
    }

    private static func goesWithItsColumn(_ change: Change) -> Bool {
        change.things.oldDependents[change.thing].contains { dependent in
            change.things.fact(dependent).kind == .sequenceOwner
                && change.things.oldDependencies[dependent].contains {
                    change.things.fact($0).kind == .column && change.fates.isDropped($0)
                }
        }
    }

    private static func identity(_ change: Change) -> [Hazard] {
        guard change.isAltered, change.loses(.identity), change.isOnKept, let old = change.old else { return [] }
        let table = quoted(old[.table] ?? "")
        let column = quoted(SQLText.unquoted(old[.column] ?? ""))
        return [
            Hazard(
                .dataLoss, old.id, "\(old.phrase.sentence) no longer numbers new rows, and forgets where it was.",
                question: Question(
                    """
                    select coalesce(pg_catalog.pg_sequence_last_value(\
                    pg_catalog.pg_get_serial_sequence(\(table), \(column))::regclass), 0)
                    """, .position))
        ]
    }
}

/// What columns of a composite type hold in an attribute that goes.
enum AttributeLossRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        guard change.kind == .compositeType, change.isAltered, let (old, new) = change.both else { return [] }
        let kept = Set(attributes(new))
        let columns = change.storedColumns(of: old)
        guard !columns.isEmpty else { return [] }
        return attributes(old).filter { !kept.contains($0) }.map { attribute in
            Hazard(
                .dataLoss, old.id, "Dropping the attribute \(attribute) of \(old.phrase) deletes its values.",
                question: .rows(of: columns, .values) { "(\($0[.column] ?? "")).\(attribute) is not null" })
        }
    }

    private static func attributes(_ fact: Fact) -> [String] {
        let pairs = try? JSONDecoder().decode([[String]].self, from: Data((fact[.attributes] ?? "[]").utf8))
        return (pairs ?? []).compactMap(\.first)
    }
}

extension Change {
    /// Whether it is a partition of a table that is dropped, of which everything is said.
    var goesWithItsParent: Bool {
        things.oldDependents[thing].contains { dependent in
            guard let fact = things.old[dependent], fact.kind == .inheritance, fact[.bound] != nil, fact.parent == id,
                let ancestor = other(Fact.ID(.table, fact[.ancestor] ?? ""))
            else { return false }
            return ancestor.isDropped
        }
    }

    /// The columns that hold values of `type`, or arrays of them, in tables that this database stores, as they were.
    func storedColumns(of type: Fact, andArrays: Bool = false) -> [Fact] {
        things.oldDependents[thing].compactMap { things.old[$0] }
            .filter { column in
                guard column.kind == .column,
                    column[.type] == type.name || andArrays && column[.type] == "\(type.name)[]",
                    let table = things.from[Fact.ID(.table, column[.table] ?? "")]
                else { return false }
                return table[.server] == nil
            }
            .sorted { $0.id < $1.id }
    }
}
