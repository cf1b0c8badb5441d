internal import Catalog
internal import Foundation

/// What programs name and no longer find, or find as something else. berry knows no renames: the old name is gone.
enum InterfaceRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        guard let old = change.old, change.isOnKept, !change.isInherited, let message = message(old, change) else {
            return []
        }
        return [Hazard(.breaksClients, old.id, message.sentence)]
    }

    private static func message(_ old: Fact, _ change: Change) -> String? {
        switch change.kind {
        case .table, .schema, .enumeration, .compositeType, .domain:
            if change.goesWithItsParent { return nil }
            if change.isGone { return "\(old.phrase) is gone." }
            return change.isReplaced && change.kind == .table ? "\(old.phrase) is dropped and made anew." : nil
        case .view, .materializedView: return view(old, change)
        case .function: return function(old, change)
        case .column: return column(old, change)
        case .publishedTable:
            return change.isGone && change.new == nil
                ? "changes of \(old.tableName) are no longer published by \(old[.schema] ?? ""), and those who listen hear nothing."
                : nil
        default: return nil
        }
    }

    private static func view(_ old: Fact, _ change: Change) -> String? {
        guard let new = change.new else { return "\(old.phrase) is gone." }
        let after = columns(new)
        let lost = columns(old).filter { !after.contains($0) }
        guard !lost.isEmpty else { return nil }
        let names = lost.compactMap(\.first).joined(separator: ", ")
        return "\(old.phrase) loses columns or gives them another type: \(names)."
    }

    private static func columns(_ view: Fact) -> [[String]] {
        (try? JSONDecoder().decode([[String]].self, from: Data((view[.columns] ?? "[]").utf8))) ?? []
    }

    /// No program calls what only triggers do, nor what policies do: that lies in a schema that no API serves.
    private static func function(_ old: Fact, _ change: Change) -> String? {
        if old[.schema] == "private" { return nil }
        let signature = old[.signature] ?? ""
        if signature.hasSuffix("-> trigger") || signature.hasSuffix("-> event_trigger") { return nil }
        guard change.new != nil else { return "\(old.phrase) is gone." }
        guard change.differs(in: .signature) || change.differs(in: .routine) else { return nil }
        return "\(old.phrase) takes other arguments or returns something else."
    }

    private static func column(_ old: Fact, _ change: Change) -> String? {
        guard let new = change.new else { return "\(old.phrase) is gone." }
        if old[.generated] == nil, new[.generated] != nil { return "\(old.phrase) can't be written any more." }
        guard change.differs(in: .type) else { return nil }
        let (from, to) = (old[.type] ?? "", new[.type] ?? "")
        return Conversion(from: from, to: to).keepsClients
            ? nil : "\(old.phrase) becomes \(TypeName(to).shortText) instead of \(TypeName(from).shortText)."
    }
}

/// What programs write and is no longer taken.
enum WritingRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        guard change.isOnKept, !change.isInherited else { return [] }
        switch change.kind {
        case .defaultValue:
            guard change.isGone, let old = change.old, let column = change.other(Fact.ID(.column, old.name)),
                let new = column.new, !column.isCreated, new[.notNull] != nil, column.old?[.notNull] != nil,
                !column.fillsItself
            else { return [] }
            return [
                Hazard(
                    .breaksClients, column.id,
                    "\(new.phrase.sentence) is required and loses its default: programs that leave it out can't add rows."
                )
            ]
        case .column:
            guard let (old, new) = change.both, !change.isCreated else { return [] }
            if change.loses(.identity), new[.notNull] != nil, !change.fillsItself {
                return [
                    Hazard(
                        .breaksClients, new.id,
                        "\(new.phrase.sentence) is required and no longer numbered: programs that leave it out can't add rows."
                    )
                ]
            }
            var hazards: [Hazard] = []
            if old[.identity] != "always", new[.identity] == "always" {
                hazards.append(
                    Hazard(
                        .breaksClients, new.id,
                        "\(new.phrase.sentence) is always numbered by the database: programs that write it can't add rows."
                    ))
            }
            if change.isStored, old[.identity] == nil, new[.identity] != nil {
                let start = new[.start] ?? "1"
                hazards.append(
                    Hazard(
                        .breaksClients, new.id,
                        "\(new.phrase.sentence) is numbered from \(start) on, even where rows have these numbers already.",
                        question: .rows(of: new[.table] ?? "", where: "\(new[.column] ?? "") >= \(start)")))
            }
            return hazards
        default: return []
        }
    }
}
