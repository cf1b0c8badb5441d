internal import Catalog

/// A column of a large table that gets another type: a second column is filled a few rows at a time while a trigger
/// keeps it in step, gets the first one's indexes and constraints, and takes its place.
///
/// It isn't for what rests on the column from outside of the table: keys that others refer to, partitions, generated
/// columns. Those are written anew in one statement, which is a hazard.
struct ColumnSwap {
    private let things: Things
    private let column: Fact
    private let old: Fact
    private let keepsTime: Bool
    /// What PostgreSQL would carry along, and goes with the old column.
    private let carried: [Fact]

    /// Nil where the column is converted in place.
    init?(_ thing: Int, _ fates: Fates) {
        let things = fates.things
        guard let old = things.old[thing], let new = things.new[thing], new.kind == .column,
            case .altered = fates[thing], things.sides.declared.isWrittenInBatches(new), things.sides.isOnline,
            Conversion(from: old[.type] ?? "", to: new[.type] ?? "").rewrites,
            !things.oldDependencies[thing].contains(where: fates.setAside.contains),
            Self.isPlain(old), Self.isPlain(new), old[.notNull] != nil || new[.notNull] == nil,
            let table = things.newParent(thing), let after = things.new[table],
            let before = things.old[table], before.kind == .table, after[.partitionKey] == nil, after[.server] == nil,
            !fates.isCreated(table)
        else { return nil }
        let name = Self.temporaryName(new)
        let number = Fact.ID(.column, "\(new[.table] ?? "").\(name)")
        guard things[number] == nil else { return nil }
        var carried: [Fact] = []
        for dependent in things.oldDependents[thing] {
            // What goes or is made anew anyway does so around the moment of the swap.
            if fates.isDropped(dependent) { continue }
            guard let fact = things.new[dependent], case .same = fates[dependent], Self.canCarry(fact, of: new) else {
                return nil
            }
            carried.append(fact)
        }
        self.things = things
        self.old = old
        self.carried = carried.sorted { $0.id < $1.id }
        column = new
        keepsTime = things.keepsTime(of: new[.table] ?? "")
    }

    private static func isPlain(_ column: Fact) -> Bool {
        column[.identity] == nil && column[.generated] == nil && column.inheritedFrom.isEmpty
    }

    /// Whether a copy can be made of it, for the other column.
    private static func canCarry(_ fact: Fact, of column: Fact) -> Bool {
        switch fact.kind {
        case .grant, .comment: return true
        case .index:
            return fact.inheritedFrom.isEmpty && fact[.clustered] == nil && fact[.statistics] == nil
                && fact[.tablespace] == nil && fact[.valid] != nil
        case .constraint:
            guard fact[.table] == column[.table], fact[.clustered] == nil, fact.inheritedFrom.isEmpty,
                fact[.tablespace] == nil, fact[.validated] != nil
            else { return false }
            return ["check", "unique", "foreign key"].contains(fact[.constraintType] ?? "")
                && fact[.definition]?.contains("WITHOUT OVERLAPS") == false
        default: return false
        }
    }

    /// Whether `column` is one that a trigger of an earlier file fills, until it takes another one's place.
    static func isCopy(_ column: Fact, in catalog: Catalog) -> Bool {
        let assignment = " into new.\(column[.column] ?? "") from "
        return catalog.facts.contains { fact in
            fact.kind == .function && fact.name.contains(".zz_convert_")
                && fact.name.hasSuffix("_\(FillingTrigger.bareName(of: column[.table] ?? ""))()")
                && fact[.definition]?.contains(assignment) == true
        }
    }

    // MARK: Names

    private static func temporaryName(_ column: Fact) -> String {
        OnlineForm.bounded("\(unquoted(column[.column] ?? ""))_new")
    }

    /// The other column's name until it takes this one's place.
    var temporary: String { Self.temporaryName(column) }
    /// The other column, until then.
    var temporaryID: Fact.ID { Fact.ID(.column, "\(column[.table] ?? "").\(temporary)") }

    private var name: String { column[.column] ?? "" }
    private var table: String { "alter table \(column[.table] ?? "")" }
    private var requirement: String { OnlineForm.bounded("\(unquoted(temporary))_is_not_null") }

    private func copyName(_ fact: Fact) -> String { OnlineForm.bounded("\(unquoted(fact[.column] ?? ""))_new") }

