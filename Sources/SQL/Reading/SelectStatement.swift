internal import Naming

/// What a SELECT that somebody wrote shows, as far as its text tells. PostgreSQL's own grammar reads it; whether it runs
/// is asked of PostgreSQL.
public struct SelectStatement: Hashable, Sendable {
    /// The statement without its semicolon. Tables and views that it names without a schema stand in `public` now: a
    /// migration finds nothing by a search path.
    public var text: String
    /// What it shows, in order.
    public var columns: [Column]
    /// The tables and views that it reads, each once, without the names that it gives itself.
    public var relations: [Relation]
    /// The column that a parameter is compared with, by the parameter's number.
    public var comparedColumns: [Int: Value] = [:]
    /// The parameters that may be null: those that the statement asks whether they are.
    public var optionalParameters: Set<Int> = []

    /// One column that it shows.
    public struct Column: Hashable, Sendable {
        public var name: String
        public var value: Value
        /// Whether it may be null although what it comes from never is: beyond an outer join, for example.
        public var mayBeNull: Bool
    }

    /// A table or view by the name that the statement uses.
    public struct Relation: Hashable, Sendable {
        /// Nil where none is stated.
        public var schema: String?
        public var name: String
    }

    /// Where the values of a column come from.
    public enum Value: Hashable, Sendable {
        /// A column of a table or view.
        case column(String, of: Relation)
        /// An expression of this type, as PostgreSQL's grammar calls it: `int8`, `text`.
        case expression(type: String, isList: Bool)
        /// An expression of which only PostgreSQL knows the type.
        case untyped
    }

    /// Why a text isn't what a view can be made of.
    public struct Refusal: Error, Hashable, Sendable {
        public var message: String
        /// In bytes of the text.
        public var offset: Int
        public var fix: String?
    }

    /// - Parameters:
    ///   - isTyped: Whether the text says of which type each expression is; otherwise PostgreSQL is asked.
    ///   - columns: The columns of a table or view; nil for one that isn't known.
    public init(
        _ text: String, isTyped: Bool = true, columns: @escaping (Relation) -> [String]?
    ) throws(Refusal) {
        let statements = SQLScript(text).statements
        guard statements.count == 1, let tree = SyntaxNode(text), tree["SelectStmt"].exists else {
            throw Refusal(
                message: "this isn't one SELECT that PostgreSQL's grammar reads", offset: statements.first?.offset ?? 0,
                fix: "write one SELECT statement with a list of columns")
        }
        var reading = SelectReading(isTyped: isTyped, columns: columns)
        self.columns = try reading.columns(of: tree["SelectStmt"], in: [:])
        relations = reading.relations
        comparedColumns = reading.comparedColumns
        optionalParameters = reading.optionalParameters
        self.text = Self.qualified(statements[0], tree, columns)
    }

