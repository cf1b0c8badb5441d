internal import Diagnostics
internal import Expressions
internal import Naming

/// SQL in a specification: single expressions are rewritten, whole statements only looked through.
extension SpecificationEditor {
    /// Puts a new text in the place of each expression of an entity for which `change` has one.
    ///
    /// `change` gets the text, what it is a part of, and the location of a range of its bytes.
    func mapExpressions(
        of entity: EntityDeclaration, _ change: (EntityExpression) throws(DiagnosticsError) -> String?
    ) throws(DiagnosticsError) -> EntityDeclaration {
        var changed = entity
        func new(_ sql: String?, _ what: String, _ source: Source, _ path: Source.Step...) throws(DiagnosticsError)
            -> String?
        {
            guard let sql else { return nil }
            let expression = EntityExpression(sql: sql, what: what) { range in
                path.count == 2
                    ? source.location(inStringAt: path[0], path[1], range: range)
                    : source.location(inStringAt: path[0], range: range)
            }
            return try change(expression)
        }
        for (index, check) in entity.checks.enumerated() {
            let what = check.name.map { "the check '\($0)' of \(entity.name)" } ?? "a check of \(entity.name)"
            if let sql = try new(check.sql, what, check.source, "sql") { changed.checks[index].sql = sql }
        }
        for (index, unique) in entity.unique.enumerated() {
            let sql = try new(unique.condition, "a unique constraint of \(entity.name)", unique.source, "where")
            if let sql { changed.unique[index].condition = sql }
        }
        for (index, declared) in entity.indexes.enumerated() {
            let sql = try new(declared.condition, "an index of \(entity.name)", declared.source, "where")
            if let sql { changed.indexes[index].condition = sql }
        }
        for (index, ban) in entity.noOverlap.enumerated() {
            let sql = try new(ban.condition, "a ban on overlaps of \(entity.name)", ban.source, "where")
            if let sql { changed.noOverlap[index].condition = sql }
        }
        for (index, field) in entity.fields.enumerated() {
            let place = "\(entity.name).\(field.name)"
            if let sql = try new(field.generated, "the generated field \(place)", field.source, "generated") {
                changed.fields[index].generated = sql
            }
            if let sql = try new(field.defaultValue?.sql, "the default of \(place)", field.source, "default", "sql") {
                changed.fields[index].defaultValue = .sql(sql)
            }
            if let sql = try new(field.backfill?.sql, "the backfill of \(place)", field.source, "backfill", "sql") {
                changed.fields[index].backfill = .sql(sql)
            }
        }
        for (index, field) in entity.formerFields.enumerated() {
            let what = "the former field \(entity.name).\(field.name)"
            if let sql = try new(field.sql, what, field.source, "sql") { changed.formerFields[index].sql = sql }
        }
        for (index, relation) in entity.relations.enumerated() {
            let what = "the backfill of \(entity.name).\(relation.name)"
            if let sql = try new(relation.backfill?.sql, what, relation.source, "backfill", "sql") {
                changed.relations[index].backfill = .sql(sql)
            }
        }
        return changed
    }

    /// The expressions of an entity that read one of these columns.
    func expressions(of entity: EntityDeclaration, using columns: [String]) throws(DiagnosticsError) -> [EditRefusal
        .Use]
    {
        guard !columns.isEmpty else { return [] }
        var uses: [EditRefusal.Use] = []
        _ = try mapExpressions(of: entity) { (expression) throws(DiagnosticsError) -> String? in
            if let range = expression.columns.first(where: { columns.contains($0.content) })?.range {
                uses.append(.init(expression.what, at: expression.place(range)))
            }
            return nil
        }
        return uses
    }

    /// Views and queries that name all of `names`, or that quote one of `texts` besides.
    func statements(naming names: [String], quoting texts: [String] = []) -> [EditRefusal.Use] {
        let statements =
            specification.views.map { ("the view '\($0.name)'", $0.sql, $0.source) }
            + specification.queries.map { ("the query '\($0.name)'", $0.sql, $0.source) }
        return statements.compactMap { what, sql, source in
            let words = SQLWords(sql)
            guard names.allSatisfy({ name in words.names.contains { $0.text == name } }) else { return nil }
            let word =
                texts.isEmpty
                ? words.names.first { $0.text == names.last } : words.texts.first { texts.contains($0.text) }
            return word.map { .init(what, at: source.location(inStringAt: "sql", range: $0.range)) }
        }
    }

    /// Hand-written files are never read here.
    mutating func noteUnseenFiles(_ what: String) {
        let unseen = specification.sql + specification.include
        guard !unseen.isEmpty else { return }
        note("\(unseen.joined(separator: ", ")) may use \(what) as well, and wasn't looked at", at: nil)
    }
}

/// One SQL expression of an entity.
struct EntityExpression {
    var sql: String
    /// What it is a part of, for messages.
    var what: String
    var place: (Range<Int>) -> SourceLocation?

    /// The columns that it names. One that can't be parsed is looked through like a statement.
    var columns: [ParsedExpression.Place] {
        var ignored = Diagnostics()
        if let parsed = Expression.parse(sql, reporting: &ignored) { return parsed.columnPlaces }
        return SQLWords(sql).names.map { .init(content: $0.text, range: $0.range) }
    }

    /// The texts that it compares with a column.
    func texts(comparedWith column: String) -> [ParsedExpression.Place] {
        var ignored = Diagnostics()
        return Expression.parse(sql, reporting: &ignored)?.texts(comparedWith: column) ?? []
    }

    /// The text with `new` in the place of each range.
    func replacing(_ places: [(range: Range<Int>, new: String)]) -> String {
        var bytes = Array(sql.utf8)
        for (range, new) in places.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            bytes.replaceSubrange(range, with: Array(new.utf8))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension DefaultValue {
    /// The expression, where it is one.
    var sql: String? {
        if case .sql(let text) = self { text } else { nil }
    }
}
