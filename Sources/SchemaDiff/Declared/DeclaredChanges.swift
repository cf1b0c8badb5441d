public import Catalog

/// What becomes of rows that are there, as far as somebody said so: no catalog shows it.
public struct DeclaredChanges: Sendable {
    /// By column.
    public var fills: [Fact.ID: Fill] = [:]
    /// By column.
    public var replacements: [Fact.ID: ValueReplacement] = [:]
    /// By column, conditions on the rows whose value some statement replaces before it is looked at.
    public var rewritten: [Fact.ID: [String]] = [:]
    /// Triggers that note when somebody changed a row: what a migration writes is nobody's change.
    public var timekeepers: Set<Fact.ID> = []
    /// Columns that aren't wanted any more, and stay for a while.
    public var kept: [KeptColumn] = []
    /// Tables that hold so much that nobody can wait until all of their rows are written.
    public var largeTables: Set<Fact.ID> = []
    /// Columns whose values some statement writes a few rows at a time.
    public var batched: Set<Fact.ID> = []

    public init() {}

    public static let none = DeclaredChanges()

    /// What leads back: values that were renamed get their old names, everything else stays as it is.
    ///
    /// - Parameter renames: what gets its old name first.
    public func reversed(behind renames: [DeclaredRename]) -> DeclaredChanges {
        func name(_ id: Fact.ID) -> Fact.ID { renames.reduce(id) { $1.applied(to: $0) } }
        var reversed = DeclaredChanges()
        reversed.timekeepers = timekeepers
        for (column, replacement) in replacements {
            var back = replacement
            back.type = replacement.type.map(name)
            back.values = replacement.values.filter(\.isRename).map {
                .init(old: $0.new, new: $0.old, isRename: true)
            }
            reversed.replacements[name(column)] = back
        }
        return reversed
    }

    /// Whether rows get their values of `column` a few at a time, and not all at once.
    func isWrittenInBatches(_ column: Fact) -> Bool {
        batched.contains(column.id) || largeTables.contains(Fact.ID(.table, column[.table] ?? ""))
    }

    /// The values of an enum type that only change their names.
    func renamedValues(of type: Fact.ID) -> [ValueReplacement.Pair] {
        let columns = replacements.keys.sorted().filter { replacements[$0]?.type == type }
        return columns.first.flatMap { replacements[$0]?.values.filter(\.isRename) } ?? []
    }
}

/// What a column gets in rows that are older than it, or than its being required.
public struct Fill: Codable, Sendable {
    /// An SQL expression over the row.
    public var value: String
    /// Whether all rows get the same.
    public var isConstant: Bool
    /// The columns that the expression reads.
    public var reads: [Fact.ID]

    public init(_ value: String, isConstant: Bool, reads: [Fact.ID] = []) {
        self.value = value
        self.isConstant = isConstant
        self.reads = reads
    }

    /// The statement that fills a new `column` in every row.
    func statement(_ column: Fact) -> String {
        "update \(column[.table] ?? "") set \(column[.column] ?? "") = \(value)"
    }

    /// What fills columns of one table where they have no value.
    static func update(_ fills: [(column: Fact, value: String)]) -> BatchedUpdate {
        let names = fills.map { $0.column[.column] ?? "" }
        let values = zip(names, fills).map { name, entry in
            fills.count == 1 ? "\(name) = \(entry.value)" : "\(name) = coalesce(\(name), \(entry.value))"
        }
        return BatchedUpdate(
            table: fills.first?.column[.table] ?? "", assignments: values.joined(separator: ", "),
            condition: names.map { "\($0) is null" }.joined(separator: " or "))
    }

    /// The statement that fills columns of one table where they have no value.
    static func statement(_ fills: [(column: Fact, fill: Fill)]) -> String {
        update(fills.map { ($0.column, $0.fill.value) }).whole
    }
}

/// Values that a column may hold and that are no longer among the allowed ones.
public struct ValueReplacement: Sendable {
    /// The type that lists what is allowed; nil where checks of the column do.
    public var type: Fact.ID?
    public var isList: Bool
    public var values: [Pair]

    public struct Pair: Sendable {
        public var old: String
        public var new: String
        /// Whether it is the same value under another name, so that nothing is lost.
        public var isRename: Bool

        public init(old: String, new: String, isRename: Bool) {
            self.old = old
            self.new = new
            self.isRename = isRename
        }
    }

    public init(type: Fact.ID?, isList: Bool, values: [Pair]) {
        self.type = type
        self.isList = isList
        self.values = values
    }

    /// Only the pairs that `isThere` and `isAllowed` leave something to do for.
    func effective(isThere: (String) -> Bool, isAllowed: (String) -> Bool) -> ValueReplacement? {
        var effective = self
        effective.values = values.filter { isThere($0.old) && !isAllowed($0.old) }
        return effective.values.isEmpty ? nil : effective
    }

    /// `column` as text, with the new values in place of the old ones.
    func expression(_ column: String) -> String {
        let text = text(column)
        if isList {
            return values.reduce(text) { "array_replace(\($0), \(quoted($1.old)), \(quoted($1.new)))" }
        }
        let cases = values.map { "when \(quoted($0.old)) then \(quoted($0.new))" }.joined(separator: " ")
        return "case \(text) \(cases) else \(text) end"
    }

    /// Holds for the rows that have one of the old values.
    func condition(_ column: String) -> String {
        let old = values.map { quoted($0.old) }.joined(separator: ", ")
        if isList { return "\(text(column)) && array[\(old)]" }
        return values.count == 1 ? "\(text(column)) = \(old)" : "\(text(column)) in (\(old))"
    }

    private func text(_ column: String) -> String { type == nil ? column : "\(column)::text\(isList ? "[]" : "")" }

    /// The statement that gives the rows their new values, in a column of text.
    func statement(_ column: Fact) -> String {
        let name = column[.column] ?? ""
        // One value takes the place of one other; of several, each row's own decides.
        let value = values.count == 1 && !isList ? quoted(values[0].new) : expression(name)
        return "update \(column[.table] ?? "") set \(name) = \(value) where \(condition(name))"
    }
}