    /// The statement with the schema before each table or view that is known.
    private static func qualified(
        _ statement: SQLScript.Statement, _ tree: SyntaxNode, _ columns: (Relation) -> [String]?
    ) -> String {
        let queries = Set(tree.all("CommonTableExpr").compactMap { $0["ctename"].string })
        let places = tree.all("RangeVar").compactMap { table -> Int? in
            guard let name = table["relname"].string, table["schemaname"].string == nil, !queries.contains(name),
                columns(Relation(schema: nil, name: name)) != nil, let location = table["location"].number
            else { return nil }
            return location - statement.offset
        }
        var bytes = Array(statement.text.utf8)
        for place in Set(places).sorted(by: >) where bytes.indices.contains(place) {
            bytes.insert(contentsOf: "public.".utf8, at: place)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension SelectStatement {
    /// The tables and views that a statement reads, also where its columns can't be followed.
    public static func relations(in text: String) -> [Relation] {
        SyntaxNode(text)?.all("RangeVar").compactMap { table in
            table["relname"].string.map { Relation(schema: table["schemaname"].string, name: $0) }
        } ?? []
    }
}

/// Follows the columns of a statement to where they come from.
private struct SelectReading {
    typealias Column = SelectStatement.Column
    typealias Refusal = SelectStatement.Refusal

    let isTyped: Bool
    let columns: (SelectStatement.Relation) -> [String]?
    var relations: [SelectStatement.Relation] = []
    var comparedColumns: [Int: SelectStatement.Value] = [:]
    var optionalParameters: Set<Int> = []

    init(isTyped: Bool, columns: @escaping (SelectStatement.Relation) -> [String]?) {
        self.isTyped = isTyped
        self.columns = columns
    }

    /// What stands in FROM under a name.
    private struct Source {
        let name: String
        var columns: [Column]
        /// Whether its columns aren't known, so that a name may be one of them.
        var isOpaque = false
    }

    /// - Parameter queries: The statements that WITH names.
    /// - Parameter needsNames: Whether each column has a name of its own; beyond UNION the first statement names them.
    mutating func columns(
        of select: SyntaxNode, in queries: [String: [Column]], needsNames: Bool = true
    ) throws(Refusal) -> [Column] {
        var queries = queries
        for query in select["withClause"]["ctes"].elements.map({ $0["CommonTableExpr"] }) {
            guard let name = query["ctename"].string, query["ctequery"]["SelectStmt"].exists else {
                throw refusal("a statement in WITH reads rows only, here", query)
            }
            let isRecursive = select["withClause"]["recursive"].exists
            let base = query["ctequery"]["SelectStmt"]
            // The part before UNION says what a recursive statement shows.
            let found = try columns(of: isRecursive && base["larg"].exists ? base["larg"] : base, in: queries)
            let renamed = query["aliascolnames"].elements.compactMap { $0["String"]["sval"].string }
            queries[name] = found.enumerated().map { index, column in
                var column = column
                if index < renamed.count { column.name = renamed[index] }
                return column
            }
            if isRecursive, base["rarg"].exists {
                _ = try columns(of: base["rarg"], in: queries, needsNames: false)
            }
        }
        if select["larg"].exists, select["rarg"].exists {
            let left = try columns(of: select["larg"], in: queries, needsNames: needsNames)
            let right = try columns(of: select["rarg"], in: queries, needsNames: false)
            return zip(left, right).map { left, right in
                var column = left
                column.mayBeNull = left.mayBeNull || right.mayBeNull || left.value != right.value
                return column
            }
        }
        if select["valuesLists"].exists || select["intoClause"].exists || select["lockingClause"].exists {
            throw refusal("this is no plain SELECT", select)
        }
        var sources: [Source] = []
        for item in select["fromClause"].elements { sources += try self.sources(item, queries, mayBeMissing: false) }
        for clause in ["fromClause", "targetList", "whereClause", "havingClause"] {
            noteParameters(select[clause], sources)
        }
        let hasGroupingSets = select["groupClause"].elements.contains { $0["GroupingSet"].exists }
        var shown: [Column] = []
        for target in select["targetList"].elements.map({ $0["ResTarget"] }) {
            var column = try self.column(target, sources, needsName: needsNames)
            if hasGroupingSets { column.mayBeNull = true }
            guard !needsNames || !shown.contains(where: { $0.name == column.name }) else {
                throw refusal(
                    "two columns are called '\(column.name)'", target, fix: "give one of them another name with 'as'")
            }
            shown.append(column)
        }
        return shown
    }

    // MARK: FROM

    private mutating func sources(
        _ item: SyntaxNode, _ queries: [String: [Column]], mayBeMissing: Bool
    ) throws(Refusal) -> [Source] {
        let (table, join, query) = (item["RangeVar"], item["JoinExpr"], item["RangeSubselect"])
        if let name = table["relname"].string {
            let alias = table["alias"]["aliasname"].string ?? name
            if table["schemaname"].string == nil, let found = queries[name] {
                return [Source(name: alias, columns: Self.missing(found, mayBeMissing))]
            }
            let relation = SelectStatement.Relation(schema: table["schemaname"].string, name: name)
            if !relations.contains(relation) { relations.append(relation) }
            guard let names = columns(relation) else { return [Source(name: alias, columns: [], isOpaque: true)] }
            return [
                Source(
                    name: alias,
                    columns: names.map { .init(name: $0, value: .column($0, of: relation), mayBeNull: mayBeMissing) })
            ]
        }
        if join.exists {
            let kind = join["jointype"].string ?? "JOIN_INNER"
            let left = try sources(
                join["larg"], queries, mayBeMissing: mayBeMissing || ["JOIN_RIGHT", "JOIN_FULL"].contains(kind))
            let right = try sources(
                join["rarg"], queries, mayBeMissing: mayBeMissing || ["JOIN_LEFT", "JOIN_FULL"].contains(kind))
            return left + right
        }
        if query.exists {
            let found = try columns(of: query["subquery"]["SelectStmt"], in: queries)
            let alias = query["alias"]["aliasname"].string ?? ""
            return [Source(name: alias, columns: Self.missing(found, mayBeMissing))]
        }
        return [
            Source(name: item["RangeFunction"]["alias"]["aliasname"].string ?? "", columns: [], isOpaque: true)
        ]
    }

    private static func missing(_ columns: [Column], _ mayBeMissing: Bool) -> [Column] {
        columns.map { column in
            var column = column
            column.mayBeNull = column.mayBeNull || mayBeMissing
            return column
        }
    }

    // MARK: Parameters

    /// What a clause says about parameters: which columns they are compared with, and whether they may be null.
    private mutating func noteParameters(_ clause: SyntaxNode, _ sources: [Source]) {
        for comparison in clause.all("A_Expr") where comparison["kind"].string == "AEXPR_OP" {
            let symbol = comparison["name"].elements.last?["String"]["sval"].string ?? ""
            guard ["=", "<>", "<", ">", "<=", ">="].contains(symbol) else { continue }
            for (one, other) in [("lexpr", "rexpr"), ("rexpr", "lexpr")] {
                guard let number = Self.parameter(comparison[one]), comparison[other]["ColumnRef"].exists,
                    let (value, _) = value(comparison[other], sources), case .column = value
                else { continue }
                comparedColumns[number] = comparedColumns[number] ?? value
            }
        }
        let tested =
            clause.all("NullTest").map { $0["arg"] } + clause.all("CoalesceExpr").flatMap { $0["args"].elements }
        optionalParameters.formUnion(tested.compactMap(Self.parameter))
    }

    /// The number of a parameter, with a cast or without.
    private static func parameter(_ node: SyntaxNode) -> Int? {
        node["ParamRef"]["number"].number ?? node["TypeCast"]["arg"]["ParamRef"]["number"].number
    }

    // MARK: The list of columns

    private func column(
        _ target: SyntaxNode, _ sources: [Source], needsName: Bool
    ) throws(Refusal) -> Column {
        let value = target["val"]
        let fields = value["ColumnRef"]["fields"].elements
        if fields.last?["A_Star"].exists == true {
            throw refusal(
                "'*' shows whatever the table has at the time, hidden fields too", target,
                fix: "name the columns that it shows")
        }
        let given = target["name"].string ?? fields.last?["String"]["sval"].string
        guard let name = needsName ? given : given ?? "" else {
            throw refusal("an expression needs a name", target, fix: "write 'as' and a name behind it")
        }
        guard let (found, mayBeNull) = self.value(value, sources) else {
            if !isTyped { return Column(name: name, value: .untyped, mayBeNull: !isNeverNull(value, sources)) }
            throw refusal(
                "nothing says of which type '\(name)' is", target,
                fix: "say it with a cast, such as 'count(*)::bigint as total'")
        }
        return Column(name: name, value: found, mayBeNull: mayBeNull)
    }

    /// What an expression yields, and whether it may be null though what it comes from isn't; nil where the text doesn't
    /// tell.
    private func value(_ node: SyntaxNode, _ sources: [Source]) -> (SelectStatement.Value, mayBeNull: Bool)? {
        func plain(_ type: String, mayBeNull: Bool = false) -> (SelectStatement.Value, mayBeNull: Bool) {
            (.expression(type: type, isList: false), mayBeNull)
        }
        let names = node["ColumnRef"]["fields"].elements.compactMap { $0["String"]["sval"].string }
        if let name = names.last {
            let found = sources.filter { names.count == 1 || $0.name == names[names.count - 2] }
                .flatMap(\.columns).first { $0.name == name }
            return found.map { ($0.value, $0.mayBeNull) }
        }
        let cast = node["TypeCast"]
        if cast.exists {
            let type = cast["typeName"]["names"].elements.compactMap { $0["String"]["sval"].string }
            guard let name = type.last else { return nil }
            let isList = cast["typeName"]["arrayBounds"].exists
            let isThere = isNeverNull(cast["arg"], sources)
            return (
                .expression(
                    type: type.count > 1 && type[0] != "pg_catalog" ? type.joined(separator: ".") : name, isList: isList
                ), !isThere
            )
        }
        let arguments = node["CoalesceExpr"]["args"].elements
        if !arguments.isEmpty {
            let typed = arguments.lazy.compactMap { value($0, sources) }.first
            return typed.map { ($0.0, !arguments.contains { isNeverNull($0, sources) }) }
        }
        if node["NullTest"].exists { return plain("bool") }
        if node["SubLink"]["subLinkType"].string == "EXISTS_SUBLINK" { return plain("bool") }
        if node["FuncCall"]["funcname"].elements.last?["String"]["sval"].string == "count" { return plain("int8") }
        return nil
    }

    /// Whether the value is there whatever the row holds. Of a column, the table decides; so it isn't, here.
    private func isNeverNull(_ node: SyntaxNode, _ sources: [Source]) -> Bool {
        let constant = node["A_Const"]
        if constant.exists { return !constant["isnull"].exists }
        if node["CoalesceExpr"].exists {
            return node["CoalesceExpr"]["args"].elements.contains { isNeverNull($0, sources) }
        }
        if node["TypeCast"].exists { return isNeverNull(node["TypeCast"]["arg"], sources) }
        guard let (value, mayBeNull) = value(node, sources), case .expression = value else { return false }
        return !mayBeNull
    }

    private func refusal(_ message: String, _ node: SyntaxNode, fix: String? = nil) -> Refusal {
        Refusal(message: message, offset: node.start ?? 0, fix: fix)
    }
}
