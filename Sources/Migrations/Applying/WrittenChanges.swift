internal import Catalog
internal import Foundation
internal import SQL
internal import Schema
internal import SchemaDiff

/// What the statements of some migrations do to rows, which no comparison of schemas tells.
struct WrittenChanges {
    /// What columns that are new, or required from now on, get.
    private(set) var declared = DeclaredChanges.none
    private(set) var hazards: [Hazard] = []

    /// - Parameters:
    ///   - before: What is there when the first of them begins.
    ///   - after: What is there when the last has ended.
    init(
        of migrations: [Migration], _ direction: MigrationFileName.Direction = .up, from before: Catalog,
        to after: Catalog
    ) {
        for migration in migrations {
            var uncounted: Set<String> = []
            for statement in SQLScript(migration.text(direction)).statements
            where !statement.isOurPositioning && !statement.makesRoles {
                let batches = BatchedUpdate(statement.text)
                let written = batches.flatMap { SQLScript($0.whole).statements.first } ?? statement
                if case .update(let table, let columns, _) = RowStatement(written), let batches {
                    declared.batched.formUnion(columns.map { Self.column(table, $0) })
                    for (column, value) in batches.values { fill(table, column, value, isConstant: false) }
                }
                if !note(RowStatement(written), before, after) { uncounted.insert(statement.keyword.uppercased()) }
            }
            guard !uncounted.isEmpty else { continue }
            let name = "\(migration.version)_\(migration.name)"
            hazards.append(
                Hazard(
                    .changesRows, Fact.ID(.other, name),
                    "The \(direction == .up ? "migration" : "way back of") \(name) has statements that may change rows: "
                        + "\(uncounted.sorted().joined(separator: ", ")). Nobody counted which."))
        }
        hazards = Set(hazards).sorted()
    }

    /// False where nobody can say what the statement does.
    private mutating func note(_ statement: RowStatement, _ before: Catalog, _ after: Catalog) -> Bool {
        switch statement {
        case .none, .insert: return true
        case .unknown: return false
        case .addColumn(let table, let column, let value): fill(table, column, value ?? "", isConstant: true)
        case .truncate(let tables):
            for table in tables {
                lose("TRUNCATE deletes the rows of \(Fact.ID(.table, table).shortName)", table, where: nil)
            }
        case .delete(let table, let condition):
            lose("DELETE deletes rows of \(Fact.ID(.table, table).shortName)", table, where: condition)
        case .renameValue(let type, let old, let new):
            for column in before.facts where column.kind == .column {
                guard let isList = [type: false, "\(type)[]": true][column[.type] ?? ""] else { continue }
                var replacement =
                    declared.replacements[column.id]
                    ?? SchemaDiff.ValueReplacement(type: Fact.ID(.enumeration, type), isList: isList, values: [])
                replacement.values.append(.init(old: old, new: new, isRename: true))
                declared.replacements[column.id] = replacement
            }
        case .convert(let table, let column, let expression):
            declared.rewritten[Self.column(table, column), default: []].append("true")
            change(table, [column], where: "(\(expression))::text is distinct from (\(column))::text")
        case .update(let table, let columns, let condition):
            for column in columns {
                if Self.fills(column, where: condition) { fill(table, column, "", isConstant: false) }
                declared.rewritten[Self.column(table, column), default: []].append(condition ?? "true")
            }
            // Where nothing was, nothing is lost.
            let isEmpty = columns.count == 1 && Self.isEmpty(columns[0], where: condition?.lowercased() ?? "")
            let known = columns.filter { before[Self.column(table, $0)] != nil || after[Self.column(table, $0)] == nil }
            if !isEmpty, !known.isEmpty { change(table, known, where: condition ?? "true") }
        }
        return true
    }

    /// Takes what is said of columns as said of the columns that they have become.
    mutating func follow(_ renames: [DeclaredRename]) {
        for rename in renames where declared.batched.contains(rename.old) { declared.batched.insert(rename.new) }
    }

    /// Whether only rows without a value of the column are meant.
    private static func isEmpty(_ column: String, where condition: String) -> Bool {
        let wanted = "\(column.lowercased()) is null"
        return condition == wanted || condition.hasPrefix("\(wanted) and ") && !condition.contains(" or ")
    }

    /// Whether an UPDATE reaches every row that has no value of the column yet.
    private static func fills(_ column: String, where condition: String?) -> Bool {
        guard let condition = condition?.lowercased() else { return true }
        let wanted = "\(column.lowercased()) is null"
        // Several columns are filled at once where any of them is missing.
        let isPlain = !condition.contains { "('\"".contains($0) } || condition == wanted
        return isPlain && condition.components(separatedBy: " or ").contains(wanted)
    }

    private mutating func fill(_ table: String, _ column: String, _ value: String, isConstant: Bool) {
        let id = Self.column(table, column)
        if declared.fills[id] == nil { declared.fills[id] = Fill(value, isConstant: isConstant) }
    }

    private mutating func lose(_ what: String, _ table: String, where condition: String?) {
        hazards.append(
            Hazard(
                .dataLoss, Fact.ID(.table, table), "\(what).",
                question: .rows(of: table, where: condition ?? "true")))
    }

    private mutating func change(_ table: String, _ columns: [String], where condition: String) {
        for column in columns {
            hazards.append(
                Hazard(
                    .changesRows, Self.column(table, column),
                    "Rows of \(Fact.ID(.table, table).shortName) get another value of \(column).",
                    question: .rows(of: table, where: condition)))
        }
    }

    private static func column(_ table: String, _ name: String) -> Fact.ID { Fact.ID(.column, "\(table).\(name)") }
}

extension SQLScript.Statement {
    /// How berry's own migrations put a sequence where another one was.
    fileprivate var isOurPositioning: Bool { text.hasPrefix("select setval(s, least(") }

    /// How berry's own migrations make the API roles.
    fileprivate var makesRoles: Bool { keyword == "do" && text.hasSuffix(Platform.roles.dropLast()) }
}
