internal import Naming

extension Statement {
    private static let width = 100

    /// The statement as readable SQL, with its semicolon and without a final newline.
    public var sql: String {
        switch self {
        case .createSchema(let name): return "create schema if not exists \(quotedIdentifier(name));"
        case .createExtension(let name, let schema):
            return "create extension if not exists \(quotedIdentifier(name)) with schema \(quotedIdentifier(schema));"
        case .createEnum(let name, let values):
            return "create type \(name.sql) as enum (\(values.map(quotedLiteral).joined(separator: ", ")));"
        case .createTable(let table): return Self.sql(of: table)
        case .addConstraint(let table, let constraint):
            return "alter table \(table.sql)\n  add \(Self.sql(of: constraint));"
        case .createIndex(let index): return Self.sql(of: index)
        case .createView(let view): return view.sql
        case .createFunction(let function): return Self.sql(of: function)
        case .createTrigger(let trigger):
            let arguments = trigger.arguments.map(quotedLiteral).joined(separator: ", ")
            return "create trigger \(quotedIdentifier(trigger.name))\n  \(trigger.event) on \(trigger.table.sql)\n"
                + "  for each row execute function \(trigger.function.sql)(\(arguments));"
        case .comment(let target, let text): return "comment on \(Self.sql(of: target)) is \(quotedLiteral(text));"
        case .enableRowSecurity(let table): return "alter table \(table.sql) enable row level security;"
        case .revoke(let privileges, let target, let roles):
            return "revoke \(privileges.joined(separator: ", ")) on \(Self.sql(of: target)) from \(Self.list(roles));"
        case .grant(let privileges, let target, let roles):
            return Self.sql(ofGrant: privileges, on: target, to: roles)
        case .createPolicy(let policy): return Self.sql(of: policy)
        case .publish(let table, let columns, let publication):
            let head = "alter publication \(quotedIdentifier(publication)) add table \(table.sql)"
            return columns.isEmpty
                ? head + ";" : Self.listed(head, columns.map(quotedIdentifier), indentation: "") + ";"
        case .block(let text): return text
        case .dropPolicy(let name, let table): return "drop policy \(quotedIdentifier(name)) on \(table.sql);"
        case .dropConstraint(let name, let table):
            return "alter table \(table.sql) drop constraint \(quotedIdentifier(name));"
        case .dropTable(let name): return "drop table \(name.sql);"
        case .dropView(let name): return "drop view \(name.sql);"
        case .dropFunction(let signature, let withTriggers):
            return "drop function \(signature.sql)\(withTriggers ? " cascade" : "");"
        case .dropExtension(let name): return "drop extension if exists \(quotedIdentifier(name));"
        case .dropType(let name): return "drop type \(name.sql);"
        case .dropSchema(let name): return "drop schema \(quotedIdentifier(name));"
        }
    }

    private static func list(_ names: [String]) -> String { names.map(quotedIdentifier).joined(separator: ", ") }

    /// On one line, or one privilege a line, its columns folded.
    private static func sql(ofGrant privileges: [Privilege], on target: GrantTarget, to roles: [String]) -> String {
        let parts = privileges.map { $0.columns.isEmpty ? $0.name : "\($0.name) (\(list($0.columns)))" }
        let end = "on \(sql(of: target)) to \(list(roles));"
        let line = "grant \(parts.joined(separator: ", ")) \(end)"
        if line.utf8.count <= width { return line }
        let folded = zip(privileges, parts).map { privilege, part in
            privilege.columns.isEmpty
                ? part : listed(privilege.name, privilege.columns.map(quotedIdentifier), indentation: "  ")
        }
        return "grant\n  \(folded.joined(separator: ",\n  "))\n  \(end)"
    }

    /// `head (item, …)` on one line that begins with `indentation`, or with as many items as fit on each of several.
    public static func listed(_ head: String, _ items: [String], indentation: String) -> String {
        let line = "\(head) (\(items.joined(separator: ", ")))"
        if indentation.utf8.count + line.utf8.count < width { return line }
        let inner = indentation + "  "
        var lines = [""]
        for (position, item) in items.enumerated() {
            let word = item + (position < items.count - 1 ? "," : "")
            let line = lines[lines.count - 1]
            if !line.isEmpty, inner.utf8.count + line.utf8.count + 1 + word.utf8.count > width {
                lines.append(word)
            } else {
                lines[lines.count - 1] = line.isEmpty ? word : "\(line) \(word)"
            }
        }
        return "\(head) (\n\(inner)\(lines.joined(separator: "\n\(inner)"))\n\(indentation))"
    }

    private static func sql(of target: GrantTarget) -> String {
        switch target {
        case .table(let name), .view(let name): "table \(name.sql)"
        case .sequence(let name): "sequence \(name.sql)"
        case .schema(let name): "schema \(quotedIdentifier(name))"
        case .function(let signature): "function \(signature.sql)"
        }
    }

    private static func sql(of target: CommentTarget) -> String {
        switch target {
        case .table(let name): "table \(name.sql)"
        case .view(let name): "view \(name.sql)"
        case .column(let table, let column): "column \(table.sql).\(quotedIdentifier(column))"
        case .function(let signature): "function \(signature.sql)"
        case .policy(let name, let table): "policy \(quotedIdentifier(name)) on \(table.sql)"
        case .schema(let name): "schema \(quotedIdentifier(name))"
        }
    }

    private static func sql(of table: CreateTable) -> String {
        let lines = table.columns.map(sql(of:)) + table.constraints.map(sql(of:))
        return "create table \(table.name.sql) (\n  \(lines.joined(separator: ",\n  "))\n);"
    }

