internal import Catalog

/// What a column's new type does to the values that are there.
enum ConversionRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        switch change.kind {
        case .column:
            guard change.isAltered, change.isOnKept, change.isStored, !change.isInherited, change.differs(in: .type),
                let (old, new) = change.both, old[.generated] == nil
            else { return [] }
            return hazards(old, new, [old], inheriting: true, values(of: new, in: change))
        case .domain:
            // Columns of a domain with another type underneath are converted to the new one.
            guard change.isReplaced, change.differs(in: .type), let (old, new) = change.both else { return [] }
            return hazards(old, new, change.storedColumns(of: old), inheriting: false, nil)
        default: return []
        }
    }

    /// The values of the enum that a column becomes.
    private static func values(of column: Fact, in change: Change) -> [String]? {
        change.needs.lazy.compactMap { change.things.new[$0] }
            .first { $0.kind == .enumeration && $0.name == column[.type] }.map(EnumChanges.values)
    }

    private static func hazards(
        _ old: Fact, _ new: Fact, _ columns: [Fact], inheriting: Bool, _ values: [String]?
    ) -> [Hazard] {
        guard !columns.isEmpty else { return [] }
        let (from, to) = (old[.type] ?? "", new[.type] ?? "")
        let conversion = Conversion(from: from, to: to)
        func question(_ loss: ConversionLoss) -> Question? {
            let unit = loss.condition == nil ? Question.Unit.conversions : .values
            let condition = loss.condition ?? { "\($0) is not null" }
            guard inheriting, let column = columns.first else {
                return .rows(of: columns, unit) { condition($0[.column] ?? "") }
            }
            return .rows(of: column[.table] ?? "", where: condition(column[.column] ?? ""), unit)
        }
        var hazards: [Hazard] = []
        if let loss = conversion.loss, values == nil {
            hazards.append(
                Hazard(
                    .dataLoss, old.id, "\(old.phrase.sentence) becomes \(conversion.to.shortText): \(loss.what).",
                    question: question(loss)))
        }
        var rejection = conversion.rejection
        if let values, !conversion.keepsEveryValue {
            let list = values.map(quoted).joined(separator: ", ")
            rejection = ConversionLoss(what: "values that it doesn't have stop the migration") {
                values.isEmpty ? "\($0) is not null" : "\($0)::text not in (\(list))"
            }
        }
        if let rejection {
            hazards.append(
                Hazard(
                    .rejectsRows, old.id,
                    "\(old.phrase.sentence) becomes \(conversion.to.shortText): \(rejection.what).",
                    question: question(rejection)))
        }
        return hazards
    }
}

/// Values that an enum loses, and what can't be taken back once it has them.
enum EnumValueRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        guard change.kind == .enumeration, let (old, new) = change.both else { return [] }
        let (before, after) = (EnumChanges.values(old), EnumChanges.values(new))
        let lost = before.filter { !after.contains($0) }
        let renamed = change.things.sides.declared.renamedValues(of: new.id).map(\.new)
        let added = after.filter { !before.contains($0) && !renamed.contains($0) }
        var hazards: [Hazard] = []
        if !lost.isEmpty {
            let list = lost.map(quoted).joined(separator: ", ")
            hazards.append(
                Hazard(
                    .breaksClients, old.id, "\(old.phrase.sentence) no longer has \(list), which programs may write."))
            let columns = change.storedColumns(of: old, andArrays: true)
            let isReplaced = columns.allSatisfy { column in
                let sides = change.things.sides
                let declared = sides.replacement(of: column.id)?.values.map(\.old) ?? []
                return sides.declared.rewritten[column.id] != nil || lost.allSatisfy(declared.contains)
            }
            if !isReplaced {
                hazards.append(
                    Hazard(
                        .rejectsRows, old.id,
                        "\(old.phrase.sentence) no longer has \(list): rows that hold one stop the migration.",
                        question: .rows(of: columns) {
                            $0[.type] == old.name
                                ? "\($0[.column] ?? "") in (\(list))"
                                : "\($0[.column] ?? "") && array[\(list)]::\(old.name)[]"
                        }))
            }
        }
        if change.isAltered, !added.isEmpty {
            let list = added.map(quoted).joined(separator: ", ")
            hazards.append(
                Hazard(
                    .irreversible, old.id,
                    "\(old.phrase.sentence) gets \(list), which PostgreSQL can't take away without making the type anew."
                ))
        }
        return hazards
    }
}