    private var trigger: FillingTrigger {
        let schema = things.to[Fact.ID(.schema, "private")] == nil ? column[.schema] ?? "public" : "private"
        return FillingTrigger(
            columns: [], copies: [(temporary, value)], table: column[.table] ?? "", schema: schema,
            keepsTime: keepsTime, word: "convert_\(unquoted(name))")
    }

    /// What the old value becomes.
    var value: String { ColumnChanges.converted(column, from: old[.type] ?? "", in: things.sides) }

    private var constraints: [Fact] { carried.filter { $0.kind == .constraint && $0[.constraintType] != "unique" } }
    /// Indexes, those of unique constraints too.
    private var indexes: [(fact: Fact, definition: String)] {
        carried.compactMap { fact in
            if fact.kind == .index { return fact[.definition].map { (fact, $0) } }
            return fact[.constraintType] == "unique" ? fact[.index].map { (fact, $0) } : nil
        }
    }

    /// `text`, which names columns of this table alone, about the other column.
    private func copy(_ text: String) -> String { SQLText.renaming(name, to: temporary, in: text) }

    // MARK: Statements

    /// What is done while everybody goes on working with the column.
    var preparation: [PlanStep] {
        var other = column
        other.id = temporaryID
        other.properties[.column] = temporary
        var first = ColumnChanges.createEmpty(other, default: nil) + trigger.creation
        if column[.notNull] != nil {
            first.append("\(table) add constraint \(requirement) check (\(temporary) is not null) not valid")
        }
        for constraint in constraints {
            let deferrable = constraint[.deferrable].map { " \($0)" } ?? ""
            first.append(
                "\(table) add constraint \(copyName(constraint)) \(copy(constraint[.definition] ?? ""))\(deferrable)"
                    + " not valid")
        }
        let update = BatchedUpdate(
            table: column[.table] ?? "", assignments: "\(temporary) = \(value)",
            condition: "\(temporary) is null and \(name) is not null")
        var steps = [step(first[0], .ownTransaction)] + first.dropFirst().map { step($0, .withPrevious) }
        steps.append(step(update.statement, .outside))
        let validated = (column[.notNull] == nil ? [] : [requirement]) + constraints.map(copyName)
        steps += validated.map { step("\(table) validate constraint \($0)", .laterTransaction) }
        for (fact, definition) in indexes {
            let old = " \(fact[.column] ?? "") ON "
            guard let range = definition.firstRange(of: old) else { continue }
            let text =
                definition[..<range.lowerBound] + " \(copyName(fact)) ON "
                + copy(String(definition[range.upperBound...]))
            steps.append(step(OnlineForm.concurrently(String(text)), .outside))
        }
        return steps
    }

    /// What makes the other column take this one's place, in one transaction with what is made anew around it.
    ///
    /// - Parameter others: what else changes about the column.
    func exchange(_ others: [String]) -> [PlanStep] {
        var statements = trigger.removal
        if column[.notNull] != nil {
            // PostgreSQL trusts the check, and looks at no row (manual, ALTER TABLE).
            statements.append("\(table) alter column \(temporary) set not null")
            statements.append("\(table) drop constraint \(requirement)")
        }
        statements.append("\(table) drop column \(name)")
        statements.append("\(table) rename column \(temporary) to \(name)")
        for constraint in constraints {
            statements.append(
                "\(table) rename constraint \(copyName(constraint)) to \(constraint[.column] ?? "")")
        }
        for (fact, _) in indexes {
            let schema = fact[.schema] ?? "public"
            statements.append("alter index \(schema).\(copyName(fact)) rename to \(fact[.column] ?? "")")
            if fact.kind == .constraint {
                let deferrable = fact[.deferrable].map { " \($0)" } ?? ""
                statements.append(
                    "\(table) add constraint \(fact[.column] ?? "") unique using index \(fact[.column] ?? "")\(deferrable)"
                )
            }
        }
        statements += others
        for fact in carried where fact.kind == .grant || fact.kind == .comment {
            statements += fact.kind.changes.create(fact, in: things.to)
        }
        return statements.map { step($0) }
    }

    private func step(_ statement: String, _ execution: PlanStep.Execution = .together) -> PlanStep {
        PlanStep(statement: statement, action: .alter, subject: column.id, execution: execution)
    }
}
