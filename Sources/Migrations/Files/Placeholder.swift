internal import Catalog
internal import SchemaDiff

/// What a required column holds that comes back to rows whose values are gone.
///
/// A value that says nothing, so that the table is what it was and programs of that time run again. Where every row needs
/// one of its own there is none: then the way back is open only while the table is empty.
struct Placeholder {
    let column: Fact
    /// A literal; nil where there can be none.
    let value: String?

    /// The columns that `catalog` requires and `now` doesn't have, on tables that both have.
    ///
    /// - Parameter start: whose constraints the rows have to meet in the end, as well as those of `catalog`.
    static func all(in catalog: Catalog, missing now: Catalog, meeting start: Catalog) -> [Placeholder] {
        let constraints = (catalog.facts + start.facts).filter { $0.kind == .constraint }
        return catalog.facts.filter { fact in
            fact.kind == .column && fact[.notNull] != nil && now[fact.id] == nil && fact.inheritedFrom.isEmpty
                && fact[.identity] == nil && fact[.generated] == nil
                && fact.parent.map { now[$0] != nil } ?? false
        }.compactMap { column in
            let own = constraints.filter { $0.dependencies.contains(column.id) }
            let hasDefault = catalog[Fact.ID(.defaultValue, column.name)] != nil
            // A default needn't know a row of the other table: nobody is signed in while a migration runs.
            if hasDefault, !own.contains(where: { $0.isForeignKey(of: column) }) { return nil }
            return Placeholder(column, in: catalog, meeting: own)
        }
    }

    private init(_ column: Fact, in catalog: Catalog, meeting constraints: [Fact]) {
        self.column = column
        let isOfItsOwn = constraints.contains { $0[.constraintType] != "check" }
        let definitions = constraints.compactMap { $0[.definition] }
        let listed = definitions.lazy.compactMap { $0.firstMatch(of: /ARRAY\[('(?:[^']|'')*')::/)?.1 }.first
        let isOtherwiseChecked = definitions.contains { !$0.contains("ARRAY[") }
        let type = column[.type] ?? ""
        let neutral =
            type.hasSuffix("[]")
            ? "'{}'"
            : catalog[Fact.ID(.enumeration, type)].flatMap { $0[.values]?.firstMatch(of: /"((?:[^"\\])*)"/)?.1 }
                .map { "'\($0.replacing("'", with: "''"))'" } ?? Self.neutral[String(type.prefix { $0 != "(" })]
        value = isOfItsOwn || isOtherwiseChecked ? nil : listed.map(String.init) ?? neutral
    }

    private static let neutral = [
        "text": "''", "character varying": "''", "integer": "0", "bigint": "0", "smallint": "0", "numeric": "0",
        "double precision": "0", "real": "0", "boolean": "false", "jsonb": "'{}'", "json": "'{}'", "bytea": "''",
        "date": "'-infinity'", "timestamp with time zone": "'-infinity'", "timestamp without time zone": "'-infinity'",
        "interval": "'0'", "time without time zone": "'00:00'", "inet": "'0.0.0.0'",
        "uuid": "'00000000-0000-0000-0000-000000000000'",
    ]

    /// For the head of a migration that goes back.
    var text: String {
        let name = "\(column[.table] ?? "").\(column[.column] ?? "")"
        return value.map { "The values of \(name) are gone: it comes back with \($0) in every row." }
            ?? "The values of \(name) are gone, and every row needs one: this runs only while the table is empty."
    }
}

extension Fact {
    fileprivate func isForeignKey(of column: Fact) -> Bool {
        self[.constraintType] == "foreign key" && self[.table] == column[.table]
    }
}
