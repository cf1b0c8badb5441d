internal import Catalog

/// How a table that exists is changed while others read and write it.
///
/// An index is built without locking writers out; a check or a foreign key holds for new rows first and is validated
/// afterwards, in a transaction of its own; a unique key takes over an index that was built before; a column becomes
/// required by way of a validated check (manual, "ALTER TABLE", "Notes").
struct OnlineForm {
    let fates: Fates

    var things: Things { fates.things }

    private let isNeeded: Bool

    init(_ fates: Fates, isNeeded: Bool) {
        self.fates = fates
        self.isNeeded = isNeeded
    }

    // MARK: What takes more than its statement

    /// The way on which a column gets another type while everybody works with it; nil for one that is converted.
    func swap(_ thing: Int) -> ColumnSwap? { isNeeded ? ColumnSwap(thing, fates) : nil }

    /// What is done before a change, while everybody goes on working with the thing.
    func preparation(_ thing: Int) -> [PlanStep] { swap(thing)?.preparation ?? [] }

    /// What remains to be done when the rest is committed, in order.
    func laterParts(of thing: Int) -> [Actions.Part] {
        if isSwapped(thing) { return [.settle] }
        if isValidated(thing) { return [.validate] }
        if swap(thing) != nil { return [] }
        let isInBatches = isFilledInBatches(thing)
        guard isInBatches || becomesRequired(thing), let column = things.new[thing] else { return [] }
        let isFirst = filledTogether(with: column).first == thing
        let isRequired = column[.notNull] != nil
        return (isFirst ? [.fill] : []) + (isRequired ? [.validate] : []) + (isFirst || isRequired ? [.settle] : [])
    }

    /// The columns of a table that become required and get values, or that get them in batches: in one statement,
    /// because each of their checks holds for every row that it writes.
    func filledTogether(with column: Fact) -> [Int] {
        guard let table = things[column.parent ?? column.id] else { return [] }
        return things.newDependents(of: table).filter { thing in
            if isFilledInBatches(thing) { return true }
            guard becomesRequired(thing), let fact = things.new[thing] else { return false }
            return things.sides.declared.fills[fact.id] != nil
        }
    }

    /// Whether `dependent` can't be made before it is settled.
    func isUnusable(_ thing: Int, for dependent: Int) -> Bool {
        if swap(thing) != nil { return false }
        if becomesRequired(thing) || isSwapped(thing) { return true }
        // What reads every row waits until all have their values.
        let kind = things.fact(dependent).kind
        return isFilledInBatches(thing) && (kind == .index || kind == .constraint)
    }

    func createsAlone(_ thing: Int) -> Bool { isIndexBuilt(thing) || isKeyBuilt(thing) }

    func dropsAlone(_ thing: Int) -> Bool { drop(thing)?.isEmpty == false }

    // MARK: Statements

    /// The first statements for something new; nil where the usual ones do.
    func creation(_ thing: Int) -> [PlanStep]? {
        guard let fact = things.new[thing] else { return nil }
        if isIndexBuilt(thing) {
            var statements = IndexChanges.create(fact, in: things.to)
            statements[0] = Self.concurrently(statements[0])
            if isSwapped(thing) {
                statements = [
                    statements[0].replacingFirst(" \(fact[.column] ?? "") ", with: " \(temporaryName(thing)) ")
                ]
            }
            return steps(fact, .create, [statements[0]], .outside) + steps(fact, .create, Array(statements.dropFirst()))
        }
        if isKeyBuilt(thing), let index = fact[.index] {
            let key = fact[.constraintType] == "primary key" ? "primary key" : "unique"
            let deferrable = fact[.deferrable].map { " \($0)" } ?? ""
            let name = fact[.column] ?? ""
            let table = "alter table \(fact[.table] ?? "")"
            return steps(
                fact, .create, [Self.concurrently(index) + (fact[.tablespace].map { " tablespace \($0)" } ?? "")],
                .outside)
                + steps(fact, .create, ["\(table) add constraint \(name) \(key) using index \(name)\(deferrable)"])
                + steps(fact, .create, ConstraintChanges.settings(fact))
        }
        if isValidated(thing) {
            var unvalidated = fact
            unvalidated.properties[.validated] = nil
            return steps(fact, .create, ConstraintChanges.create(unvalidated, in: things.to))
        }
        return nil
    }

