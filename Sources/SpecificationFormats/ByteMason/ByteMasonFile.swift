public import Diagnostics
internal import SQL
public import Specification

/// A specification file of ByteMason's: the current form holds the SQL of its tables, the archived one a list of fields
/// with free words for types.
public struct ByteMasonFile: Sendable {
    public let name: String?
    /// The description, with the features and the kinds of users that the file names.
    public let description: String?
    public let content: Content
    /// What was decided: warnings.
    public private(set) var diagnostics: [Diagnostic] = []

    /// What the file says of the database.
    public enum Content: Sendable {
        /// One text for each table, in an order in which references find their tables.
        case sql([SourceFile])
        case specification(Specification)
    }

    /// Whether a JSON document is a file of ByteMason's, and no specification of berry's.
    public static func recognizes(_ document: Document) -> Bool {
        document.root.member("berry") == nil
            && (document.root.member("structure")?.value.member("database") != nil
                || document.root.member("dataModel") != nil)
    }

    /// - Parameter fallback: the application's name where the file has none.
    /// - Throws: for what has another shape, and for SQL that does more than make tables.
    public init(_ document: Document, named fallback: String) throws(DiagnosticsError) {
        let root = document.root
        name = root.text("name")
        description = Self.description(root)
        var diagnostics = Diagnostics()
        if let tables = root.member("structure")?.value.member("database")?.value {
            let scripts = Self.scripts(tables, document.file, &diagnostics)
            try diagnostics.throwIfErrors()
            content = .sql(Self.ordered(scripts))
        } else {
            var model = ByteMasonModel(document.file)
            model.read(root.member("dataModel")?.value ?? Node(.null), &diagnostics)
            try diagnostics.throwIfErrors()
            var translation = Translation(model.schema, tables: Array(model.schema.tables.indices))
            translation.run(named: name ?? fallback)
            for warning in translation.warnings {
                let range = Int(warning.place.range.lowerBound)..<Int(warning.place.range.upperBound)
                diagnostics.warning(
                    warning.code, warning.message, at: document.file.location(of: range), fix: warning.fix)
            }
            var specification = translation.specification
            specification.description = description
            content = .specification(specification)
        }
        self.diagnostics = diagnostics.sorted
    }

    private static func description(_ root: Node) -> String? {
        var parts = [root.text("description")].compactMap(\.self).filter { !$0.isEmpty }
        for (title, keys) in [("Features", ["features", "core_features"]), ("Users", ["user_types"])] {
            let words = keys.flatMap { root.texts($0) }
            if !words.isEmpty { parts.append("\(title): \(words.joined(separator: "; ")).") }
        }
        return parts.isEmpty ? nil : parts.joined(separator: "\n")
    }

    // MARK: SQL

    private static func scripts(_ tables: Node, _ file: SourceFile, _ diagnostics: inout Diagnostics) -> [SourceFile] {
        guard case .array(let elements) = tables.value else {
            diagnostics.error("wrong-type", "'database' is a list of tables", at: file.location(of: tables.range))
            return []
        }
        return elements.compactMap { table in
            guard let node = table.member("sql_schema")?.value, case .string(let sql) = node.value else {
                diagnostics.error(
                    "missing-key", "a table needs the key 'sql_schema'", at: file.location(of: table.range))
                return nil
            }
            let name = table.text("name") ?? "?"
            let statements = SQLScript(sql).statements
            for statement in statements {
                guard let problem = problem(of: statement) else { continue }
                diagnostics.error(
                    problem.code, "the SQL of '\(name)' \(problem.message)", at: file.location(of: node.range),
                    fix: "it only makes tables, types, indexes, functions, triggers and policies")
            }
            return SourceFile(path: "\(file.path), table \(name)", text: sql)
        }
    }

    /// Why a statement isn't run; PostgreSQL says what else is wrong with it.
    private static func problem(of statement: SQLScript.Statement) -> (code: String, message: String)? {
        let known = ["create", "alter", "comment", "insert", "drop", "grant", "revoke", "set", "do", "select"]
        if ["copy", "load", "import"].contains(statement.keyword) {
            return ("reaches-outside", "reaches for files or programs: \(statement.keyword.uppercased())")
        }
        let text = statement.text.lowercased()
        let reaching = ["pg_read_", "pg_ls_", "pg_write_", "lo_import", "lo_export", "dblink", "pg_execute_server"]
        if let word = reaching.first(where: text.contains) {
            return ("reaches-outside", "reaches for files or programs: \(word)")
        }
        guard known.contains(statement.keyword) else {
            let start = statement.text.prefix(30).split(whereSeparator: \.isNewline).first ?? ""
            return ("not-sql", "isn't SQL that makes a schema: \(start)")
        }
        return nil
    }

    /// Tables before those that refer to them; in a circle, as the file has them.
    private static func ordered(_ scripts: [SourceFile]) -> [SourceFile] {
        func words(_ pattern: Regex<(Substring, Substring)>, _ file: SourceFile) -> Set<String> {
            Set(
                String(decoding: file.bytes, as: UTF8.self).lowercased().matches(of: pattern).map {
                    String($0.output.1)
                })
        }
        var waiting = scripts.map { script in
            let made = words(/create\s+table\s+(?:if\s+not\s+exists\s+)?(?:public\.)?"?([a-z0-9_]+)/, script)
            return (script, made, words(/references\s+(?:public\.)?"?([a-z0-9_]+)/, script).subtracting(made))
        }
        var ordered: [SourceFile] = []
        while !waiting.isEmpty {
            let missing = Set(waiting.flatMap(\.1))
            let next = waiting.firstIndex { $0.2.isDisjoint(with: missing) } ?? 0
            ordered.append(waiting.remove(at: next).0)
        }
        return ordered
    }
}

extension Node {
    /// The string at `key`.
    func text(_ key: String) -> String? {
        guard case .string(let text)? = member(key)?.value.value else { return nil }
        return text
    }

    /// The strings of the list at `key`.
    func texts(_ key: String) -> [String] {
        guard case .array(let elements)? = member(key)?.value.value else { return [] }
        return elements.compactMap { if case .string(let text) = $0.value { text } else { nil } }
    }
}
