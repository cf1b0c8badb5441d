internal import Foundation
internal import Naming

/// What a statement that somebody wrote does to rows that are there, as PostgreSQL's grammar reads it.
public enum RowStatement: Sendable, Equatable {
    /// Rows of one table get values.
    case update(table: String, columns: [String], condition: String?)
    case delete(table: String, condition: String?)
    case truncate(tables: [String])
    /// New rows alone.
    case insert
    /// A column that rows get a value of with it; nil where nobody can say which.
    case addColumn(table: String, column: String, value: String?)
    /// A column's values become what `expression` says.
    case convert(table: String, column: String, expression: String)
    /// A value of an enum type gets another name.
    case renameValue(type: String, old: String, new: String)
    /// Nothing but the schema changes.
    case none
    /// Rows may change, and nobody can say which.
    case unknown

    /// Statements that change nothing but the schema, by their first word.
    private static let schemaWords: Set = [
        "alter", "create", "drop", "comment", "grant", "revoke", "set", "reset", "security", "refresh", "reindex",
        "cluster", "analyze", "vacuum", "import", "reassign",
    ]

    public init(_ statement: SQLScript.Statement) {
        let tree = SyntaxNode(statement.text)
        let isOfSchema = Self.schemaWords.contains(statement.keyword)
        self = tree.flatMap { Self($0, statement.text, isOfSchema: isOfSchema) } ?? (isOfSchema ? .none : .unknown)
    }

    private init?(_ tree: SyntaxNode, _ text: String, isOfSchema: Bool) {
        let (update, delete, insert) = (tree["UpdateStmt"], tree["DeleteStmt"], tree["InsertStmt"])
        if update.exists {
            guard !update["fromClause"].exists, let table = Self.table(update["relation"]) else { return nil }
            let columns = update["targetList"].elements.compactMap { $0["ResTarget"]["name"].string }
            guard let condition = Self.condition(of: update, text) else { return nil }
            self = .update(table: table, columns: columns.map(quotedIdentifier), condition: condition)
        } else if delete.exists {
            guard !delete["usingClause"].exists, let table = Self.table(delete["relation"]) else { return nil }
            guard let condition = Self.condition(of: delete, text) else { return nil }
            self = .delete(table: table, condition: condition)
        } else if insert.exists {
            guard !insert["withClause"].exists, !insert["onConflictClause"].exists else { return nil }
            self = .insert
        } else if tree["TruncateStmt"].exists {
            let tables = tree["TruncateStmt"]["relations"].elements.compactMap { Self.table($0["RangeVar"]) }
            guard !tables.isEmpty else { return nil }
            self = .truncate(tables: tables)
        } else if let old = tree["AlterEnumStmt"]["oldVal"].string, let new = tree["AlterEnumStmt"]["newVal"].string {
            let names = tree["AlterEnumStmt"]["typeName"].elements.compactMap { $0["String"]["sval"].string }
            self = .renameValue(type: names.map(quotedIdentifier).joined(separator: "."), old: old, new: new)
        } else if let change = Self.alteration(tree["AlterTableStmt"], text) {
            self = change
        } else {
            return nil
        }
    }

    private static func table(_ relation: SyntaxNode) -> String? {
        guard let name = relation["relname"].string else { return nil }
        guard let schema = relation["schemaname"].string else { return quotedIdentifier(name) }
        return QualifiedName(schema, name).sql
    }

    /// What stands behind WHERE; `.some(nil)` where there is none, nil where more than that decides about rows.
    private static func condition(of node: SyntaxNode, _ text: String) -> String?? {
        guard !node["withClause"].exists, !node["returningList"].exists, !node["whereClause"]["CurrentOfExpr"].exists
        else { return nil }
        guard node["whereClause"].exists else { return .some(nil) }
        guard let start = node["whereClause"].start else { return nil }
        // Nothing but parentheses, signs and NOT can stand between the word and the first thing that has a place.
        return rest(of: text, behind: "where", before: start).map { .some($0) }
    }

    /// What follows the last `word` that stands before the byte `end`.
    private static func rest(of text: String, behind word: String, before end: Int) -> String? {
        let before = String(decoding: text.utf8.prefix(end), as: UTF8.self)
        guard let place = before.range(of: word, options: [.backwards, .caseInsensitive]) else { return nil }
        let rest = text.utf8.dropFirst(before[..<place.upperBound].utf8.count)
        return String(decoding: rest, as: UTF8.self).trimmingCharacters(in: .whitespaces)
    }

    private static func alteration(_ statement: SyntaxNode, _ text: String) -> RowStatement? {
        guard statement["objtype"].string == "OBJECT_TABLE", let table = table(statement["relation"]) else {
            return nil
        }
        let commands = statement["cmds"].elements.map { $0["AlterTableCmd"] }
        guard commands.count == 1, let command = commands.first else { return nil }
        return added(command["def"]["ColumnDef"], to: table, text) ?? converted(command, of: table, text)
    }

    private static func added(_ column: SyntaxNode, to table: String, _ text: String) -> RowStatement? {
        let constraints = column["constraints"].elements.map { $0["Constraint"] }
        guard let name = column["colname"].string, let place = constraints.firstIndex(where: \.fillsRows) else {
            return nil
        }
        var value: String?
        if constraints[place]["contype"].string == "CONSTR_DEFAULT", let start = constraints[place]["location"].number {
            // It ends where the next constraint begins, which has its place too.
            let end = place + 1 < constraints.count ? constraints[place + 1]["location"].number : text.utf8.count
            let bytes = text.utf8.dropFirst(start + "default".count).prefix(
                max(0, (end ?? 0) - start - "default".count))
            value = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        }
        return .addColumn(table: table, column: quotedIdentifier(name), value: value?.isEmpty == true ? nil : value)
    }

    private static func converted(_ conversion: SyntaxNode, of table: String, _ text: String) -> RowStatement? {
        guard conversion["subtype"].string == "AT_AlterColumnType", let column = conversion["name"].string else {
            return nil
        }
        let using = conversion["def"]["ColumnDef"]["raw_default"]
        guard using.exists, !isPlainCast(using), let start = using.start else { return nil }
        return rest(of: text, behind: "using", before: start).map { text in
            // What it is cast to in the end may be a type that is new.
            let end = using["TypeCast"].exists ? text.range(of: "::", options: .backwards)?.lowerBound : nil
            return .convert(
                table: table, column: quotedIdentifier(column), expression: String(text[..<(end ?? text.endIndex)]))
        }
    }

    /// `column::type`, by way of text or not.
    private static func isPlainCast(_ node: SyntaxNode) -> Bool {
        node["ColumnRef"].exists || (node["TypeCast"].exists && isPlainCast(node["TypeCast"]["arg"]))
    }
}

extension SyntaxNode {
    /// Whether a new column with this constraint has a value in rows that are there.
    fileprivate var fillsRows: Bool {
        ["CONSTR_DEFAULT", "CONSTR_GENERATED", "CONSTR_IDENTITY"].contains(self["contype"].string)
    }
}