    /// The first statements of a change; nil where the usual ones do.
    func alteration(_ thing: Int, _ statements: [String]) -> [PlanStep]? {
        if let swap = swap(thing), let fact = things.new[thing] {
            let conversion = ColumnChanges.conversion(of: fact, from: things.old[thing]?[.type] ?? "", in: things.sides)
            let filling = ColumnChanges.filling(fact, in: things.sides)
            let nullability = "alter table \(fact[.table] ?? "") alter column \(fact[.column] ?? "") "
            return swap.exchange(
                statements.filter {
                    $0 != conversion && !filling.contains($0) && $0 != "\(nullability)set not null"
                        && $0 != "\(nullability)drop not null"
                })
        }
        guard becomesRequired(thing), let fact = things.new[thing] else { return nil }
        let filling = ColumnChanges.filling(fact, in: things.sides)
        if isFilledInBatches(thing) {
            return steps(
                fact, .alter, statements.filter { $0 != ColumnChanges.requirement(fact) && !filling.contains($0) })
        }
        let others = statements.filter { $0 != ColumnChanges.requirement(fact) && !filling.contains($0) }
        // No row without a value comes any more while those that are there get theirs.
        return steps(fact, .alter, others + [check(fact)])
    }

    /// The statement that lets no row without a value come any more.
    func check(_ column: Fact) -> String {
        "alter table \(column[.table] ?? "") add constraint \(checkName(column)) "
            + "check (\(column[.column] ?? "") is not null) not valid"
    }

    /// The statements for something that goes; nil where the usual ones do.
    func drop(_ thing: Int) -> [PlanStep]? {
        if isSwapped(thing) { return [] }
        guard let fact = things.old[thing], fact.kind == .index, case .dropped = fates[thing],
            isOpen(thing, things.oldParent),
            fact.inheritedFrom.isEmpty,
            !things.oldDependencies[thing].contains(where: { fates.isDropped($0) || fates.isAltered($0) })
        else { return nil }
        return steps(fact, .drop, ["drop index concurrently \(fact.name)"], .outside)
    }

    /// What is done when everything before is committed.
    func later(_ part: Actions.Part, _ thing: Int) -> [PlanStep] {
        guard let fact = things.new[thing] else { return [] }
        let table = "alter table \(fact[.table] ?? "")"
        switch part {
        case .fill where isFilledInBatches(thing): return filling(thing)
        case .fill:
            let columns = filledTogether(with: fact).compactMap { things.new[$0] }
            let filling = things.sides.quietly(
                Fill.statement(
                    columns.compactMap { column in things.sides.declared.fills[column.id].map { (column, $0) } }),
                fact[.table] ?? "")
            return steps(fact, .alter, Array(filling.prefix(1)), .ownTransaction)
                + steps(fact, .alter, Array(filling.dropFirst()), .withPrevious)
        case .validate:
            let constraint = fact.kind == .column ? checkName(fact) : fact[.column] ?? ""
            return steps(fact, .alter, ["\(table) validate constraint \(constraint)"], .laterTransaction)
        case .settle where isSwapped(thing):
            let (old, new) = (fact.name, "\(fact[.schema] ?? "public").\(temporaryName(thing))")
            return steps(fact, .drop, ["drop index concurrently \(old)"], .outside)
                + steps(fact, .alter, ["alter index \(new) rename to \(fact[.column] ?? "")"])
        case .settle:
            var statements: [String] = []
            if fact[.notNull] != nil {
                statements = [ColumnChanges.requirement(fact), "\(table) drop constraint \(checkName(fact))"]
            }
            let filled = filledTogether(with: fact)
            if isFilledInBatches(thing), filled.first == thing {
                statements += fillingTrigger(filled.compactMap { things.new[$0] }).removal
            }
            return steps(fact, .alter, statements)
        case .prepare, .setAside, .drop, .create, .alter: return []
        }
    }

    func steps(
        _ fact: Fact, _ action: PlanStep.Action, _ statements: [String], _ execution: PlanStep.Execution = .together
    ) -> [PlanStep] {
        statements.map { PlanStep(statement: $0, action: action, subject: fact.id, execution: execution) }
    }

