/// What a condition of a policy reads and calls, and how often PostgreSQL does so.
struct PolicyExpression: Sendable, Equatable {
    /// The columns of the policy's own row, by number.
    private(set) var columns: Set<Int> = []
    /// The calls that are made for each row.
    private(set) var callsPerRow: Set<Call> = []
    private(set) var subqueries: [Subquery] = []
    /// The tables that it reads, by number.
    private(set) var tables: Set<Int> = []

    struct Call: Sendable, Hashable {
        /// The function's number.
        var function: Int
        /// Whether a column of the row is an argument.
        var readsRow: Bool
        /// The first argument, where it is a constant of text.
        var text: String?
    }

    struct Subquery: Sendable, Hashable {
        /// `exists`, `in`, or one whose result is a value.
        var kind: Kind
        /// Whether it depends on the row.
        var isCorrelated: Bool
        var tables: [Int]
        /// The columns of the only table that are compared with the row: the operators and the columns' numbers.
        var comparisons: [Comparison]

        enum Kind: Sendable, Hashable { case exists, membership, value }

        struct Comparison: Sendable, Hashable {
            var `operator`: Int
            var column: Int
        }
    }

    /// Whether its answer is the same for every row and every caller.
    var isConstant: Bool { columns.isEmpty && callsPerRow.isEmpty && subqueries.isEmpty }

    init(_ tree: NodeTree) { visit(tree, depth: 0, isPerRow: true) }

    private mutating func visit(_ node: NodeTree, depth: Int, isPerRow: Bool) {
        switch node.label {
        case "VAR":
            if node.number("varlevelsup") == depth, let column = node.number("varattno") { columns.insert(column) }
        case "FUNCEXPR":
            if isPerRow, let function = node.number("funcid") {
                let text = node["args"].first?.constantText
                callsPerRow.insert(Call(function: function, readsRow: Self.reads(node, depth), text: text))
            }
        case "SUBLINK": return visit(subquery: node, depth: depth, isPerRow: isPerRow)
        case "QUERY":
            for table in Self.tables(of: node) { tables.insert(table) }
            for child in node.children { visit(child, depth: depth + 1, isPerRow: isPerRow) }
            return
        default: break
        }
        for child in node.children { visit(child, depth: depth, isPerRow: isPerRow) }
    }

    private mutating func visit(subquery node: NodeTree, depth: Int, isPerRow: Bool) {
        let queries = node["subselect"]
        let isCorrelated = queries.contains { Self.reads($0, depth) }
        let kind: Subquery.Kind =
            switch node.number("subLinkType") {
            case 0: .exists
            case 1, 2: .membership
            default: .value
            }
        let tables = queries.flatMap(Self.tables)
        subqueries.append(
            Subquery(
                kind: kind, isCorrelated: isCorrelated, tables: tables,
                comparisons: tables.count == 1 ? queries.flatMap { Self.comparisons(of: $0, depth) } : []))
        for child in node["testexpr"] { visit(child, depth: depth, isPerRow: isPerRow) }
        // What doesn't depend on the row is answered once.
        for query in queries { visit(query, depth: depth, isPerRow: isPerRow && isCorrelated) }
    }

    /// Whether a column of the policy's row is somewhere in `node`, which is `depth` queries deep.
    private static func reads(_ node: NodeTree, _ depth: Int) -> Bool {
        if node.label == "VAR" { return node.number("varlevelsup") == depth }
        let inner = node.label == "QUERY" ? depth + 1 : depth
        return node.children.contains { reads($0, inner) }
    }

    /// The tables and views in the FROM of a query.
    private static func tables(of query: NodeTree) -> [Int] {
        query["rtable"].compactMap { entry in
            guard entry.number("rtekind") == 0, let table = entry.number("relid"), table != 0 else { return nil }
            return table
        }
    }

    /// What a query compares columns of its own with columns of the policy's row in, joined by AND.
    private static func comparisons(of query: NodeTree, _ depth: Int) -> [Subquery.Comparison] {
        query["jointree"].flatMap { $0["quals"] }.flatMap(conjuncts).compactMap { condition in
            guard condition.label == "OPEXPR", let number = condition.number("opno"), condition["args"].count == 2
            else { return nil }
            let columns = condition["args"].filter { $0.label == "VAR" }
            let own = columns.filter { $0.number("varlevelsup") == 0 }
            guard own.count == 1, columns.contains(where: { $0.number("varlevelsup") == depth + 1 }),
                let column = own.first?.number("varattno")
            else { return nil }
            return .init(operator: number, column: column)
        }
    }

    private static func conjuncts(_ condition: NodeTree) -> [NodeTree] {
        guard condition.label == "BOOLEXPR", condition["boolop"].first == .word("and") else { return [condition] }
        return condition["args"].flatMap(conjuncts)
    }
}
