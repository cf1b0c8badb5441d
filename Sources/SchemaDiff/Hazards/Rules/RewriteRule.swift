internal import Catalog

/// What writes a whole table anew, with all its indexes, while nobody can read or write it (manual, ALTER TABLE).
enum RewriteRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        guard change.isOnKept, change.isStored, !change.isInherited, let table = change.oldTable else { return [] }
        switch change.kind {
        case .table:
            guard change.isAltered else { return [] }
            return reasons(ofTable: change).map { rewrite(change.id, "\(table.phrase.sentence) \($0)", table) }
        case .column:
            if change.isCreated, let reason = reason(ofAdding: change) {
                let sure = reason.isCertain ? "writes" : "may write"
                return [
                    Hazard(
                        .rewrite, change.id,
                        "Adding \(change.fact.phrase) \(sure) the whole table anew, while nobody can read or write it: \(reason.text).",
                        question: .size(of: table))
                ]
            }
            return change.isAltered ? conversion(change, table) : []
        default: return []
        }
    }

    private static func rewrite(_ id: Fact.ID, _ what: String, _ table: Fact) -> Hazard {
        Hazard(
            .rewrite, id, "\(what): the whole table is written anew, while nobody can read or write it.",
            question: .size(of: table))
    }

    private static func reasons(ofTable change: Change) -> [String] {
        guard change.oldTable?[.partitionKey] == nil else { return [] }
        return [
            change.gains(.unlogged) ? "becomes unlogged" : change.loses(.unlogged) ? "becomes logged" : nil,
            change.differs(in: .accessMethod) ? "is stored by another access method" : nil,
            change.differs(in: .tablespace) ? "moves to another tablespace" : nil,
        ].compactMap(\.self)
    }

    // MARK: Columns that are converted

    private static func conversion(_ change: Change, _ table: Fact) -> [Hazard] {
        guard let (old, new) = change.both else { return [] }
        // A type that is made anew is another type, even under the same name.
        let isAnotherType = change.things.oldDependencies[change.thing].contains { change.fates.setAside.contains($0) }
        let (from, to) = (old[.type] ?? "", new[.type] ?? "")
        if isAnotherType {
            return [rewrite(old.id, "\(old.phrase.sentence) is converted to the new \(TypeName(to).shortText)", table)]
        }
        guard change.differs(in: .type) else {
            return change.differs(in: .collation) ? sortedAnew(old, change, table) : []
        }
        guard !Conversion(from: from, to: to).rewrites else {
            if OnlineForm(change.fates, isNeeded: true).swap(change.thing) != nil { return [] }
            return [rewrite(old.id, "\(old.phrase.sentence) becomes \(TypeName(to).shortText)", table)]
        }
        return checkedAnew(old, to, change, table)
    }

    /// Another collation leaves the rows, and sorts the indexes of the column again.
    private static func sortedAnew(_ old: Fact, _ change: Change, _ table: Fact) -> [Hazard] {
        let isIndexed = change.things.oldDependents[change.thing].contains {
            let fact = change.things.fact($0)
            let keys: Set = ["primary key", "unique", "exclude"]
            return fact.kind == .index || keys.contains(fact[.constraintType] ?? "")
        }
        guard isIndexed else { return [] }
        return [
            Hazard(
                .lock, old.id,
                "\(old.phrase.sentence) is sorted otherwise: its indexes are built anew, while nobody can read or write the table.",
                question: .size(of: table))
        ]
    }

    /// Checks of the column are held against every row again, even where the rows stay as they are.
    private static func checkedAnew(_ old: Fact, _ to: String, _ change: Change, _ table: Fact) -> [Hazard] {
        let isChecked = change.things.oldDependents[change.thing].contains {
            let fact = change.things.fact($0)
            return fact[.constraintType] == "check" && fact[.validated] != nil && !change.fates.isDropped($0)
        }
        guard isChecked else { return [] }
        return [
            Hazard(
                .longScan, old.id,
                "\(old.phrase.sentence) becomes \(TypeName(to).shortText): its checks look at every row, while nobody can use the table.",
                question: .size(of: table))
        ]
    }

    // MARK: Columns that are added

    private static func reason(ofAdding change: Change) -> (text: String, isCertain: Bool)? {
        guard let new = change.new, !OnlineForm(change.fates, isNeeded: true).isFilledInBatches(change.thing) else {
            return nil
        }
        if let fill = change.fill { return fill.isConstant ? nil : ("each row gets its value", true) }
        if let generated = new[.generated] {
            return generated.hasSuffix(" stored") ? ("each row gets its generated value", true) : nil
        }
        if new[.identity] != nil { return ("each row gets its number", true) }
        if let expression = change.defaultExpression {
            switch DefaultVolatility(expression, in: change.things.to) {
            case .volatile: return ("its default gives each row a value of its own", true)
            case .unknown: return ("its default may give each row a value of its own", false)
            case .constant: break
            }
        }
        if let domain = change.domain, domain[.notNull] != nil || hasChecks(domain, change) {
            return ("each row is held against the checks of its domain", true)
        }
        return nil
    }

    private static func hasChecks(_ domain: Fact, _ change: Change) -> Bool {
        change.things.to.facts.contains { $0.kind == .domainConstraint && $0.parent == domain.id }
    }
}