    static func concurrently(_ definition: String) -> String {
        for start in ["create unique index ", "create index "] where definition.lowercased().hasPrefix(start) {
            let isWritten = definition.hasPrefix(start)
            return definition.prefix(start.count) + (isWritten ? "concurrently " : "CONCURRENTLY ")
                + definition.dropFirst(start.count)
        }
        return definition
    }

    // MARK: Conditions

    /// A new index of a table or materialized view that exists.
    private func isIndexBuilt(_ thing: Int) -> Bool {
        guard let fact = things.new[thing], fact.kind == .index, fates.isCreated(thing), fact.inheritedFrom.isEmpty
        else {
            return false
        }
        return isOpen(thing, things.newParent)
    }

    /// An index that is replaced for its own sake: the new one is built before the old one goes.
    private func isSwapped(_ thing: Int) -> Bool {
        guard isIndexBuilt(thing), case .replaced = fates[thing], let old = things.old[thing],
            old.inheritedFrom.isEmpty,
            things.new[thing]?[.clustered] == nil, things.new[thing]?[.tablespace] == nil,
            things.new[thing]?[.statistics] == nil
        else { return false }
        return !things.oldDependencies[thing].contains { fates.isDropped($0) || fates.isAltered($0) }
            && !things.newDependencies[thing].contains { fates.isCreated($0) || fates.isAltered($0) }
    }

    /// A new primary or unique key of a table that exists.
    private func isKeyBuilt(_ thing: Int) -> Bool {
        guard let fact = things.new[thing], fact.kind == .constraint, fates.isCreated(thing),
            fact.inheritedFrom.isEmpty,
            fact[.constraintType] == "unique" || fact[.constraintType] == "primary key",
            let definition = fact[.definition],
            !definition.contains("WITHOUT OVERLAPS")
        else { return false }
        return isOpen(thing, things.newParent)
    }

    /// A new check or foreign key of a table that exists.
    private func isValidated(_ thing: Int) -> Bool {
        guard let fact = things.new[thing], fact.kind == .constraint, fates.isCreated(thing),
            fact.inheritedFrom.isEmpty,
            fact[.constraintType] == "check" || fact[.constraintType] == "foreign key", fact[.validated] != nil
        else { return false }
        return isOpen(thing, things.newParent)
    }

    /// A column of a table that exists, which is required from now on.
    func becomesRequired(_ thing: Int) -> Bool {
        guard let old = things.old[thing], let new = things.new[thing], new.kind == .column,
            case .altered = fates[thing],
            old[.notNull] == nil, new[.notNull] != nil, new.inheritedFrom.isEmpty, new[.identity] == nil
        else { return false }
        return isOpen(thing, things.newParent)
    }

    /// Whether it is on something that others work with all the time. PostgreSQL has no such forms for partitioned and
    /// foreign tables.
    func isOpen(_ thing: Int, _ parent: (Int) -> Int?) -> Bool {
        guard isNeeded, let table = parent(thing), let before = things.old[table], let after = things.new[table],
            !fates.isCreated(table), !fates.isDropped(table)
        else { return false }
        if after.kind == .materializedView { return true }
        return after.kind == .table && before[.partitionKey] == nil && after[.partitionKey] == nil
            && after[.server] == nil
    }

    // MARK: Names

    private func checkName(_ column: Fact) -> String {
        Self.bounded("\(unquoted(column[.column] ?? ""))_is_not_null")
    }

    private func temporaryName(_ thing: Int) -> String {
        Self.bounded("\(unquoted(things.fact(thing)[.column] ?? ""))_new")
    }

    /// In double quotes; what is longer than PostgreSQL keeps loses its beginning.
    static func bounded(_ name: String) -> String {
        var name = Substring(name)
        while name.utf8.count > 63 { name = name.dropFirst() }
        // No word with such an ending is reserved.
        if name.wholeMatch(of: /[a-z_][a-z0-9_]*/) != nil { return String(name) }
        return "\"\(name.replacing("\"", with: "\"\""))\""
    }
}

extension String {
    fileprivate func replacingFirst(_ text: String, with other: String) -> String {
        guard let range = firstRange(of: text) else { return self }
        return replacingCharacters(in: range, with: other)
    }

    func replacingCharacters(in range: Range<Index>, with text: String) -> String {
        var copy = self
        copy.replaceSubrange(range, with: text)
        return copy
    }
}