    private static func sql(of column: CreateTable.Column) -> String {
        var text = "\(quotedIdentifier(column.name)) \(column.type)"
        if let sequence = column.sequence {
            text += " generated by default as identity (sequence name \(sequence.sql))"
        }
        if let value = column.generated { text += " generated always as (\(value.sql)) stored" }
        if column.isNotNull { text += " not null" }
        if let value = column.defaultValue { text += " default \(value.sql)" }
        return text
    }

    static func sql(of constraint: CreateTable.Constraint) -> String {
        body(of: constraint) + (constraint.isDeferred ? " deferrable initially deferred" : "")
    }

    private static func body(of constraint: CreateTable.Constraint) -> String {
        let name = "constraint \(quotedIdentifier(constraint.name)) "
        switch constraint.kind {
        case .primaryKey(let columns): return name + "primary key (\(list(columns)))"
        case .unique(let columns): return name + "unique (\(list(columns)))"
        case .check(let condition):
            return name + parenthesized("check", condition)
        case .exclude(let exclusion):
            let period = "\(exclusion.rangeType)(\(list([exclusion.from, exclusion.to]))) with &&"
            let parts = exclusion.within.map { "\(quotedIdentifier($0)) with =" } + [period]
            let condition = exclusion.condition.map { " where (\($0.sql))" } ?? ""
            return name + "exclude using gist (\(parts.joined(separator: ", ")))" + condition
        case .foreignKey(let key):
            let foreign = "foreign key (\(list(key.columns)))"
            let match = key.matchesFully ? " match full" : ""
            let cleared = key.cleared.isEmpty ? "" : " (\(list(key.cleared)))"
            let action = "on delete \(key.onDelete.rawValue)\(cleared)"
            let target = "references \(key.table.sql) (\(list(key.referenced)))\(match) \(action)"
            let isShort = name.utf8.count + foreign.utf8.count + target.utf8.count + 3 <= width
            return name + foreign + (isShort ? " " : "\n    ") + target
        }
    }

    /// The condition on the same line, or indented on lines of its own.
    private static func parenthesized(_ word: String, _ condition: SQLExpression) -> String {
        let line = "\(word) (\(condition.sql))"
        if line.utf8.count + 2 <= width { return line }
        return "\(word) (\n    \(condition.lines(indentation: "    ", width: width))\n  )"
    }

    private static func sql(of index: CreateIndex) -> String {
        let columns = index.columns.map { quotedIdentifier($0.name) + ($0.isDescending ? " desc" : "") }
        var text = "create \(index.isUnique ? "unique " : "")index \(quotedIdentifier(index.name)) on "
        text += index.table.sql + (index.method == "btree" ? "" : " using \(index.method)")
        text += " (\(columns.joined(separator: ", ")))"
        if !index.include.isEmpty { text += " include (\(list(index.include)))" }
        guard let condition = index.condition else { return text + ";" }
        let line = "\(text) where \(condition.sql);"
        return line.utf8.count <= width ? line : "\(text)\n  where \(condition.sql);"
    }

    private static func sql(of function: CreateFunction) -> String {
        let parameters = function.parameters.map { "\(quotedIdentifier($0.name)) \($0.type)" }.joined(separator: ", ")
        var text = "create function \(function.name.sql)(\(parameters)) returns \(function.returns)\n"
        text += "  language \(function.language)"
        if function.volatility != "volatile" { text += " \(function.volatility)" }
        if function.isSecurityDefiner { text += " security definer" }
        return text + " set search_path = ''\nas \(dollarQuoted("\n\(function.body)\n"));"
    }

    private static func sql(of policy: CreatePolicy) -> String {
        var text = "create policy \(quotedIdentifier(policy.name))\n  on \(policy.table.sql) for "
        text += "\(policy.command.rawValue) to \(list(policy.roles))"
        if let using = policy.using {
            text += "\n  " + parenthesized("using", using)
        }
        if let check = policy.check {
            text += "\n  " + parenthesized("with check", check)
        }
        return text + ";"
    }
}

extension Sequence<Statement> {
    /// The statements as one text, a blank line before each that begins something new.
    public var script: String {
        let pieces = pieces
        return pieces.isEmpty ? "" : pieces.map { $0.separator + $0.statement.sql }.joined() + "\n"
    }

    /// Each statement with the line of ``script`` at which it begins; the first line is 1.
    public var lines: [(statement: Statement, line: Int)] {
        var line = 1
        return pieces.map { piece in
            line += piece.separator.utf8.count
            defer { line += piece.statement.sql.utf8.count { $0 == UInt8(ascii: "\n") } }
            return (piece.statement, line)
        }
    }

    /// Each statement with the line breaks before it.
    private var pieces: [(separator: String, statement: Statement)] {
        var previous: Statement?
        return map { statement in
            defer { previous = statement }
            guard let previous else { return ("", statement) }
            return (statement.follows(previous) ? "\n" : "\n\n", statement)
        }
    }
}

extension Statement {
    /// Whether it reads well directly below `previous`.
    fileprivate func follows(_ previous: Statement) -> Bool {
        switch self {
        case .comment: true
        case .enableRowSecurity: false
        case .createIndex: if case .createIndex = previous { true } else { false }
        default: isBrief && previous.isBrief
        }
    }

    private var isBrief: Bool {
        switch self {
        case .comment, .revoke, .grant, .createExtension, .dropExtension, .createIndex, .enableRowSecurity, .dropTable,
            .dropView, .dropFunction, .dropType,
            .dropPolicy, .dropConstraint, .dropSchema:
            true
        default: false
        }
    }
}
